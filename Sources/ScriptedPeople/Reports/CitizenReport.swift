public import KioskDomain
public import KioskScreens

/// What a scripted citizen's visit came to; one JSON object on the output of `kiosk-sim citizen --json`.
public struct CitizenReport: Codable, Sendable, Hashable {
    /// How the visit ended; the first six are endings of a session.
    public enum Outcome: String, Codable, Sendable, Hashable {
        case issued, ticket, referral, refused, interrupted
        case applicationLeft = "application-left"
        /// The EDS was revoked.
        case revoked
        /// The card has a new PIN.
        case pinRenewed = "pin-renewed"
        /// The card was shown.
        case card
        /// Where an application stands was shown.
        case application
        /// An application for an identity card is registered.
        case exchanged
        /// Where such an application stands was shown.
        case exchange
        /// The personal account was shown.
        case account
        /// A code that did not come was reported.
        case reported
        /// The visit itself did not work: no kiosk, no answer in time, no code.
        case failed
    }

    /// One screen and how long it stood.
    public struct Step: Codable, Sendable, Hashable {
        /// Stable name of the screen.
        public var name: String
        /// To the millisecond.
        public var seconds: Double
    }

    /// How it ended.
    public var outcome: Outcome
    /// Why, when it did not end well.
    public var code: FailureCode?
    /// Hexadecimal, as the kiosk showed them.
    public var certificateSerials: [String]
    /// Number of the slip, where the kiosk showed one.
    public var slipNumber: String?
    /// Number of the application, where one was accepted.
    public var applicationNumber: String?
    /// Where the application stands that was shown.
    public var applicationStatus: ApplicationStatus?
    /// What its owner does next.
    public var applicationStep: ApplicationStep?
    /// Name of the key file on the person's stick.
    public var file: String?
    /// Number of the registration slip of an exchange.
    public var registration: String?
    /// Where that application stands.
    public var exchangeStage: CardExchangeCase.Stage?
    /// What the kiosk showed of the card.
    public var card: CardView?
    /// How many certificates, applications, attempts and exchanges the personal account showed.
    public var accountEntries: [Int]?
    /// The phone in the personal account, last digits only.
    public var maskedPhone: String?
    /// The number of the report of a code that did not come.
    public var missingCode: String?
    /// Outcomes of this visit's attempts, oldest first.
    public var attempts: [AttemptOutcome]
    /// The screens in the order in which they were seen.
    public var steps: [Step]

    /// A visit of which nothing more is known yet.
    public init(outcome: Outcome, code: FailureCode? = nil) {
        self.outcome = outcome
        self.code = code
        certificateSerials = []
        attempts = []
        steps = []
    }
}
