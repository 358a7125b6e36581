import FoundationEssentials
import KioskTestSupport

/// The report of `kiosk-sim officer --json`.
struct MigrationOfficer: Decodable, Sendable {
    var outcome: String
    var code: String?
    var queue: [String]
    var waiting: Int?
    var slip: String?
    var stage: String?
    var annulment: String?
    var fee: String?
    var checks: [String: Bool]
    var files: [String: String]

    /// Sends the scripted officer to a deed; the machine joins the portal with the first one.
    static func run(_ deed: String, _ stage: Stage, _ more: [String] = []) async throws -> MigrationOfficer {
        let identity = stage.folder.file("officer")
        var code: [String] = []
        if !FileManager.default.fileExists(atPath: identity) {
            let made = try await Tool.run(
                try Programs.path("kiosk-portal"),
                ["code", "--role", "officer", "--state", stage.folder.file("portal")])
            guard made.succeeded else { throw Problem("kiosk-portal code: \(made.standardError)") }
            code = ["--code", made.standardOutput.filter { !$0.isWhitespace }]
        }
        let output = try await Tool.run(
            try Programs.path("kiosk-sim"),
            [
                "officer", "--deed", deed, "--json", "--identity", identity, "--portal",
                "https://127.0.0.1:\(stage.portalPort)", "--portal-ca", stage.folder.file("portal/tls-ca.pem"),
            ] + code + more)
        guard let report = try? JSONDecoder().decode(MigrationOfficer.self, from: Data(output.standardOutput.utf8))
        else {
            throw Problem("kiosk-sim officer: \(output.standardOutput)\(output.standardError)")
        }
        return report
    }
}
