import FoundationEssentials
import Glibc
import KioskTestSupport
import Testing

/// `kiosk-sim demo` as a person starts it, with virtual parts only, on free ports.
final class Demonstration: Sendable {
    /// What it prints, as far as tests need it.
    struct Report: Decodable, Sendable {
        var screens: String
        var services: String
        var door: String
        var signTest: String
        var state: String
        var media: String
        var control: String
        var configuration: String
        var cardControl: String?
        var operatorControl: String?
    }

    @TaskLocal static var current: Demonstration?

    /// The demonstration of the suite.
    static func here() throws -> Demonstration {
        guard let current else { throw Problem("the suite has no demonstration") }
        return current
    }

    /// The password of its key files.
    static let password = "48291537"

    let folder: TemporaryFolder
    /// The token in it, by SoftHSM's module.
    let token: SoftToken
    let report: Report
    let screens: UInt16
    let door: UInt16

    private init(_ folder: TemporaryFolder, _ token: SoftToken, _ report: Report) throws {
        self.folder = folder
        self.token = token
        self.report = report
        screens = try Self.port(report.screens)
        door = try Self.port(report.door)
    }

    /// Runs `body` while a demonstration runs. Needs a running pcscd.
    static func with<Value: Sendable>(_ body: @Sendable (Demonstration) async throws -> Value) async throws -> Value {
        let folder = try TemporaryFolder("demo")
        let output = folder.file("output")
        let token = try await SoftToken()
        let modules = try folder.write("token-modules.json", token.table.utf8)
        let child = try await Child.start(
            "kiosk-sim",
            [
                "demo", "--virtual-only", "--json", "--state", folder.file("state"), "--models", try Programs.models(),
                "--screens-port", "0", "--portal-port", "0", "--services-port", "0", "--printer-port", "0",
                "--door-port", "0", "--door-site", "https://portal.example", "--token-modules", modules,
            ], log: output)
        do {
            let report = try await eventually("the demonstration is ready", within: .seconds(90)) {
                let text = (try? String(contentsOfFile: output, encoding: .utf8)) ?? ""
                guard child.isRunning else { throw Problem("the demonstration ended: \(text)") }
                return try? JSONDecoder().decode(Report.self, from: Data(text.utf8))
            }
            let value = try await body(try Demonstration(folder, token, report))
            #expect(try await child.stop() == 0, "it ends cleanly")
            return value
        } catch {
            _ = try? await child.stop()
            let log = (try? String(contentsOfFile: folder.file("state/logs/kioskd.log"), encoding: .utf8)) ?? ""
            throw Problem("\(error)\n\(log.suffix(2500))")
        }
    }

    /// A line to the person's card, or to the operator's.
    @discardableResult
    func order(_ part: KeyPath<Report, String?>, _ line: String) async throws -> String {
        guard let socket = report[keyPath: part] else { throw Problem("that card is not virtual") }
        return try await Hand.shared.order(socket, line)
    }

    private static func port(_ address: String) throws -> UInt16 {
        guard let port = address.split(separator: ":").last.flatMap({ UInt16($0) }) else {
            throw Problem("no port in \(address)")
        }
        return port
    }
}

/// One demonstration for all tests of a suite, with a real pcscd.
struct DemonstrationTrait: SuiteTrait, TestScoping {
    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        try RealPart.require(programs: "setpriv", "python3", "openssl")
        _ = try Programs.models()
        try await PCSCService.withRunning {
            try await Demonstration.with { demonstration in
                try await Demonstration.$current.withValue(demonstration) { try await function() }
            }
        }
    }
}

extension Trait where Self == DemonstrationTrait {
    static var demonstration: Self { DemonstrationTrait() }
}
