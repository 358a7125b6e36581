/// What a personal account shows at a kiosk; gone with the session.
public struct AccountSummary: Sendable, Hashable {
    /// One certificate of the person.
    public struct Certificate: Sendable, Hashable {
        /// What its key is for.
        public var uses: [EDSKey]
        /// The last day of its validity.
        public var lastDay: CivilDate
        /// Where it stands on the day of the log-in.
        public var standing: Standing

        /// Every field as given.
        public init(uses: [EDSKey], lastDay: CivilDate, standing: Standing) {
            self.uses = uses
            self.lastDay = lastDay
            self.standing = standing
        }

        /// Valid, over or revoked.
        public enum Standing: Sendable, Hashable { case valid, expired, revoked }
    }

    /// One application for an EDS (E10).
    public struct Application: Sendable, Hashable {
        /// As the portal writes it.
        public var number: String
        /// Where it stands.
        public var status: ApplicationStatus
        /// The day it was made.
        public var madeOn: CivilDate

        /// Every field as given.
        public init(number: String, status: ApplicationStatus, madeOn: CivilDate) {
            self.number = number
            self.status = status
            self.madeOn = madeOn
        }
    }

    /// One attempt at face identification (B4).
    public struct Attempt: Sendable, Hashable {
        /// Nil while it is open.
        public var outcome: AttemptOutcome?
        /// The day it was made.
        public var on: CivilDate

        /// Every field as given.
        public init(outcome: AttemptOutcome?, on: CivilDate) {
            self.outcome = outcome
            self.on = on
        }
    }

    /// One exchange of the identity card (I5, I6).
    public struct Exchange: Sendable, Hashable {
        /// Number of its registration slip.
        public var slip: String
        /// Where it stands.
        public var stage: CardExchangeCase.Stage
        /// Why it was annulled (I5); nil when it was not.
        public var annulment: CardExchangeCase.AnnulmentReason?

        /// Every field as given.
        public init(
            slip: String, stage: CardExchangeCase.Stage, annulment: CardExchangeCase.AnnulmentReason? = nil
        ) {
            self.slip = slip
            self.stage = stage
            self.annulment = annulment
        }
    }

    /// As the register has it.
    public var name: String
    /// Last digits only; nil without a number.
    public var maskedPhone: String?
    /// The latest end of validity first.
    public var certificates: [Certificate]
    /// Newest first.
    public var applications: [Application]
    /// Newest first.
    public var attempts: [Attempt]
    /// Newest first.
    public var exchanges: [Exchange]
    /// Who saw which digital document, newest first (D2).
    public var documents: [DocumentHistoryLine]

    /// Every field as given.
    public init(
        name: String, maskedPhone: String?, certificates: [Certificate] = [], applications: [Application] = [],
        attempts: [Attempt] = [], exchanges: [Exchange] = [], documents: [DocumentHistoryLine] = []
    ) {
        self.name = name
        self.maskedPhone = maskedPhone
        self.certificates = certificates
        self.applications = applications
        self.attempts = attempts
        self.exchanges = exchanges
        self.documents = documents
    }
}
