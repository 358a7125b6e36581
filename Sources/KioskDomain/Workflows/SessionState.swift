/// One citizen's session at a kiosk, from the first touch to the card taken.
public struct CitizenSession: Sendable, Hashable {
    /// Where it stands.
    public var stage: Stage
    /// Whether a card is in the citizen's reader (R3).
    public var cardPresent: Bool
    /// Services that this kiosk must not begin, and why; an operator does them.
    public var withheld: [Service: FailureCode]
    /// Whether this kiosk can take the portrait from a person's own document.
    public var readsDocuments: Bool
    /// Why an EDS is obtained in this session, once it is known.
    public var reason: ObtainingReason?
    /// Where its keys are to be kept, once the person has chosen.
    public var medium: Medium?
    /// What the identification of this session is for.
    public var aim = IdentificationAim.newEDS
    /// Whether the mobile app may sign here in the place of the card (L5).
    public var signsByPhone = false
    /// Whether this kiosk saves key files on USB sticks.
    public var savesFiles: Bool
    /// Whether this machine can read people's tokens.
    public var readsTokens = false
    /// Which media kiosk and desk write (E3a), by the rule book at the beginning of the session.
    public var media = MediaPolicy.standard
    /// An operator at the desk began it, and follows it.
    public internal(set) var isServed = false

    /// Every field as given.
    public init(
        stage: Stage = .idle, cardPresent: Bool = false, withheld: [Service: FailureCode] = [:],
        readsDocuments: Bool = false, savesFiles: Bool = false
    ) {
        self.stage = stage
        self.cardPresent = cardPresent
        self.withheld = withheld
        self.readsDocuments = readsDocuments
        self.savesFiles = savesFiles
    }

    /// Where the session stands.
    public enum Stage: Sendable, Hashable {
        case idle
        /// The former person's card is still in the reader: nobody new may begin (R3).
        case formerCard
        case services(Language)
        case ticket(Language, TicketState)
        case eds(Language, EDSState)
        case cardCare(Language, CardCareState)
        case application(Language, ApplicationState)
        case reissue(Language, ReissueState)
        case keyFile(Language, KeyFileState)
        case account(Language, AccountState)
        case missingCode(Language, MissingCodeState)
        case phoneSigning(Language, PhoneSigningState)
        case revocation(Language, RevocationState)
        case lostEDS(Language, LostEDSState)
        case exchange(Language, ExchangeState)
        /// A slip is being printed, or was not needed; then the outcome is shown.
        case ending(Language, Ending, SlipResult?)
        /// Everything is done; the card has to be taken (R3).
        case takeCard(Language)
    }
}

/// "Queue slip": purpose, or reservation and IIN → durable number → paper.
public enum TicketState: Sendable, Hashable {
    case choosing(QueueChoice)
    /// The IIN of a reservation is typed.
    case entering(FailureCode?)
    /// The reservation is looked up and its number allotted.
    case lookingUp
    case issuing
    case printing(number: String)

    /// True while the next move is the person's.
    var waitsForPerson: Bool {
        switch self {
        case .choosing, .entering: true
        case .lookingUp, .issuing, .printing: false
        }
    }
}

/// "EDS by face": see `docs/workflows.md` for the picture.
public enum EDSState: Sendable, Hashable {
    /// Where the keys shall be; asked only where there is a choice, or a file (E1, E3a).
    case choosingMedium
    /// Of which kind the token is.
    case choosingToken
    case consent
    case notice
    case entering(FailureCode?)
    case checking(Identity)
    case sendingCode(Applicant)
    case code(Applicant, CodeChallenge, FailureCode?)
    case checkingCode(Applicant, CodeChallenge)
    /// Free positioning with live guidance; nothing counts yet. `cameraFault` blocks Start.
    case positioning(Applicant, cameraFault: FailureCode?)
    /// The portal has no portrait, or one too poor: said before Start; an attempt needs no camera (outcome table).
    case noPortrait(Applicant)
    /// What opens the chip of the person's document is typed; the code is why it is asked for again.
    case documentKey(DocumentReading, FailureCode?)
    /// The document belongs into the reader; the code is what became of the last one.
    case insertDocument(DocumentReading, FailureCode?)
    case readingDocument(DocumentReading)
    /// This document's portrait cannot be used.
    case documentRefused(DocumentReading, FailureCode)
    case opening(Applicant)
    case capturing(Applicant, OpenAttempt)
    /// The camera is gone in mid attempt; the attempt goes on when it is back within 10 s.
    case cameraAway(Applicant, OpenAttempt)
    case closing(Applicant, OpenAttempt, AttemptOutcome)
    case failed(Applicant, AttemptOutcome)
    case applying(Applicant, OpenAttempt)
    case insertCard(Application, FailureCode?)
    case readingCard(Application)
    case pin(Application, PINTries, FailureCode?)
    case lastTry(Application, PINTries)
    case verifyingPIN(Application)
    case writing(Application, WriteStep)
    /// The password of a key file is typed on the screen's keyboard, and once more.
    case filePassword(Application, again: Bool, FailureCode?)
    /// The person's stick is awaited; nil until the ports were looked at.
    case insertStick(Application, StickSight?)
    /// The certificates are issued, and the file is on no stick: it can be saved again while the person is here.
    case notSaved(Application, FailureCode, StickSight?)
    /// A token of the application's kind is awaited; nil until it was looked for.
    case insertToken(Application, TokenSight?)
    /// Everything is on the card; a new PIN is offered, and advised after a factory PIN (E2a, E8).
    case offerNewPIN(IssuedSet)
    /// The old PIN, the new one, the new one again: one pad each.
    case enteringNewPIN(IssuedSet, NewPINStep, FailureCode?)
    case changingPIN(IssuedSet)
    /// The portal did not answer; the person may try again or leave.
    case retry(RetryPoint, FailureCode)
}

/// Where "try again" goes on after the line was cut.
public enum RetryPoint: Sendable, Hashable {
    case check(Identity)
    case sendCode(Applicant)
    case apply(Applicant, OpenAttempt)
    case request(Application)
}

extension CitizenSession.Stage {
    /// The same stage in another language; nil before a language was chosen, and once the outcome is shown.
    func speaking(_ language: Language) -> Self? {
        switch self {
        case .services: .services(language)
        case .ticket(_, let state): .ticket(language, state)
        case .eds(_, let state): .eds(language, state)
        case .cardCare(_, let state): .cardCare(language, state)
        case .application(_, let state): .application(language, state)
        case .reissue(_, let state): .reissue(language, state)
        case .keyFile(_, let state): .keyFile(language, state)
        case .account(_, let state): .account(language, state)
        case .missingCode(_, let state): .missingCode(language, state)
        case .phoneSigning(_, let state): .phoneSigning(language, state)
        case .revocation(_, let state): .revocation(language, state)
        case .lostEDS(_, let state): .lostEDS(language, state)
        case .exchange(_, let state): .exchange(language, state)
        case .idle, .formerCard, .ending, .takeCard: nil
        }
    }
}
