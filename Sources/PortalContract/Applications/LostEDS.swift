public import KioskDomain

/// Body of `POST /v1/live-eds`: what a person could revoke whose face matched (RULES E7).
public struct LiveEDSRequest: Codable, Sendable, Hashable {
    /// 12 digits.
    public var iin: String
    /// The attempt that matched.
    public var attempt: AttemptKey
    /// Compact JWS of ``AttemptEvidence``; closes the attempt when its event has not come yet.
    public var evidence: String?

    /// Memberwise.
    public init(iin: String, attempt: AttemptKey, evidence: String?) {
        self.iin = iin
        self.attempt = attempt
        self.evidence = evidence
    }
}

/// A set of a person that is neither revoked nor over (RULES E0).
public struct LiveEDSSet: Codable, Sendable, Hashable {
    /// Number of the application that it was issued for; the serial number where there was none.
    public var id: String
    /// Where its keys are, as the application says.
    public var medium: Medium?
    /// Hexadecimal, as the portal issued them.
    public var serials: [String]
    /// Milliseconds since 1970, whole seconds: the latest of its certificates.
    public var notAfterMilliseconds: Int64

    /// Memberwise.
    public init(id: String, medium: Medium?, serials: [String], notAfterMilliseconds: Int64) {
        self.id = id
        self.medium = medium
        self.serials = serials
        self.notAfterMilliseconds = notAfterMilliseconds
    }
}

/// Answer of `POST /v1/live-eds`.
public struct LiveEDSList: Codable, Sendable, Hashable {
    /// The one that lasts longest first.
    public var sets: [LiveEDSSet]
    /// Memberwise.
    public init(sets: [LiveEDSSet]) { self.sets = sets }
}

/// Body of `POST /v1/lost-revocations`; answered with ``OwnRevocations``. One attempt serves one such request.
public struct LostRevocationRequest: Codable, Sendable, Hashable {
    /// 12 digits.
    public var iin: String
    /// The attempt that matched, at most 15 minutes ago.
    public var attempt: AttemptKey
    /// ``LiveEDSSet/id`` of each.
    public var sets: [String]
    /// Why; one of ``RevocationCause/ofHolder``.
    public var cause: RevocationCause

    /// Memberwise.
    public init(iin: String, attempt: AttemptKey, sets: [String], cause: RevocationCause) {
        self.iin = iin
        self.attempt = attempt
        self.sets = sets
        self.cause = cause
    }
}
