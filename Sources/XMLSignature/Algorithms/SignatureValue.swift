import Crypto
import PKIX

/// The form of signature values: XML wants r and s of ECDSA side by side (RFC 9231, 2.3.6), certificates and keys of
/// ours their DER. All others are the same bytes.
enum SignatureValue {
    static func forXML(_ signature: [UInt8], key: KeyAlgorithm) -> [UInt8]? {
        switch key {
        case .ecP256: try? Array(P256.Signing.ECDSASignature(derRepresentation: signature).rawRepresentation)
        case .ecP384: try? Array(P384.Signing.ECDSASignature(derRepresentation: signature).rawRepresentation)
        default: signature
        }
    }

    static func fromXML(_ value: [UInt8], key: KeyAlgorithm) -> [UInt8]? {
        switch key {
        case .ecP256: try? Array(P256.Signing.ECDSASignature(rawRepresentation: value).derRepresentation)
        case .ecP384: try? Array(P384.Signing.ECDSASignature(rawRepresentation: value).derRepresentation)
        default: value
        }
    }
}
