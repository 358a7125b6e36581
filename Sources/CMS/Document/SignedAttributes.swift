import KioskDevices
import KioskDomain
import PKIX
import SwiftASN1

/// What a signature covers besides the content (RFC 5652 11, RFC 5035).
struct SignedAttributes: Sendable {
    let contentType: ASN1ObjectIdentifier
    let messageDigest: [UInt8]
    /// The time the signer claims; nobody vouches for it.
    let signingTime: UnixTime?
    /// The first entries of signing-certificate-v2 and signing-certificate, whichever stand there.
    let signingCertificates: [SigningCertificateReference]
    /// The SET OF Attribute over which the signature is made (RFC 5652 5.4).
    let toBeSigned: [UInt8]

    init(_ node: ASN1Node) throws {
        let attributes = try node.elements(DEREncoding.context(0)).map { try Attribute($0) }
        guard let type = try attributes.single(OID.contentType),
            let digest = try attributes.single(OID.messageDigest)
        else { throw Failure.malformed("signedAttrs: content-type or message-digest is missing") }
        contentType = try type.objectIdentifier
        messageDigest = Array(try digest.octets)
        signingTime = try attributes.single(OID.signingTime)?.time
        let second = try attributes.single(OID.signingCertificateV2)
        let first = try attributes.single(OID.signingCertificate)
        signingCertificates =
            try (second.map { [try SigningCertificateReference($0, version: 2)] } ?? [])
            + (first.map { [try SigningCertificateReference($0, version: 1)] } ?? [])
        // Signers hash the order they wrote, sorted or not: the attributes stay as they stand.
        toBeSigned = DEREncoding.set(inOrder: attributes.map { Array($0.encoded) })
    }

    /// The attributes of CAdES-BES as SET OF in the order of DER: what is hashed, and what stands in the document under
    /// another tag.
    static func encode(
        contentType: ASN1ObjectIdentifier, messageDigest: [UInt8], signingTime: UnixTime?, certificate: Certificate?
    ) -> [UInt8] {
        var attributes = [
            Attribute.encode(OID.contentType, DEREncoding.objectIdentifier(contentType)),
            Attribute.encode(OID.messageDigest, DEREncoding.octetString(messageDigest)),
        ]
        if let certificate {
            attributes.append(
                Attribute.encode(OID.signingCertificateV2, SigningCertificateReference.encode(certificate)))
        }
        if let signingTime { attributes.append(Attribute.encode(OID.signingTime, DEREncoding.time(signingTime))) }
        return DEREncoding.set(of: attributes)
    }
}
