public import KioskDomain

/// What people and portals want to know of a certificate. Holds personal data: see ``masked()``.
public struct CertificateSummary: Sendable, Hashable, Codable {
    /// What the holder is to the organisation, or that the holder is a person (extended key usage of the NCA).
    public enum Role: String, Sendable, Hashable, CaseIterable, Codable {
        case individual
        case chiefExecutive = "chief-executive"
        case rightToSign = "right-to-sign"
        case rightToSignFinancial = "right-to-sign-financial"
        case humanResources = "human-resources"
        case employee
        /// A legal entity, nothing more said.
        case legalEntity = "legal-entity"
    }

    /// The certificate itself, DER.
    public var der: Blob
    /// Distinguished name as text (RFC 4514).
    public var subject = ""
    /// CN of the subject.
    public var subjectName = ""
    /// Distinguished name of the issuer.
    public var issuer = ""
    /// CN of the issuer.
    public var issuerName = ""
    /// Hexadecimal, lower case.
    public var serialNumber = ""
    /// First moment of validity.
    public var notBefore: UnixTime
    /// Last moment of validity.
    public var notAfter: UnixTime
    /// Such as `RSA-2048` or `GOST 34.10-2015 (512)`.
    public var keyAlgorithm = ""
    /// Nil for a key that we cannot sign with.
    public var scheme: SignatureScheme?
    /// Names of RFC 5280, 4.2.1.3, such as `digitalSignature`; nil without the extension.
    public var keyUsage: [String]?
    /// Dotted object identifiers; nil without the extension.
    public var extendedKeyUsage: [String]?
    /// Dotted object identifiers.
    public var policies: [String] = []
    /// Hexadecimal; empty without the extension.
    public var subjectKeyIdentifier = ""
    /// Hexadecimal; empty without the extension.
    public var authorityKeyIdentifier = ""
    /// 12 digits.
    public var iin: String?
    /// 12 digits.
    public var bin: String?
    /// Name of the organisation.
    public var organisation: String?
    /// What the holder is.
    public var role: Role?
    /// An authority's.
    public var isAuthority = false
    /// SHA-256 of the DER, hexadecimal.
    public var fingerprint = ""
    /// SHA-256 of the SubjectPublicKeyInfo, hexadecimal: the same for every certificate of one key.
    public var publicKeyHash = ""

    /// The rest as shown above.
    public init(der: [UInt8], notBefore: UnixTime, notAfter: UnixTime) {
        self.der = Blob(der)
        self.notBefore = notBefore
        self.notAfter = notAfter
    }

    /// Without what an output may not hold (P4): the IIN keeps its last four digits, wherever it stands; the certificate
    /// itself, which shows it, is left out.
    public func masked() -> CertificateSummary {
        guard let iin else { return self }
        let mask = "••••••••" + iin.suffix(4)
        var copy = self
        copy.der = Blob([])
        copy.iin = mask
        copy.subject = subject.replacing(iin, with: mask)
        copy.subjectName = subjectName.replacing(iin, with: mask)
        return copy
    }
}
