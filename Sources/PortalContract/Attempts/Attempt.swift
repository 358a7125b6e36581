public import KioskDomain

/// Body of `PUT /v1/attempts/{source}/{sequence}`; the same body answers the same again.
public struct AttemptOpening: Codable, Sendable, Hashable {
    /// 12 digits.
    public var iin: String
    /// The B0 proof of an accepted SMS code.
    public var proof: String?

    /// Memberwise.
    public init(iin: String, proof: String?) {
        self.iin = iin
        self.proof = proof
    }
}

/// Answer of `PUT /v1/attempts/{source}/{sequence}`.
public struct AttemptOpened: Codable, Sendable, Hashable {
    /// 1…5 since the last success (RULES B1).
    public var ordinal: Int
    /// Failures since the last success before this attempt.
    public var failuresBefore: Int
    /// Whether a match issues by face only after a challenge that a flat picture does not pass (RULES B3); nil is no.
    public var needsLiveness: Bool?

    /// Memberwise.
    public init(ordinal: Int, failuresBefore: Int, needsLiveness: Bool? = nil) {
        self.ordinal = ordinal
        self.failuresBefore = failuresBefore
        self.needsLiveness = needsLiveness
    }
}

/// One attempt as an operator sees it (RULES B5).
public struct AttemptListed: Codable, Sendable, Hashable {
    /// Its name, by which a machine finds again what its own journal holds; nil for an attempt from elsewhere.
    public var attempt: AttemptKey?
    /// Where it was made.
    public var channel: AttemptChannel
    /// Milliseconds since 1970, portal's clock.
    public var openedAtMilliseconds: Int64
    /// Nil while the attempt is open and holds its place. One whose kiosk is silent for 15 minutes counts as a technical error
    /// until the kiosk says otherwise.
    public var outcome: AttemptOutcome?
    /// Counted among the failures since the last success.
    public var counts: Bool

    /// Memberwise.
    public init(
        attempt: AttemptKey? = nil, channel: AttemptChannel, openedAtMilliseconds: Int64, outcome: AttemptOutcome?,
        counts: Bool
    ) {
        self.attempt = attempt
        self.channel = channel
        self.openedAtMilliseconds = openedAtMilliseconds
        self.outcome = outcome
        self.counts = counts
    }
}

/// Answer of `GET /v1/attempts?iin=`, for role `desk`.
public struct AttemptList: Codable, Sendable, Hashable {
    /// Failures since the last success over all channels.
    public var failures: Int
    /// Oldest first.
    public var attempts: [AttemptListed]

    /// Memberwise.
    public init(failures: Int, attempts: [AttemptListed]) {
        self.failures = failures
        self.attempts = attempts
    }
}
