import Foundation
import Hummingbird
import KioskDomain
import KioskScreens
import KioskTestSupport
import Testing

/// Debian's Chromium shows every stage. `KIOSK_SCREENSHOTS` names a folder that keeps the pictures; with
/// `KIOSK_SCREENS_PORT_FILE` the scripted host stays up for two hours and writes its address there.
@Suite("Screens in a real browser", .serialized)
struct BrowserTests {
    /// Python with Playwright: the project's own environment, else the system's.
    static func python() async throws -> String {
        let own = "\(repository)/.venv/bin/python3"
        for candidate in [own, RealPart.path(of: "python3") ?? ""] where access(candidate, X_OK) == 0 {
            let check = try await run(candidate, ["-c", "import playwright, axe_playwright_python"])
            if check.succeeded { return candidate }
        }
        try RealPart.require(false, "Playwright for Python and axe-playwright-python are not installed")
        return ""
    }

    static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path(percentEncoded: false)
        .replacing(/\/$/, with: "")

    static func run(_ python: String, _ arguments: [String]) async throws -> Tool.Output {
        try await Tool.run("env", [python] + arguments, limit: .seconds(900))
    }

    @Test(
        "Every stage in three languages and two orientations: nothing cut off, no target below 72 px, axe finds nothing"
    )
    func everyStage() async throws {
        try await Walk.go(["--axe"])
    }

    @Test("Camera: each guidance with its text, picture or arrow, oval, ring and sound; silent outside an attempt")
    func guidance() async throws {
        try RealPart.require(programs: "chromium-headless-shell")
        let python = try await Self.python()
        try await Self.serveStages { page in
            let output = try await Self.run(
                python, ["\(Self.repository)/Tests/EndToEndTests/Browser/guidance.py", "--base", page.base])
            #expect(output.succeeded, "\(output.standardOutput) \(output.standardError.suffix(2000))")
        }
    }

    @Test("Board and operator page: axe finds nothing")
    func hallPages() async throws {
        try RealPart.require(programs: "chromium-headless-shell")
        let python = try await Self.python()
        try await Self.serveStages { page in
            let output = try await Self.run(
                python, ["\(Self.repository)/Tests/EndToEndTests/Browser/a11y.py", "--base", page.base])
            #expect(output.succeeded, "\(output.standardOutput) \(output.standardError.suffix(2000))")
        }
    }

    @Test(
        "For work on the screens: the scripted host stays up",
        .enabled(if: RealPart.environment("KIOSK_SCREENS_PORT_FILE") != nil))
    func staysUp() async throws {
        let file = try #require(RealPart.environment("KIOSK_SCREENS_PORT_FILE"))
        try await Self.serveStages { page in
            try Data(page.base.utf8).write(to: URL(filePath: file))
            try await eventually("the file is gone", within: .seconds(86_400)) {
                FileManager.default.fileExists(atPath: file) ? nil : ()
            }
        }
    }

    static func serveStages(_ body: @escaping @Sendable (Page) async throws -> Void) async throws {
        let host = ScriptedHost(Stages.snapshot(.idle))
        let options = ScreenOptions(
            resourceFolder: RealPart.environment("KIOSK_SCREENS_FOLDER"), heartbeat: .milliseconds(200),
            claimPatience: .seconds(5), voice: ScriptedVoice())
        try await Page.serve(
            host, options: options, hall: ScriptedHall().site(), extend: { StageRemote(host: host).add(to: $0) }, body)
    }
}
