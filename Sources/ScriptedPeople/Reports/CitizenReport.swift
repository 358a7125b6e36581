public import KioskDomain

/// What a scripted citizen's visit came to; one JSON object on the output of `kiosk-sim citizen --json`.
public struct CitizenReport: Codable, Sendable, Hashable {
    public enum Outcome: String, Codable, Sendable, Hashable {
        case issued, ticket, referral, refused, interrupted
        case applicationLeft = "application-left"
        /// The visit itself did not work: no kiosk, no answer in time, no code.
        case failed
    }

    /// One screen and how long it stood.
    public struct Step: Codable, Sendable, Hashable {
        public var name: String
        public var seconds: Double
    }

    public var outcome: Outcome
    public var code: FailureCode?
    /// Hexadecimal, as the kiosk showed them.
    public var certificateSerials: [String]
    public var slipNumber: String?
    public var applicationNumber: String?
    /// Outcomes of this visit's attempts, oldest first.
    public var attempts: [AttemptOutcome]
    public var steps: [Step]

    public init(outcome: Outcome, code: FailureCode? = nil) {
        self.outcome = outcome
        self.code = code
        certificateSerials = []
        attempts = []
        steps = []
    }
}
