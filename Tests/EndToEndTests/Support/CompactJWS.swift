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
        let verified = try await judged(by: key, digest, isECDSA, stage)
        #expect(verified.succeeded, "signature of the \(what): \(verified.standardOutput)\(verified.standardError)")
    }

    /// Has OpenSSL refuse it: the signature is well formed, and not over these bytes by this key.
    ///
    /// - Parameter key: PEM file of the public key of an ES256 signature.
    func refuse(key: String, _ stage: Stage, _ what: String) async throws {
        let judged = try await judged(by: key, "-sha256", true, stage)
        // Not any failure: OpenSSL ends with another word when it cannot read the key or the signature.
        let said = judged.standardOutput + judged.standardError
        #expect(judged.status == 1 && said.contains("Verification failure"), "\(what): \(said)")
    }

    private func judged(
        by key: String, _ digest: String, _ isECDSA: Bool, _ stage: Stage
    ) async throws -> Tool.Output {
        let value = isECDSA ? Self.der(signature) : Array(signature)
        return try await Tool.run(
            "openssl",
            [
                "dgst", digest, "-verify", key, "-signature", try stage.folder.write("jws.sig", value),
                try stage.folder.write("jws.input", input.utf8),
            ])
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

    /// The same with another byte in the middle of one of its three parts.
    static func altered(_ text: String, part: Int) throws -> CompactJWS {
        var parts = text.split(separator: ".").map { Array($0) }
        guard parts.indices.contains(part), !parts[part].isEmpty else { throw Problem("no part \(part)") }
        let middle = parts[part].count / 2
        parts[part][middle] = parts[part][middle] == "A" ? "B" : "A"
        return try CompactJWS(parts.map { String($0) }.joined(separator: "."))
    }

    private static func bytes(_ part: String) throws -> Data {
        let plain = String(part.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 })
        let padded = plain + String(repeating: "=", count: (4 - plain.count % 4) % 4)
        return try #require(Data(base64Encoded: padded))
    }
}
