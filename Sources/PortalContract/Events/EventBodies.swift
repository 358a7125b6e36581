public import KioskDomain

/// Body of `attempt.opened`: makes sure that the portal has the attempt, also when the answer to its opening was lost.
public struct AttemptOpenedBody: Codable, Sendable, Hashable {
    /// Sequence of the attempt, which is that of this event.
    public var attempt: Int64
    /// 12 digits.
    public var iin: String
    /// The B0 proof of an accepted SMS code; the portal keeps its hash only.
    public var proof: String?
    /// When Start was pressed, milliseconds since 1970.
    public var openedAtMilliseconds: Int64

    /// Memberwise.
    public init(attempt: Int64, iin: String, proof: String?, openedAtMilliseconds: Int64) {
        self.attempt = attempt
        self.iin = iin
        self.proof = proof
        self.openedAtMilliseconds = openedAtMilliseconds
    }
}

/// Body of `attempt.closed`.
public struct AttemptClosedBody: Codable, Sendable, Hashable {
    /// Sequence of the attempt, which is not the sequence of this event.
    public var attempt: Int64
    /// How it ended.
    public var outcome: AttemptOutcome
    /// Milliseconds since 1970.
    public var closedAtMilliseconds: Int64
    /// Compact JWS of ``AttemptEvidence``; needed for `matched`.
    public var evidence: String?

    /// Memberwise.
    public init(attempt: Int64, outcome: AttemptOutcome, closedAtMilliseconds: Int64, evidence: String?) {
        self.attempt = attempt
        self.outcome = outcome
        self.closedAtMilliseconds = closedAtMilliseconds
        self.evidence = evidence
    }
}

/// Body of `slip.state`.
public struct SlipStateBody: Codable, Sendable, Hashable {
    /// Sequence of the slip in the kiosk's journal.
    public var slip: Int64
    /// `printed`, `unconfirmed`, `failed`; or what a person decided then: `attested` (it came out), `replaced` (it was
    /// printed again, as a slip of its own).
    public var state: String

    /// Memberwise.
    public init(slip: Int64, state: String) {
        self.slip = slip
        self.state = state
    }
}

/// Body of `application.written`: the certificates are on the medium.
public struct ApplicationWrittenBody: Codable, Sendable, Hashable {
    /// Number of the application.
    public var application: String
    /// Hexadecimal, as the portal issued them.
    public var serials: [String]

    /// Memberwise.
    public init(application: String, serials: [String]) {
        self.application = application
        self.serials = serials
    }
}

/// Body of `application.interrupted`: work on the medium ended before its end (RULES R5).
public struct ApplicationInterruptedBody: Codable, Sendable, Hashable {
    /// Number of the application.
    public var application: String
    /// How far each key pair came, by the name of its use.
    public var keys: [String: CardWriteProgress.Step]
    /// How far each certificate came, by the name of its use.
    public var certificates: [String: CardWriteProgress.Step]

    /// Memberwise.
    public init(
        application: String, keys: [String: CardWriteProgress.Step], certificates: [String: CardWriteProgress.Step]
    ) {
        self.application = application
        self.keys = keys
        self.certificates = certificates
    }
}

/// Body of `audit.head`: the newest link of the kiosk's audit chain.
public struct AuditHeadBody: Codable, Sendable, Hashable {
    /// Place of the link, counted from the first.
    public var index: Int64
    /// SHA-256, hexadecimal.
    public var hash: String

    /// Memberwise.
    public init(index: Int64, hash: String) {
        self.index = index
        self.hash = hash
    }
}
