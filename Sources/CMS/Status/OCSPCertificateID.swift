import KioskDevices
import KioskDomain
public import PKIX
import SwiftASN1

/// Which certificate is asked about (CertID, RFC 6960 4.1.1).
public struct OCSPCertificateID: Sendable, Hashable {
    /// How issuer's name and key were hashed.
    public let digestAlgorithm: DigestAlgorithm
    /// Digest of the issuer's name.
    public let issuerNameHash: [UInt8]
    /// Digest of the issuer's key.
    public let issuerKeyHash: [UInt8]
    /// The certificate's number.
    public let serialNumber: SerialNumber

    /// - Parameter digestAlgorithm: SHA-256 as the NCA takes it; SHA-1 for responders that know no other.
    public init(_ certificate: Certificate, issuer: Certificate, digestAlgorithm: DigestAlgorithm = .sha256) {
        self.init(
            serialNumber: certificate.serialNumber, issuer: issuer, digestAlgorithm: digestAlgorithm,
            issuerName: certificate.issuer)
    }

    private init(
        serialNumber: SerialNumber, issuer: Certificate, digestAlgorithm: DigestAlgorithm, issuerName: DistinguishedName
    ) {
        self.digestAlgorithm = digestAlgorithm
        self.serialNumber = serialNumber
        issuerNameHash = digestAlgorithm.digest(issuerName.der)
        issuerKeyHash = digestAlgorithm.digest(issuer.subjectPublicKeyInfo.subjectPublicKey)
    }

    init(_ node: ASN1Node) throws {
        var reader = try ElementReader(node)
        guard let algorithm = DigestAlgorithm(try AlgorithmIdentifier(reader.next())) else {
            throw Failure(.signAlgorithm, "CertID: digest")
        }
        digestAlgorithm = algorithm
        issuerNameHash = Array(try reader.next().octetString)
        issuerKeyHash = Array(try reader.next().octetString)
        serialNumber = SerialNumber(try reader.next().integerBytes)
        try reader.finish()
    }

    var der: [UInt8] {
        DEREncoding.sequence(
            digestAlgorithm.identifier.der, DEREncoding.octetString(issuerNameHash),
            DEREncoding.octetString(issuerKeyHash), serialNumber.der)
    }

    /// Whether it names a certificate of this issuer.
    public func isIssued(by issuer: Certificate) -> Bool {
        self
            == OCSPCertificateID(
                serialNumber: serialNumber, issuer: issuer, digestAlgorithm: digestAlgorithm,
                issuerName: issuer.subject)
    }
}
