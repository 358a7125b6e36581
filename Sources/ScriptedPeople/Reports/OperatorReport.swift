public import KioskDomain

/// What a scripted operator's work came to; one JSON object on the output of `kiosk-sim operator --json`.
public struct OperatorReport: Codable, Sendable, Hashable {
    /// How it ended.
    public enum Outcome: String, Codable, Sendable, Hashable {
        /// The document was on the page.
        case shown
        /// The document was on the page, and a case refers to it.
        case attached
        /// Any other work is done.
        case done
        /// The desk or the portal said no.
        case refused
        /// The work itself did not go on: no kiosk, no answer in time.
        case failed
    }

    /// One step and how long it took.
    public struct Step: Codable, Sendable, Hashable {
        /// Stable name.
        public var name: String
        /// To the millisecond.
        public var seconds: Double
    }

    /// How it ended.
    public var outcome: Outcome
    /// Why, when it did not end well.
    public var code: FailureCode?
    /// What was shown.
    public var kind: String?
    /// Seconds of the countdown when the document was first seen.
    public var secondsLeft: Int?
    /// Number of the case that refers to it.
    public var caseNumber: String?
    /// Failures since the last success, as the desk counts them (B5).
    public var failures: Int?
    /// Where the application stands.
    public var applicationStatus: ApplicationStatus?
    /// Serial numbers: those that were revoked, could be, or were written.
    public var serials: [String] = []
    /// Last days of the certificates on the card, as the page shows them.
    public var certificates: [String] = []
    /// The person's screen at the end, by its stable name.
    public var screen: String?
    /// The owner's history at the portal afterwards, newest first.
    public var history: [PhoneLink.Line]
    /// In their order.
    public var steps: [Step]

    /// Nothing more is known yet.
    public init(outcome: Outcome, code: FailureCode? = nil) {
        self.outcome = outcome
        self.code = code
        history = []
        steps = []
    }

    /// The desk or the portal said no, by this code as the page has it.
    mutating func refuse(_ code: String?) {
        outcome = .refused
        self.code = code.flatMap { FailureCode(rawValue: $0) }
    }
}
