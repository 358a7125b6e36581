import FoundationEssentials
import KioskTestSupport
import Testing

/// A browser at the citizen's screen, by the scripts of `Browser`; pictures of the screens stay in `.build/screens`.
extension Stage {
    /// What a script tells of one visit.
    struct Clicked: Decodable, Sendable {
        var flow: String
        /// How it ended; nil where the person left before.
        var ended: String?
        /// The number on the slip.
        var slip: String?
    }

    /// Visits by clicks, one after the other.
    ///
    /// - Parameter more: options of the script beside those that every stage has.
    @discardableResult
    func click(
        _ flows: [String], _ language: String, _ more: [String] = [], script: String = "flow.py"
    ) async throws -> [Clicked] {
        let output = try await Tool.run(
            try await Programs.playwright(),
            [
                "\(Programs.tests)/Browser/\(script)", "--base", "http://127.0.0.1:\(screens)",
                "--portal", "https://127.0.0.1:\(portalPort)", "--ca", folder.file("portal/tls-ca.pem"),
                "--card-socket", folder.file("run/card.sock"), "--out", "\(Programs.package)/.build/screens",
                "--lang", language, "--flow",
            ] + flows + more, limit: .seconds(240))
        try #require(output.succeeded, "\(flows): \(output.standardOutput) \(output.standardError.suffix(2000))")
        struct Report: Decodable { var visits: [Clicked] }
        return try JSONDecoder().decode(Report.self, from: Data(output.standardOutput.utf8)).visits
    }
}

/// What a script wants done around it while it looks at the screen: it leaves a file `stop` or `start` in a folder, and goes on
/// once there is `stopped` or `started`.
struct ScriptOrders: Sendable {
    let folder: String

    /// - Parameter name: of a folder that no script has used yet.
    init(_ stage: Stage, _ name: String) throws {
        folder = stage.folder.file(name)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    /// Ends a part and starts it again when the script asks for it; cancelled with the script.
    func restart(
        stop: @Sendable () async throws -> Void, start: @Sendable () async throws -> Void
    ) async throws {
        try await asked("stop")
        try await stop()
        answer("stopped")
        try await asked("start")
        try await start()
        answer("started")
    }

    private func asked(_ name: String) async throws {
        try await eventually("the script asks to \(name)", within: .seconds(240)) {
            FileManager.default.fileExists(atPath: "\(folder)/\(name)") ? () : nil
        }
    }

    private func answer(_ name: String) {
        _ = FileManager.default.createFile(atPath: "\(folder)/\(name)", contents: nil)
    }
}
