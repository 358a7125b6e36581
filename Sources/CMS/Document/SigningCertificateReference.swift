import PKIX
import SwiftASN1

/// The certificate that a signature names under itself, so that none can be put in its place (ESSCertID of RFC 2634 5.4,
/// ESSCertIDv2 of RFC 5035).
struct SigningCertificateReference: Sendable {
    /// SHA-1 in the first version; nil when the digest is not known here.
    let digestAlgorithm: DigestAlgorithm?
    let digest: [UInt8]
    /// When issuer and serial number are named too.
    let serialNumber: SerialNumber?

    /// Reads the first entry, which is the signer's; the others limit its path and are not needed.
    init(_ node: ASN1Node, version: Int) throws {
        var list = try ElementReader(node)
        guard let first = try list.next().elements().first else { throw EncodingProblem.structure }
        var reader = try ElementReader(first)
        if version == 2, let algorithm = reader.optional(.sequence) {
            digestAlgorithm = DigestAlgorithm(try AlgorithmIdentifier(algorithm))
        } else {
            digestAlgorithm = version == 2 ? .sha256 : .sha1
        }
        digest = Array(try reader.next().octets)
        guard let issuerSerial = reader.optional(.sequence) else {
            serialNumber = nil
            return
        }
        var parts = try ElementReader(issuerSerial)
        _ = try parts.next()
        serialNumber = SerialNumber(try parts.next().integerBytes)
    }

    /// Whether this is the certificate; nil when the digest is not known here.
    func names(_ certificate: Certificate) -> Bool? {
        guard let digestAlgorithm else { return nil }
        if let serialNumber, certificate.serialNumber != serialNumber { return false }
        return digestAlgorithm.digest(certificate.der) == digest
    }

    /// The value of signing-certificate-v2 for one certificate, with SHA-256 (the default, so left out), its issuer and
    /// serial number.
    static func encode(_ certificate: Certificate) -> [UInt8] {
        let issuer = DEREncoding.sequence(DEREncoding.explicit(4, certificate.issuer.der))
        let issuerSerial = DEREncoding.sequence(issuer, certificate.serialNumber.der)
        let identifier = DEREncoding.sequence(
            DEREncoding.octetString(DigestAlgorithm.sha256.digest(certificate.der)), issuerSerial)
        return DEREncoding.sequence(DEREncoding.sequence(identifier))
    }
}
