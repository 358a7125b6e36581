import KioskControl
import KioskDevices
import KioskDiagnostics
import KioskTestSupport
import Testing

@Suite("kioskctl diagnose")
struct DiagnoseTests {
    private static let ids = [
        "configuration", "clock.machine", "pcscd", "journal.folder", "disk.journal", "models", "signing.trust",
        "kioskd",
    ]

    @Test("works when kioskd is down: the machine's checks come, with the folders that the configuration names")
    func down() async throws {
        let folder = try TemporaryFolder("diagnose")
        let text = """
            control:
              socket: "\(folder.file("control.sock"))"
            state:
              folder: "\(folder.path)"
            vision:
              models: "\(folder.file("models"))"

            """
        let file = try folder.write("kioskd.yaml", text.utf8)
        let report = await DiagnoseCommand.report(configuration: file, socket: nil)
        #expect(report.results.map(\.id) == Self.ids)
        let states = Dictionary(uniqueKeysWithValues: report.results.map { ($0.id, $0) })
        #expect(states["configuration"]?.state == .ok)
        #expect(states["journal.folder"]?.finding.contains(folder.path) == true)
        #expect(states["models"]?.finding.contains(folder.file("models")) == true)
        #expect(states["kioskd"]?.finding.contains(folder.file("control.sock")) == true)
        #expect(states["signing.trust"]?.state == .warning)
        #expect(states["signing.trust"]?.remedy.contains("signing.trust-file") == true)
        #expect(report.exitStatus == 2)
    }

    @Test("the file of trusted authorities: named and there, named and missing, not named")
    func trust() async throws {
        let folder = try TemporaryFolder("diagnose")
        let there = try folder.write("trust.pem", "PEM".utf8)
        for (named, state) in [(there, Health.ok), (folder.file("no.pem"), .fault), ("", .warning)] {
            let file = try folder.write("kioskd.yaml", "signing:\n  trust-file: \"\(named)\"\n".utf8)
            let report = await DiagnoseCommand.report(configuration: file, socket: folder.file("no.sock"))
            #expect(report.results.first { $0.id == "signing.trust" }?.state == state, "\(named)")
        }
    }

    @Test("a missing configuration is a finding, and the other checks go on with the packaged folders")
    func noConfiguration() async throws {
        let folder = try TemporaryFolder("diagnose")
        let report = await DiagnoseCommand.report(
            configuration: folder.file("no.yaml"), socket: folder.file("no.sock"))
        #expect(report.results.map(\.id) == Self.ids)
        #expect(report.results[0].state == .fault)
        #expect(report.results.last?.finding.contains(folder.file("no.sock")) == true)
    }
}
