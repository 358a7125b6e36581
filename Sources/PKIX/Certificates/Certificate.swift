public import KioskDevices
public import KioskDomain
import SwiftASN1

/// An X.509 certificate (RFC 5280, 4.1), read tolerantly: what a program of the field must not do (refuse an unknown
/// key, want an extension) is left to those who judge it.
public struct Certificate: Sendable {
    /// The whole.
    public let der: [UInt8]
    /// DER of the part that is signed.
    public let tbsBytes: [UInt8]
    /// 1, 2 or 3.
    public let version: Int
    /// Unique for its issuer.
    public let serialNumber: SerialNumber
    /// Who made it.
    public let issuer: DistinguishedName
    /// Whom it is about.
    public let subject: DistinguishedName
    /// Valid from this instant.
    public let notBefore: UnixTime
    /// Valid up to and with this instant.
    public let notAfter: UnixTime
    /// The key as it stands there.
    public let subjectPublicKeyInfo: SubjectPublicKeyInfo
    /// The key; nil when it is of a kind that we do not know, or none at all.
    public let publicKey: PublicKey?
    /// All extensions.
    public let extensions: CertificateExtensions
    /// The name of the way in which it is signed.
    public let signatureAlgorithm: AlgorithmIdentifier
    /// In the form that ``SignatureAlgorithm`` says.
    public let signature: [UInt8]

    /// - Throws: ``KioskDevices/Failure`` with `certificate.malformed`.
    public init(der: [UInt8]) throws(Failure) {
        do {
            try self.init(reading: der)
        } catch {
            throw Failure(.certificateMalformed, "not a certificate (RFC 5280)")
        }
    }

    private init(reading der: [UInt8]) throws {
        let signed = try Signed(der: der, limit: DERLimits.certificate)
        var reader = try ElementReader(signed.contents)
        version = try (reader.optional(explicit: 0)?.number() ?? 0) + 1
        serialNumber = SerialNumber(try reader.next(.integer).primitive)
        // The two names of the algorithm must agree (RFC 5280, 4.1.1.2).
        guard (1...3).contains(version), try AlgorithmIdentifier(reader.next()) == signed.algorithm else {
            throw EncodingProblem.value
        }
        issuer = try DistinguishedName(reader.next())
        var validity = try ElementReader(reader.next())
        notBefore = try validity.next().time
        notAfter = try validity.next().time
        try validity.finish()
        subject = try DistinguishedName(reader.next())
        subjectPublicKeyInfo = try SubjectPublicKeyInfo(reader.next())
        publicKey = try? PublicKey(subjectPublicKeyInfo)
        _ = reader.optional(context: 1)
        _ = reader.optional(context: 2)
        extensions = CertificateExtensions(try reader.optional(explicit: 3).map(CertificateExtension.list) ?? [])
        try reader.finish()
        self.der = der
        tbsBytes = Array(signed.contents.encodedBytes)
        signatureAlgorithm = signed.algorithm
        signature = signed.signature
    }

    /// Whether this key signed the certificate. Nothing else is judged.
    public func isSigned(by key: PublicKey) -> Bool {
        Signed.verify(tbsBytes, signatureAlgorithm, signature, key: key)
    }

    /// Whether its subject calls itself its issuer.
    public var isSelfIssued: Bool { subject == issuer }

    /// Whether the instant lies within the certificate's validity.
    public func isValid(at instant: UnixTime) -> Bool { instant >= notBefore && instant <= notAfter }
}

extension Certificate: Hashable {
    /// Equal when the DER is.
    public static func == (left: Certificate, right: Certificate) -> Bool { left.der == right.der }
    /// The DER.
    public func hash(into hasher: inout Hasher) { hasher.combine(der) }
}
