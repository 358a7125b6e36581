import Glibc
import KioskDevices
import KioskDiagnostics
import KioskDomain
import KioskTestSupport
import Testing

@Suite("Local checks, without a daemon")
struct CheckTests {
    @Test("a check that throws, or takes too long, is unknown and holds up no other")
    func unknown() async {
        let report = await DiagnosticReport.of(
            [
                Check(id: "late") {
                    try await letPass(.seconds(600))
                    return CheckResult(id: "late", state: .ok, finding: "")
                },
                Check(id: "broken") { throw Failure(.internalError, "boom") },
                Check(id: "good") { CheckResult(id: "good", state: .ok, finding: "fine") },
            ], limit: .milliseconds(100))
        #expect(report.results.map(\.id) == ["late", "broken", "good"])
        #expect(report.results.map(\.state) == [.unknown, .unknown, .ok])
    }

    @Test("kioskd: socket missing, nobody behind it, listening")
    func daemon() async throws {
        let folder = try TemporaryFolder("control")
        let path = folder.file("control.sock")
        #expect(await LocalChecks.daemon(socket: path).run().state == .fault)
        let descriptor = try listen(at: path)
        #expect(await LocalChecks.daemon(socket: path).run().state == .ok)
        close(descriptor)
        let dead = await LocalChecks.daemon(socket: path).run()
        #expect(dead.state == .fault)
        #expect(dead.remedy.contains("restart"))
        #expect(await LocalChecks.smartCardService(socket: folder.file("no")).run().state == .fault)
        #expect(await LocalChecks.daemon(socket: String(repeating: "x", count: 200)).run().state == .unknown)
    }

    private func listen(at path: String) throws -> Int32 {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        let bound = withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        try #require(bound == 0 && Glibc.listen(descriptor, 4) == 0)
        return descriptor
    }

    @Test("disk space: ok, warning, fault by the limits, unknown for no folder")
    func disk() async throws {
        let folder = try TemporaryFolder("disk")
        func state(_ warning: UInt64, _ fault: UInt64) async -> Health {
            await LocalChecks.diskSpace(folder: folder.path, warning: warning, fault: fault).run().state
        }
        #expect(await state(1, 1) == .ok)
        #expect(await state(.max, 1) == .warning)
        #expect(await state(.max, .max) == .fault)
        #expect(await LocalChecks.diskSpace(folder: folder.file("no")).run().state == .unknown)
    }

    @Test("clock: before the release of the program and absurdly late are faults")
    func clock() async {
        let released: Int64 = 1_770_000_000_000
        #expect(await LocalChecks.clock(now: released, released: released).run().state == .ok)
        #expect(await LocalChecks.clock(now: released - 1, released: released).run().state == .fault)
        #expect(await LocalChecks.clock(now: released * 2, released: released).run().state == .fault)
    }

    @Test("journal folder: missing, open to others, closed")
    func journalFolder() async throws {
        let folder = try TemporaryFolder("state")
        #expect(await FileChecks.journalFolder(folder.file("no")).run().state == .fault)
        chmod(folder.path, 0o755)
        let open = await FileChecks.journalFolder(folder.path).run()
        #expect(open.state == .fault)
        #expect(open.finding.contains("755"))
        chmod(folder.path, 0o700)
        #expect(await FileChecks.journalFolder(folder.path).run().state == .ok)
    }

    @Test("configuration and models: missing, cut short, whole")
    func files() async throws {
        let folder = try TemporaryFolder("files")
        #expect(await FileChecks.configuration(folder.file("kioskd.yaml")).run().state == .fault)
        try folder.write("kioskd.yaml", [1])
        #expect(await FileChecks.configuration(folder.file("kioskd.yaml")).run().state == .ok)
        let model = [ModelFile(name: "model.dat", size: 4)]
        #expect(await FileChecks.models(folder: folder.path, model).run().finding.contains("missing"))
        try folder.write("model.dat", [1, 2, 3])
        #expect(await FileChecks.models(folder: folder.path, model).run().finding.contains("not whole"))
        try folder.write("model.dat", [1, 2, 3, 4])
        #expect(await FileChecks.models(folder: folder.path, model).run().state == .ok)
    }
}
