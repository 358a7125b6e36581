public import KioskDomain

/// Whom a certificate must belong to before it may sign.
public struct SignerFilter: Sendable, Hashable, Codable {
    /// Extended key usages (dotted object identifiers), each of which the certificate must have.
    public var extendedKeyUsages: [String]
    /// 12 digits.
    public var iin: String?
    /// 12 digits.
    public var bin: String?
    /// Hexadecimal, any case, leading zeros ignored.
    public var serialNumber: String?

    /// Anybody, unless said otherwise.
    public init(extendedKeyUsages: [String] = [], iin: String? = nil, bin: String? = nil, serialNumber: String? = nil) {
        self.extendedKeyUsages = extendedKeyUsages
        self.iin = iin
        self.bin = bin
        self.serialNumber = serialNumber
    }
}

/// What is asked of the signer's certificate before anything is signed.
public struct SignerRules: Sendable, Hashable, Codable {
    /// An expired certificate may sign.
    public var allowExpired: Bool
    /// A revoked one may sign; nothing is asked of the authority then.
    public var allowRevoked: Bool
    /// Whom it must belong to.
    public var filter: SignerFilter

    /// Strict, unless said otherwise.
    public init(allowExpired: Bool = false, allowRevoked: Bool = false, filter: SignerFilter = SignerFilter()) {
        self.allowExpired = allowExpired
        self.allowRevoked = allowRevoked
        self.filter = filter
    }
}

/// Whom to believe, and as of when.
public struct TrustSettings: Sendable, Hashable, Codable {
    /// How far a certificate is followed.
    public enum Chain: String, Sendable, Hashable, Codable {
        /// Up to a trusted certificate.
        case required
        /// Not at all: nothing is claimed about the issuer, and revocation is not asked for.
        case none
    }

    /// Trusted time: the portal's, not this machine's.
    public var now: UnixTime
    /// Whether a path is built.
    public var chain: Chain
    /// DER of the certificates at which a path may end.
    public var anchors: [Blob]
    /// DER of certificates that help to build a path; they are not trusted by themselves.
    public var intermediates: [Blob]
    /// Asks for revocation, by OCSP and else by list. What cannot be learnt is `unknown`, never good.
    public var asksRevocation: Bool
    /// Used instead of the addresses that certificates name; empty for those.
    public var ocspURL: String
    /// Lists used instead of those that certificates name; empty for those.
    public var crlURLs: [String]

    /// A path to `anchors` with revocation, unless said otherwise.
    public init(
        now: UnixTime, chain: Chain = .required, anchors: [[UInt8]] = [], intermediates: [[UInt8]] = [],
        asksRevocation: Bool = true, ocspURL: String = "", crlURLs: [String] = []
    ) {
        self.now = now
        self.chain = chain
        self.anchors = anchors.map(Blob.init)
        self.intermediates = intermediates.map(Blob.init)
        self.asksRevocation = asksRevocation
        self.ocspURL = ocspURL
        self.crlURLs = crlURLs
    }
}
