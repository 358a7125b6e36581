public import KioskDomain

/// How a question to a signature or a certificate was answered. `unknown` is neither of the others.
public enum Verdict: String, Sendable, Hashable, CaseIterable, Codable {
    case valid
    case invalid
    /// Something needed could not be learnt.
    case unknown

    /// Invalid before unknown before valid.
    public static func worst(_ verdicts: some Sequence<Verdict>) -> Verdict {
        verdicts.reduce(.valid) { worst, next in
            switch (worst, next) {
            case (.invalid, _), (_, .invalid): .invalid
            case (.unknown, _), (_, .unknown): .unknown
            case (.valid, .valid): .valid
            }
        }
    }
}

/// Why a verdict is not plain `valid`, or what is to be said beside it.
public struct Finding: Sendable, Hashable, Codable {
    /// What it does to the verdict; nil is a remark only.
    public var verdict: Verdict?
    /// The stable code.
    public var code: FailureCode
    /// For a technician, nothing personal.
    public var detail: String

    /// Every field as given.
    public init(_ verdict: Verdict?, _ code: FailureCode, _ detail: String = "") {
        self.verdict = verdict
        self.code = code
        self.detail = detail
    }
}

/// What the authority says of a certificate.
public struct RevocationVerdict: Sendable, Hashable, Codable {
    /// The answer.
    public enum Status: String, Sendable, Hashable, CaseIterable, Codable {
        case good
        case revoked
        /// The responder never issued it (RFC 6960, 4.4.8), does not know it, or nothing could be learnt.
        case unknown
        /// Not asked for.
        case notAsked = "not-asked"
    }

    /// The answer.
    public var status: Status
    /// `ocsp` or `crl`; empty when nothing answered.
    public var source: String
    /// Since when it is revoked.
    public var revokedAt: UnixTime?
    /// Name of RFC 5280, 5.3.1, such as `keyCompromise`.
    public var reason: String?
    /// When the authority knew this.
    public var asOf: UnixTime?

    /// Every field as given.
    public init(
        _ status: Status, source: String = "", revokedAt: UnixTime? = nil, reason: String? = nil, asOf: UnixTime? = nil
    ) {
        self.status = status
        self.source = source
        self.revokedAt = revokedAt
        self.reason = reason
        self.asOf = asOf
    }
}

/// One certificate, judged.
public struct CertificateVerdict: Sendable, Hashable, Codable {
    /// The whole: the worst of the findings.
    public private(set) var verdict: Verdict
    /// The certificate.
    public var certificate: CertificateSummary
    /// Up to the trusted one, without the certificate itself; empty when no path was found or asked for.
    public var chain: [CertificateSummary]
    /// What the authority says.
    public var revocation: RevocationVerdict
    /// Why, and remarks.
    public var findings: [Finding] {
        didSet { verdict = Verdict.worst(findings.compactMap(\.verdict)) }
    }

    /// Every field as given.
    public init(
        certificate: CertificateSummary, chain: [CertificateSummary] = [],
        revocation: RevocationVerdict = RevocationVerdict(.notAsked), findings: [Finding] = []
    ) {
        self.certificate = certificate
        self.chain = chain
        self.revocation = revocation
        self.findings = findings
        verdict = Verdict.worst(findings.compactMap(\.verdict))
    }
}

/// A time stamp of a signature, judged.
public struct TimeStampVerdict: Sendable, Hashable, Codable {
    /// Whether its signature and its authority hold.
    public var verdict: Verdict
    /// The time it vouches for.
    public var time: UnixTime
    /// Dotted object identifier of its policy.
    public var policy: String
    /// CN of the service's certificate.
    public var service: String
    /// Why, and remarks.
    public var findings: [Finding]

    /// Every field as given.
    public init(verdict: Verdict, time: UnixTime, policy: String, service: String, findings: [Finding] = []) {
        self.verdict = verdict
        self.time = time
        self.policy = policy
        self.service = service
        self.findings = findings
    }
}

/// One signature of a document, judged.
public struct SignatureVerdict: Sendable, Hashable, Codable {
    /// The whole: the signature and its certificate.
    public var verdict: Verdict
    /// `CMS`, `CAdES-BES`, `CAdES-T`, `XMLDSig` or `WSSE`.
    public var level: String
    /// Whether the bytes are the signer's, whatever the certificate.
    public var mathematics: Verdict
    /// What it covers, where that is a part of the document: the reference of an XML signature.
    public var covers: [String]
    /// Dotted object identifier or URI of the signature algorithm, as written in the document.
    public var algorithm: String
    /// The signer; nil when no certificate of the document belongs to the signature.
    public var signer: CertificateVerdict?
    /// The time that the signer claims; nobody vouches for it.
    public var claimedTime: UnixTime?
    /// Its time stamps.
    public var timeStamps: [TimeStampVerdict]
    /// Why, and remarks, beside those of the signer and the time stamps.
    public var findings: [Finding]

    /// Every field as given.
    public init(
        verdict: Verdict, level: String, mathematics: Verdict, covers: [String] = [], algorithm: String = "",
        signer: CertificateVerdict? = nil, claimedTime: UnixTime? = nil, timeStamps: [TimeStampVerdict] = [],
        findings: [Finding] = []
    ) {
        self.verdict = verdict
        self.level = level
        self.mathematics = mathematics
        self.covers = covers
        self.algorithm = algorithm
        self.signer = signer
        self.claimedTime = claimedTime
        self.timeStamps = timeStamps
        self.findings = findings
    }
}

/// A signed document, judged.
public struct VerificationReport: Sendable, Hashable, Codable {
    /// What the document is.
    public enum Format: String, Sendable, Hashable, CaseIterable, Codable { case cms, xml }

    /// What the document is.
    public var format: Format
    /// As of when certificates were judged, where no time stamp says otherwise.
    public var judgedAt: UnixTime
    /// One verdict a signature, in the order of the document.
    public var signatures: [SignatureVerdict]
    /// The whole: the worst of the signatures; `invalid` without any.
    public private(set) var verdict: Verdict

    /// Every field as given.
    public init(format: Format, judgedAt: UnixTime, signatures: [SignatureVerdict]) {
        self.format = format
        self.judgedAt = judgedAt
        self.signatures = signatures
        verdict = signatures.isEmpty ? .invalid : Verdict.worst(signatures.map(\.verdict))
    }

    /// Without personal data (P4), for logs and `--json`.
    public func masked() -> VerificationReport {
        var copy = self
        for index in copy.signatures.indices {
            guard var signer = copy.signatures[index].signer else { continue }
            signer.certificate = signer.certificate.masked()
            signer.chain = signer.chain.map { $0.masked() }
            copy.signatures[index].signer = signer
        }
        return copy
    }
}
