public import Crypto
public import FoundationEssentials

/// JSON Web Signature, compact serialisation (RFC 7515), ES256 only (RFC 7518 section 3.4).
public enum CompactJWS {
    private struct Header: Codable {
        var alg: String
        var kid: String
    }

    /// Header, payload and signature, joined by dots.
    ///
    /// - Parameter sign: ECDSA with SHA-256 over these bytes, wherever the key is.
    public static func sign(
        payload: Data, keyID: String, by sign: @Sendable ([UInt8]) async throws -> P256.Signing.ECDSASignature
    ) async throws -> String {
        let input = try input(payload, keyID)
        return join(input, try await sign(Array(input.utf8)))
    }

    /// The same with a key that is at hand.
    public static func sign(payload: Data, keyID: String, key: P256.Signing.PrivateKey) throws -> String {
        let input = try input(payload, keyID)
        return join(input, try key.signature(for: Data(input.utf8)))
    }

    private static func input(_ payload: Data, _ keyID: String) throws -> String {
        let header = try ContractJSON.encode(Header(alg: "ES256", kid: keyID))
        return "\(Base64URL.encode(header)).\(Base64URL.encode(payload))"
    }

    private static func join(_ input: String, _ signature: P256.Signing.ECDSASignature) -> String {
        "\(input).\(Base64URL.encode(signature.rawRepresentation))"
    }

    /// Payload and key ID when the signature holds, else nil.
    public static func verify(_ text: String, key: P256.Signing.PublicKey) -> (payload: Data, keyID: String)? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let headerBytes = Base64URL.decode(parts[0]), let payload = Base64URL.decode(parts[1]),
            let raw = Base64URL.decode(parts[2]),
            let header = try? ContractJSON.decode(Header.self, from: headerBytes), header.alg == "ES256",
            let signature = try? P256.Signing.ECDSASignature(rawRepresentation: raw),
            key.isValidSignature(signature, for: Data("\(parts[0]).\(parts[1])".utf8))
        else { return nil }
        return (payload, header.kid)
    }
}

/// Base 64 with the URL alphabet and no padding (RFC 4648 section 5).
public enum Base64URL {
    /// The text for these bytes.
    public static func encode(_ data: Data) -> String {
        String(
            data.base64EncodedString().compactMap { character in
                switch character {
                case "+": "-"
                case "/": "_"
                case "=": nil
                default: character
                }
            })
    }

    /// Nil when `text` has another character or length.
    public static func decode(_ text: some StringProtocol) -> Data? {
        guard text.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }) else {
            return nil
        }
        let plain = String(text.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 })
        return Data(base64Encoded: plain + String(repeating: "=", count: (4 - plain.count % 4) % 4))
    }
}
