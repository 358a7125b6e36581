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
        let parts = code.standardOutput.split(whereSeparator: \.isWhitespace).joined().split(separator: ".")
        try #require(parts.count == 3, "no compact JWS on \(slip): \(code.standardError)")
        let statement = try JSONDecoder().decode(Referral.self, from: try bytes(parts[1]))
        try await verify(statement.kiosk, "\(parts[0]).\(parts[1])", try bytes(parts[2]), stage)
        return statement
    }

    private static func verify(_ kiosk: String, _ input: String, _ signature: Data, _ stage: Stage) async throws {
        let hex = try #require(try await stage.portal("SELECT hex(publicKey) FROM kiosk WHERE id = '\(kiosk)'").first)
        let key = try stage.folder.write("kiosk.der", hex.utf8.chunks(of: 2).compactMap { UInt8($0, radix: 16) })
        let pem = stage.folder.file("kiosk.pem")
        let read = try await Tool.run("openssl", ["pkey", "-pubin", "-inform", "DER", "-in", key, "-out", pem])
        try #require(read.succeeded, "\(read.standardError)")
        let verified = try await Tool.run(
            "openssl",
            [
                "dgst", "-sha256", "-verify", pem, "-signature", try stage.folder.write("jws.sig", der(signature)),
                try stage.folder.write("jws.input", input.utf8),
            ])
        #expect(verified.succeeded, "the referral's signature: \(verified.standardOutput)")
    }

    /// ES256 has r and s side by side (RFC 7518, 3.4); OpenSSL wants them as a SEQUENCE (RFC 3279, 2.2.3).
    private static func der(_ signature: Data) -> [UInt8] {
        let numbers = [signature.prefix(32), signature.suffix(32)].map { part in
            var number = Array(part.drop { $0 == 0 })
            if number.first.map({ $0 >= 0x80 }) ?? true { number.insert(0, at: 0) }
            return [0x02, UInt8(number.count)] + number
        }
        let content = numbers.flatMap(\.self)
        return [0x30, UInt8(content.count)] + content
    }

    private static func bytes(_ part: Substring) throws -> Data {
        let plain = String(part.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 })
        let padded = plain + String(repeating: "=", count: (4 - plain.count % 4) % 4)
        return try #require(Data(base64Encoded: padded))
    }
}

extension String.UTF8View {
    fileprivate func chunks(of size: Int) -> [String] {
        let all = Array(self)
        return stride(from: 0, to: all.count, by: size).map {
            String(decoding: all[$0...].prefix(size), as: UTF8.self)
        }
    }
}
