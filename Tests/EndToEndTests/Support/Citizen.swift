import FoundationEssentials
import KioskTestSupport

/// The report of `kiosk-sim citizen --json`.
struct Citizen: Decodable, Sendable {
    struct Step: Decodable, Sendable {
        var name: String
        var seconds: Double
    }

    var outcome: String
    var code: String?
    var certificateSerials: [String]
    var slipNumber: String?
    var applicationNumber: String?
    var applicationStatus: String?
    var applicationStep: String?
    var registration: String?
    var file: String?
    var exchangeStage: String?
    var accountEntries: [Int]?
    var maskedPhone: String?
    var missingCode: String?
    var attempts: [String]
    var steps: [Step]

    /// Sends the scripted citizen through a flow, and again when it came before the camera's helper had read its models: kioskd
    /// has just been started then, and people come later.
    static func run(
        _ flow: String, _ stage: Stage, application: String? = nil, iin: String? = nil, slip: String? = nil,
        signature: String? = nil, more: [String] = []
    ) async throws -> Citizen {
        let named = [("--application", application), ("--iin", iin), ("--slip", slip), ("--signature", signature)]
        let options = named.flatMap { name, value in value.map { [name, $0] } ?? [] } + more
        return try await eventually("a visit with the camera's helper at work", within: .seconds(120)) {
            let report = try await visit(flow, stage, options)
            return report.code == "face.helper-fault" ? nil : report
        }
    }

    private static func visit(_ flow: String, _ stage: Stage, _ options: [String]) async throws -> Citizen {
        let output = try await Tool.run(
            "env",
            try stage.clockWords + [
                try Programs.path("kiosk-sim"), "citizen", "--flow", flow, "--json", "--base",
                "http://127.0.0.1:\(stage.screens)",
                "--portal", "https://127.0.0.1:\(stage.portalPort)", "--portal-ca",
                stage.folder.file("portal/tls-ca.pem"),
                "--card", stage.folder.file("run/card.sock"),
            ] + (stage.settings.sticks ? ["--stick", stage.folder.file("run/stick-hand.sock")] : []) + options)
        guard let report = try? JSONDecoder().decode(Citizen.self, from: Data(output.standardOutput.utf8)) else {
            throw Problem("kiosk-sim citizen: \(output.standardOutput)\(output.standardError)")
        }
        return report
    }

    /// A serial number however it is written.
    static func plain(_ serial: String) -> String {
        let digits = serial.lowercased().filter { $0.isHexDigit }
        return String(digits.drop { $0 == "0" })
    }
}
