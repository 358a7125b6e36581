import FoundationEssentials
import KioskTestSupport
import StreamSockets
import Testing

@testable import DemonstrationStage

@Suite("Demonstration: folders, ports, report")
struct FolderTests {
    private func options(_ folder: TemporaryFolder) -> StageOptions {
        var options = StageOptions(state: folder.file("state"), models: "/m", programs: folder.path)
        options.screensPort = 0
        options.portalPort = 0
        return options
    }

    @Test("folders are closed to others, and a second demonstration is kept out until the first one ends")
    func lock() throws {
        let folder = try TemporaryFolder("stage")
        let folders = StageFolders(root: folder.file("state"))
        var first: StageFiles? = try StageFiles(folders)
        let attributes = try FileManager.default.attributesOfItem(atPath: folders.kiosk)
        #expect(attributes[.posixPermissions] as? Int == 0o700)
        let problem = #expect(throws: StageProblem.self) { _ = try StageFiles(folders) }
        #expect(problem?.finding.contains("already runs") == true)
        #expect(first != nil)
        first = nil
        _ = try StageFiles(folders)
    }

    @Test("a folder whose sockets would not fit is refused with the remedy")
    func longPath() throws {
        let folder = try TemporaryFolder("stage")
        let long = folder.file(String(repeating: "x", count: 100))
        let problem = #expect(throws: StageProblem.self) { _ = try StageFiles(StageFolders(root: long)) }
        #expect(problem?.remedy.contains("--state") == true)
        #expect(!FileManager.default.fileExists(atPath: long))
    }

    @Test("a port in use is named with the option that takes another one, and nothing is left behind")
    func port() async throws {
        let folder = try TemporaryFolder("stage")
        let listener = try ListeningSocket(at: .tcp(host: "127.0.0.1", port: 0))
        guard case .tcp(_, let port) = listener.address else { return }
        var options = options(folder)
        options.screensPort = port
        let stage = Stage(options) { _ in }
        let problem = await #expect(throws: StageProblem.self) { _ = try await stage.start() }
        #expect(problem?.finding.contains("\(port)") == true)
        #expect(problem?.remedy.contains("--screens-port") == true)
        await stage.stop()
        #expect(StageReport.read(state: options.state) == nil)
    }

    private static let report = StageReport(
        screens: "http://127.0.0.1:8080", portal: "https://127.0.0.1:8443",
        operatorPage: "http://127.0.0.1:8080/operator", board: "http://127.0.0.1:8081/board",
        desk: "http://127.0.0.1:8080/desk", manager: "http://127.0.0.1:8081/manager",
        staff: "http://127.0.0.1:8080/staff", staffPIN: "240817", hallControl: "/s/run/hall.sock",
        consent: "http://127.0.0.1:8080/consent", smsStub: "https://127.0.0.1:8443/sms-stub",
        fleet: "https://127.0.0.1:8444/fleet", services: "http://127.0.0.1:8580", door: "wss://127.0.0.1:13579",
        signTest: "https://127.0.0.1:13579/sign-test", portalAuthority: "/s/portal/tls-ca.pem",
        control: "/s/run/control.sock", configuration: "/s/kioskd.yaml", state: "/s", logs: "/s/logs",
        media: "/s/media",
        cardControl: "/s/run/card.sock", operatorControl: "/s/run/operator.sock", slips: "/s/slips",
        devices: ["camera: x"], processes: ["kioskd": 7])

    @Test("the report reads back from its file, in one line")
    func report() throws {
        let folder = try TemporaryFolder("stage")
        let text = try Self.report.json()
        #expect(!text.contains("\n"))
        try folder.write("demo.json", text.utf8)
        #expect(StageReport.read(state: folder.path) == Self.report)
        try folder.write("demo.json", "{".utf8)
        #expect(StageReport.read(state: folder.path) == nil)
    }

    @Test("the summary names every address and how to insert the card; with a real reader it does not")
    func summary() {
        let text = StageSummary(Self.report, state: "s", program: "kiosk-sim").text
        for part in [
            Self.report.screens, Self.report.operatorPage, Self.report.board, Self.report.smsStub,
            Self.report.fleet,
            Self.report.control, Self.report.hallControl, Self.report.desk, Self.report.manager, Self.report.staff,
            Self.report.staffPIN, "/s/slips", "kiosk-sim hand insert --state s", "Operator 1",
            "kiosk-sim hand operator remove --state s", "Officer 1", "kiosk-sim hand officer insert --state s",
            Self.report.door, Self.report.signTest, Self.report.consent,
            "kioskctl trust-door --configuration /s/kioskd.yaml", "demo-person-1.p12", "Ctrl-C",
        ] { #expect(text.contains(part)) }
        #expect(text.split(separator: "\n").allSatisfy { !$0.hasSuffix(" ") })
        var real = Self.report
        real.cardControl = nil
        real.operatorControl = nil
        let own = StageSummary(real, state: "s", program: "kiosk-sim").text
        #expect(!own.contains("hand insert") && !own.contains("hand operator"))
        #expect(own.contains("kioskctl operators add"))
    }

    @Test("an order to a part that is real, or gone, is refused with a remedy")
    func hand() async throws {
        let order = try #require(HandOrder(["paper", "out"]))
        await #expect(throws: StageProblem.self) { _ = try await order.carryOut(Self.report) }
        let insert = try #require(HandOrder(["insert"]))
        await #expect(throws: StageProblem.self) { _ = try await insert.carryOut(Self.report) }
    }
}
