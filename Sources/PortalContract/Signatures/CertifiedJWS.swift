internal import Crypto
public import FoundationEssentials

/// JSON Web Signature, compact serialisation (RFC 7515), by a key whose certificate travels in `x5c` (section 4.1.6).
public enum CertifiedJWS {
    /// Which signatures holders' keys make (RFC 7518, 3.1).
    public enum Algorithm: String, Codable, Sendable, Hashable, CaseIterable {
        /// RSASSA-PKCS1-v1_5 with SHA-256.
        case rs256 = "RS256"
        /// ECDSA with P-256 and SHA-256.
        case es256 = "ES256"
        /// ECDSA with P-384 and SHA-384.
        case es384 = "ES384"
    }

    struct Header: Codable {
        var alg: Algorithm
        /// Base 64, not for URLs, as RFC 7515 wants it here.
        var x5c: [String]
    }

    /// What is signed, before it is.
    public struct Input: Sendable, Hashable {
        /// The algorithm of the header.
        public let algorithm: Algorithm
        /// Header and payload, as the signature covers them.
        public let text: String

        /// - Parameter certificate: of the key that will sign, DER.
        public init(_ payload: Data, _ algorithm: Algorithm, certificate: Data) throws {
            let header = try ContractJSON.encode(Header(alg: algorithm, x5c: [certificate.base64EncodedString()]))
            self.algorithm = algorithm
            text = "\(Base64URL.encode(header)).\(Base64URL.encode(payload))"
        }

        /// The compact form.
        ///
        /// - Parameter signature: for ECDSA in DER, as cards answer it; it is turned into R ‖ S (RFC 7518, 3.4).
        public func signed(_ signature: Data) throws -> String {
            let value =
                switch algorithm {
                case .rs256: signature
                case .es256: try P256.Signing.ECDSASignature(derRepresentation: signature).rawRepresentation
                case .es384: try P384.Signing.ECDSASignature(derRepresentation: signature).rawRepresentation
                }
            return "\(text).\(Base64URL.encode(value))"
        }
    }

    /// The parts of a compact form; nothing is verified yet.
    public struct Parts: Sendable, Hashable {
        /// As the header says.
        public let algorithm: Algorithm
        /// The signer's certificate, DER; nobody has said yet that it can be trusted.
        public let certificate: Data
        /// What was signed.
        public let payload: Data
        /// The bytes that the signature covers.
        public let signedBytes: Data
        /// For ECDSA in DER.
        public let signature: Data

        /// Nil when `text` is no JWS with a certificate.
        public init?(_ text: String) {
            let parts = text.split(separator: ".", omittingEmptySubsequences: false)
            guard parts.count == 3, let headerBytes = Base64URL.decode(parts[0]),
                let payload = Base64URL.decode(parts[1]), let raw = Base64URL.decode(parts[2]),
                let header = try? ContractJSON.decode(Header.self, from: headerBytes),
                let certificate = header.x5c.first.flatMap({ Data(base64Encoded: $0) }),
                let signature = Self.signature(raw, header.alg)
            else { return nil }
            algorithm = header.alg
            self.certificate = certificate
            self.payload = payload
            signedBytes = Data("\(parts[0]).\(parts[1])".utf8)
            self.signature = signature
        }

        private static func signature(_ raw: Data, _ algorithm: Algorithm) -> Data? {
            switch algorithm {
            case .rs256: raw
            case .es256: try? P256.Signing.ECDSASignature(rawRepresentation: raw).derRepresentation
            case .es384: try? P384.Signing.ECDSASignature(rawRepresentation: raw).derRepresentation
            }
        }
    }
}
