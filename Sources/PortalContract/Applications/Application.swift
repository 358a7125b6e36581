public import KioskDomain

/// Body of `POST /v1/applications`, with the header `Idempotency-Key`: a self-service application (RULES B3).
public struct ApplicationRequest: Codable, Sendable, Hashable {
    /// 12 digits.
    public var iin: String
    /// The attempt that matched.
    public var attempt: AttemptKey
    /// Where it was made.
    public var channel: AttemptChannel
    /// Where the keys are.
    public var medium: Medium
    /// Compact JWS of ``AttemptEvidence``; closes the attempt when its event has not come yet.
    public var evidence: String?
    /// Why, where the machine knows it (RULES E9).
    public var reason: ObtainingReason?

    /// Memberwise.
    public init(
        iin: String, attempt: AttemptKey, channel: AttemptChannel, medium: Medium, evidence: String?,
        reason: ObtainingReason? = nil
    ) {
        self.reason = reason
        self.iin = iin
        self.attempt = attempt
        self.channel = channel
        self.medium = medium
        self.evidence = evidence
    }
}

/// Body of `POST /v1/operator/applications`, with the header `Idempotency-Key` (RULES B5).
public struct OperatorApplicationRequest: Codable, Sendable, Hashable {
    /// 12 digits.
    public var iin: String
    /// Where the keys are.
    public var medium: Medium
    /// Who accepted it, as the desk knows the operator (RULES R4).
    public var operatorID: String

    /// Memberwise.
    public init(iin: String, medium: Medium, operatorID: String) {
        self.iin = iin
        self.medium = medium
        self.operatorID = operatorID
    }
}

/// Answer of `GET /v1/applications/{number}` and of every call that changes an application.
public struct ApplicationRecord: Codable, Sendable, Hashable {
    /// For the person, the slip and every later call.
    public var number: String
    /// `confirmed`: may be issued, because the face matched or the operator agreed.
    public var state: ApplicationStatus
    /// Where the keys are.
    public var medium: Medium
    /// Milliseconds since 1970, portal's clock.
    public var createdAtMilliseconds: Int64
    /// Set when `state` is `refused`.
    public var justification: String?
    /// Hexadecimal, authentication first; empty before `issued`.
    public var serials: [String]
    /// The organisation whose EDS it is for (RULES E3); missing for a person's own.
    public var organisation: NamedOrganisation?

    /// Memberwise.
    public init(
        number: String, state: ApplicationStatus, medium: Medium, createdAtMilliseconds: Int64,
        justification: String? = nil, serials: [String] = [], organisation: NamedOrganisation? = nil
    ) {
        self.organisation = organisation
        self.number = number
        self.state = state
        self.medium = medium
        self.createdAtMilliseconds = createdAtMilliseconds
        self.justification = justification
        self.serials = serials
    }
}

/// Body of `POST /v1/operator/applications/{number}/decision` (RULES E5).
public struct OperatorDecision: Codable, Sendable, Hashable {
    /// False refuses.
    public var confirmed: Bool
    /// Needed to refuse.
    public var justification: String?
    /// Who decided, as the desk knows the operator (RULES R4).
    public var operatorID: String
    /// Code of the desk's centre; needed for an application made from outside, which names one (RULES E4).
    public var centre: String?
    /// True takes a confirmation back: the refusal of one that was confirmed, and of which nothing was issued (RULES E5). It is
    /// said, so that of two operators with other answers the second is told.
    public var withdraws: Bool?

    /// Memberwise.
    public init(
        confirmed: Bool, justification: String?, operatorID: String, centre: String? = nil, withdraws: Bool? = nil
    ) {
        self.confirmed = confirmed
        self.justification = justification
        self.operatorID = operatorID
        self.centre = centre
        self.withdraws = withdraws
    }
}

/// Answer of `GET /v1/operator/applications/{number}`: for comparing with the person's papers.
public struct DeskApplication: Codable, Sendable, Hashable {
    /// Where it stands and what comes next.
    public var standing: StandingAnswer
    /// 12 digits; masked until the operator reveals it (RULES P4).
    public var iin: String
    /// As in the register.
    public var name: String
    /// Failures since the last success (RULES B5).
    public var failures: Int
    /// Why, where the application says so (RULES E9).
    public var reason: ObtainingReason?

    /// Memberwise.
    public init(
        standing: StandingAnswer, iin: String, name: String, failures: Int, reason: ObtainingReason? = nil
    ) {
        self.reason = reason
        self.standing = standing
        self.iin = iin
        self.name = name
        self.failures = failures
    }
}

/// Body of `POST /v1/applications/{number}/written`.
public struct WrittenRequest: Codable, Sendable, Hashable {
    /// Hexadecimal, as the portal issued them.
    public var serials: [String]
    /// Memberwise.
    public init(serials: [String]) { self.serials = serials }
}
