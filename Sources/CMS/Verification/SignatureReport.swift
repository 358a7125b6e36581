public import KioskDomain

/// What became of verifying a signed document. Personal numbers are masked (P4).
public struct SignatureReport: Sendable, Hashable, Codable {
    /// The instant for which it was verified.
    public let verifiedAt: UnixTime
    /// The type of the content, with dots between the numbers.
    public let contentType: String
    /// Whether the document stands in the signature.
    public let isAttached: Bool
    /// One for each signature, in the document's order.
    public let signers: [SignerReport]
    /// What concerns the document as a whole.
    public let problems: [SignatureProblem]
    /// True when there is a signature, and nothing stands against any.
    public let isValid: Bool

    init(
        verifiedAt: UnixTime, contentType: String, isAttached: Bool, signers: [SignerReport],
        problems: [SignatureProblem]
    ) {
        self.verifiedAt = verifiedAt
        self.contentType = contentType
        self.isAttached = isAttached
        self.signers = signers
        self.problems = problems
        isValid = problems.isEmpty && !signers.isEmpty && signers.allSatisfy(\.isValid)
    }
}

/// How much a signature carries to prove itself.
public enum SignatureLevel: String, Sendable, Hashable, Codable, CaseIterable {
    /// CMS without the name of the certificate under the signature.
    case plain = "CMS"
    /// The certificate is named under the signature.
    case bes = "CAdES-BES"
    /// With a time stamp that is valid.
    case t = "CAdES-T"
}

/// Who signed, and whether it holds.
public struct SignerReport: Sendable, Hashable, Codable {
    /// The certificate's data; nil when it was not found.
    public let certificate: CertificateReport?
    /// The way in which it is signed: key and digest by name.
    public let algorithm: String
    /// The time that the signer claims.
    public let signingTime: UnixTime?
    /// The time that an authority vouches for.
    public let timeStamp: TimeStampReport?
    /// How much the signature carries.
    public let level: SignatureLevel
    /// Whether content, attributes and value fit together under the certificate's key.
    public let cryptographic: Verdict
    /// Whether a path leads from the certificate to an authority that is trusted.
    public let chain: Verdict
    /// Whether the certificate was not revoked. Unknown is neither good nor revoked.
    public let revocation: Verdict
    /// What stands against the signature.
    public let problems: [SignatureProblem]
    /// What should be said, though it does not stand against it.
    public let warnings: [SignatureProblem]
    /// True when nothing stands against it.
    public let isValid: Bool
}

/// A certificate as a report names it.
public struct CertificateReport: Sendable, Hashable, Codable {
    /// The holder's name (CN).
    public let name: String
    /// The organisation (O), when there is one.
    public let organisation: String?
    /// The holder's IIN, masked to four digits.
    public let maskedIIN: String?
    /// The organisation's BIN.
    public let bin: String?
    /// Hexadecimal.
    public let serialNumber: String
    /// The issuer's name (CN, else the whole).
    public let issuer: String
    /// Valid from.
    public let notBefore: UnixTime
    /// Valid up to.
    public let notAfter: UnixTime
    /// The key's algorithm by name.
    public let keyAlgorithm: String
}

/// A time stamp as a report names it.
public struct TimeStampReport: Sendable, Hashable, Codable {
    /// The instant that it vouches for.
    public let time: UnixTime
    /// The authority's policy, with dots between the numbers.
    public let policy: String
    /// The authority; nil when its certificate was not found.
    public let authority: CertificateReport?
    /// What stands against it.
    public let problems: [SignatureProblem]
    /// True when nothing stands against it.
    public let isValid: Bool

    init(
        time: UnixTime, policy: String, authority: CertificateReport?, problems: [SignatureProblem]
    ) {
        self.time = time
        self.policy = policy
        self.authority = authority
        self.problems = problems
        isValid = problems.isEmpty
    }
}
