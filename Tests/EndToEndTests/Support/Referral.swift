import FoundationEssentials
import KioskTestSupport
import Testing

/// The signed outcomes on a referral slip, read from its picture as a desk would (B4).
struct Referral: Decodable {
    struct Attempt: Decodable {
        var sequence: Int64
        var outcome: String
    }

    var iin: String
    var kiosk: String
    var attempts: [Attempt]
    var outcomes: [String] { attempts.map(\.outcome) }

    /// Reads the newest slip's QR code and has OpenSSL verify the signature by the key that the kiosk enrolled with.
    static func read(_ stage: Stage) async throws -> Referral {
        let names = try FileManager.default.contentsOfDirectory(atPath: stage.folder.file("slips"))
        let slip = try #require(names.filter { $0.hasSuffix(".png") }.max())
        let code = try await Tool.run("zbarimg", ["-q", "--raw", stage.folder.file("slips/\(slip)")])
        let signed = try CompactJWS(code.standardOutput.split(whereSeparator: \.isWhitespace).joined())
        let statement = try JSONDecoder().decode(Referral.self, from: signed.payload)
        try await signed.verify(key: try await key(of: statement.kiosk, stage), stage, "referral")
        return statement
    }

    /// PEM file.
    private static func key(of kiosk: String, _ stage: Stage) async throws -> String {
        let key = try stage.folder.write(
            "kiosk.der", try await stage.bytes("SELECT hex(publicKey) FROM kiosk WHERE id = '\(kiosk)'"))
        let pem = stage.folder.file("kiosk.pem")
        let read = try await Tool.run("openssl", ["pkey", "-pubin", "-inform", "DER", "-in", key, "-out", pem])
        try #require(read.succeeded, "\(read.standardError)")
        return pem
    }
}
