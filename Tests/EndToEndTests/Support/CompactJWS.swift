import FoundationEssentials
import KioskTestSupport
import Testing

/// A compact JWS (RFC 7515), for OpenSSL.
struct CompactJWS: Sendable {
    let header: Data
    let payload: Data
    private let input: String
    private let signature: Data

    init(_ text: String) throws {
        let parts = text.split(separator: ".").map { String($0) }
        guard parts.count == 3 else { throw Problem("no compact JWS") }
        input = "\(parts[0]).\(parts[1])"
        (header, payload, signature) = (
            try Self.bytes(parts[0]), try Self.bytes(parts[1]), try Self.bytes(parts[2])
        )
    }

    /// Has OpenSSL verify it.
    ///
    /// - Parameters:
    ///   - key: PEM file of the public key.
    ///   - isECDSA: r and s are side by side (RFC 7518, 3.4).
    func verify(key: String, digest: String = "-sha256", isECDSA: Bool = true, _ stage: Stage, _ what: String)
        async throws
    {
        let value = isECDSA ? Self.der(signature) : Array(signature)
        let verified = try await Tool.run(
            "openssl",
            [
                "dgst", digest, "-verify", key, "-signature", try stage.folder.write("jws.sig", value),
                try stage.folder.write("jws.input", input.utf8),
            ])
        #expect(verified.succeeded, "signature of the \(what): \(verified.standardOutput)\(verified.standardError)")
    }

    /// OpenSSL wants r and s as a SEQUENCE (RFC 3279, 2.2.3).
    private static func der(_ signature: Data) -> [UInt8] {
        let size = signature.count / 2
        let numbers = [signature.prefix(size), signature.suffix(size)].map { part in
            var number = Array(part.drop { $0 == 0 })
            if number.first.map({ $0 >= 0x80 }) ?? true { number.insert(0, at: 0) }
            return [0x02, UInt8(number.count)] + number
        }
        let content = numbers.flatMap(\.self)
        return [0x30, UInt8(content.count)] + content
    }

    private static func bytes(_ part: String) throws -> Data {
        let plain = String(part.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 })
        let padded = plain + String(repeating: "=", count: (4 - plain.count % 4) % 4)
        return try #require(Data(base64Encoded: padded))
    }
}
