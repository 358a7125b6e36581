import Crypto
import KioskDomain
import SwiftASN1

/// A PKCS#10 certification request (RFC 2986) whose key lives on a card: what is to be signed comes first, the
/// signature of the card is added after.
struct CertificationRequest {
    enum Key {
        /// sha256WithRSAEncryption (RFC 8017).
        case rsa
        /// ecdsa-with-SHA256 (RFC 5758).
        case ecdsa
    }

    /// DER of CertificationRequestInfo.
    let info: [UInt8]
    let key: Key

    /// - Parameters:
    ///   - subjectPublicKeyInfo: DER as the card driver gives it.
    ///   - iin: goes into the subject's serialNumber as `IIN` + 12 digits (NCA profile); the portal sets the rest.
    init(subjectPublicKeyInfo: [UInt8], key: Key, iin: IIN) throws {
        self.key = key
        var serializer = DER.Serializer()
        try serializer.appendConstructedNode(identifier: .sequence) { info in
            try info.serialize(0)
            try Self.appendSubject(iin, to: &info)
            info.serializeRawBytes(subjectPublicKeyInfo)
            // attributes [0], empty: RFC 2986 section 4.1 wants the field there.
            info.appendConstructedNode(
                identifier: ASN1Identifier(tagWithNumber: 0, tagClass: .contextSpecific)
            ) { _ in }
        }
        self.info = serializer.serializedBytes
    }

    /// SHA-256 of ``info``: what the card signs.
    var digest: [UInt8] { Array(SHA256.hash(data: info)) }

    /// The whole request in DER.
    func signed(_ signature: [UInt8]) throws -> [UInt8] {
        var serializer = DER.Serializer()
        try serializer.appendConstructedNode(identifier: .sequence) { request in
            request.serializeRawBytes(info)
            try request.appendConstructedNode(identifier: .sequence) { algorithm in
                switch key {
                case .rsa:
                    try algorithm.serialize(ASN1ObjectIdentifier("1.2.840.113549.1.1.11"))
                    algorithm.serializeRawBytes([0x05, 0x00])
                case .ecdsa:
                    try algorithm.serialize(ASN1ObjectIdentifier("1.2.840.10045.4.3.2"))
                }
            }
            try request.serialize(ASN1BitString(bytes: signature[...]))
        }
        return serializer.serializedBytes
    }

    /// Name with one RDN, serialNumber (2.5.4.5).
    private static func appendSubject(_ iin: IIN, to info: inout DER.Serializer) throws {
        try info.appendConstructedNode(identifier: .sequence) { name in
            try name.appendConstructedNode(identifier: .set) { rdn in
                try rdn.appendConstructedNode(identifier: .sequence) { attribute in
                    try attribute.serialize(ASN1ObjectIdentifier("2.5.4.5"))
                    try attribute.serialize(ASN1PrintableString("IIN\(iin.digits)"))
                }
            }
        }
    }
}
