/// A slip that the printer did not confirm, as `kioskctl printer slips` shows it: nothing of a person.
public struct ControlSlip: Sendable, Hashable, Codable {
    /// By which a decision names it.
    public var id: String
    /// The number of the queue, or the slip's own at this kiosk.
    public var number: String
    /// A stable word, such as `ticket`.
    public var kind: String
    /// `unconfirmed` or `failed`.
    public var state: String
    /// Milliseconds since 1970 UTC.
    public var issuedAtMilliseconds: Int64
    /// `HH:MM` on the centre's wall.
    public var time: String
    /// Whether it can be printed again.
    public var mayPrint: Bool

    /// Memberwise.
    public init(
        id: String, number: String, kind: String, state: String, issuedAtMilliseconds: Int64, time: String,
        mayPrint: Bool
    ) {
        self.id = id
        self.number = number
        self.kind = kind
        self.state = state
        self.issuedAtMilliseconds = issuedAtMilliseconds
        self.time = time
        self.mayPrint = mayPrint
    }
}

/// What a technician says about a slip.
public struct ControlSlipDecision: Sendable, Hashable, Codable {
    /// Which one.
    public var slip: String
    /// `came-out` or `print-again`.
    public var decision: String

    /// Memberwise.
    public init(slip: String, decision: String) {
        self.slip = slip
        self.decision = decision
    }
}

/// What came of a decision.
public struct ControlSlipOutcome: Sendable, Hashable, Codable {
    /// `attested`, or what became of the copy: `printed`, `unconfirmed`, `failed`.
    public var state: String
    /// The number on the copy.
    public var number: String?
    /// Why the copy is not confirmed.
    public var code: String?

    /// Memberwise.
    public init(state: String, number: String? = nil, code: String? = nil) {
        self.state = state
        self.number = number
        self.code = code
    }
}
