public import KioskDevices
public import KioskDomain

/// What stands behind the screens. The daemon implements it; tests use a scripted one. Routes hold no rules of their own.
public protocol ScreenHost: Sendable {
    /// What the kiosk shows now, then every change; a slow reader gets the newest.
    func snapshots() async -> AsyncStream<KioskSnapshot>
    func snapshot() async -> KioskSnapshot

    /// Claims the one citizen screen for a page that was just loaded.
    /// - Throws: `screen.already-open` while another page holds it.
    func claimScreen() async throws(Failure) -> ScreenToken
    /// The page is there (its event stream is open) or gone; a gone page frees the screen.
    func screen(_ token: ScreenToken, isPresent: Bool) async
    /// Whether this page holds the citizen screen; asked before event streams and the preview are opened.
    func holdsScreen(_ token: ScreenToken) async -> Bool

    /// Carries out what the person did.
    /// - Throws: a stable code when the action is refused or not possible now.
    func act(_ action: ScreenAction, screen: ScreenToken) async throws(Failure)

    /// The signature specimen that was drawn, PNG; held in memory only.
    /// - Throws: a stable code when none is asked for now.
    func take(specimen: WipedBytes, screen: ScreenToken) async throws(Failure)
    /// The photo for a document that the person is to look at, JPEG; nil when there is none.
    func photo() async -> WipedBytes?

    /// JPEG frames for the live preview, newest only; an empty one when the camera stops.
    func previewFrames() async -> AsyncStream<WipedBytes>

    /// Who sits at the desk (R4), now and with every change.
    func operatorSeat() async -> OperatorSeatView
    func operatorSeats() async -> AsyncStream<OperatorSeatView>
    /// What the operator did at the desk's lock.
    func operatorAct(_ action: OperatorAction) async throws(Failure)
    /// The last tries at cards of this kiosk, newest first.
    func cardTrials() async -> [CardTrial]

    /// B5: five failures or not, over all channels. Journalled with the operator's name (P4, R4).
    /// - Throws: `operator.card-needed` while nobody is signed in; so do the next two.
    func operatorCheck(_ iin: IIN) async throws(Failure) -> OperatorCheck
    /// B5, E3a: accepts the application with the full set of documents; answers its number, or that of one of the person that
    /// is open already.
    func acceptApplication(_ iin: IIN, on medium: Medium) async throws(Failure) -> String
    /// E4, E5: an application by its number, for comparing with the person's papers. Journalled, and so is the whole IIN.
    func operatorCase(_ number: String, revealing: Bool) async throws(Failure) -> OperatorCase
    /// E7: a person's certificates. Journalled.
    func operatorCertificates(_ iin: IIN) async throws(Failure) -> PersonCertificates
    /// E7: revokes these of them, after the identity was checked, and prints the person's slip.
    func revoke(
        _ serials: [String], of iin: IIN, because cause: RevocationCause, language: Language
    ) async throws(Failure) -> PersonCertificates
    /// L4: sends a code to the number that is to be registered for a person whose identity was checked. Journalled.
    /// - Throws: `phone.invalid`, `person.unknown`, `sms.limit`.
    func sendPhoneCode(to phone: String, of iin: IIN) async throws(Failure) -> DeskPhone
    /// L4: registers the number by its code; asked again, it is answered as the first time.
    /// - Throws: `sms.wrong`, `sms.tries-exhausted`, `sms.expired`.
    func registerPhone(_ sent: DeskPhone, code: String, of iin: IIN) async throws(Failure) -> DeskPhone
    /// D1–D4: the digital document at the desk; nil where none are offered and while nobody is signed in.
    func documentDesk() async -> DocumentDeskView?
    /// Now and with every change.
    func documentDesks() async -> AsyncStream<DocumentDeskView>
    /// What the operator did with it.
    /// - Throws: `operator.card-needed`, `screen.invalid-request` where none are offered.
    func documentAct(_ action: DocumentAction) async throws(Failure)
    /// E3a, E8–E10: the citizen's card at the desk; nil unless an operator is signed in.
    func cardDesk() async -> CardDeskView?
    /// Now and with every change.
    func cardDesks() async -> AsyncStream<CardDeskView>
    /// What the operator did about it.
    /// - Throws: `operator.card-needed`, `operator.duty`.
    func cardAct(_ action: CardDeskAction) async throws(Failure)
    /// I4–I6: exchanges of identity cards; nil unless an officer of the migration service is signed in where they are checked.
    func exchangeDesk() async -> ExchangeDeskView?
    /// Now and with every change.
    func exchangeDesks() async -> AsyncStream<ExchangeDeskView>
    /// What the officer did.
    /// - Throws: `operator.card-needed`, `operator.duty`, `screen.invalid-request` where none are checked.
    func exchangeAct(_ action: ExchangeAction) async throws(Failure)
    /// A picture of the application that is open, by its name of this look; nil when there is none.
    func exchangePicture(_ name: String) async -> ShownPicture?
    /// E5: confirms it, or refuses it with a reason.
    func answerCase(_ number: String, _ answer: CaseAnswer) async throws(Failure) -> OperatorCase
}

/// Names one loaded page of the citizen screen; unguessable, never stored.
public struct ScreenToken: Sendable, Hashable {
    /// The random text that the page carries.
    public var text: String
    /// Memberwise.
    public init(text: String) { self.text = text }
}

/// Everything that the citizen screen may show.
public struct KioskSnapshot: Sendable, Hashable {
    /// Where the session stands; its stage chooses the screen.
    public var session: CitizenSession
    /// RULES R1: said on every screen.
    public var demonstration: Bool
    /// Name of the Public Service Centre, at the top of every screen.
    public var pscName: Localised
    /// What a queue slip can be taken for.
    public var purposes: [QueuePurpose]
    /// Why a purpose gives no slip now and when it does again, by its stable name.
    public var closings: [String: Localised] = [:]
    /// State of the devices; virtual ones are named in the demonstration strip.
    public var devices: [DeviceStatus]
    /// Live guidance while positioning or capturing; a stable name of `Guidance` such as `too-dark`, `good`.
    public var guidance: String?
    /// 0…1 while an attempt is being captured, or a document is read.
    public var captureProgress: Double?
    /// The step of the challenge that is asked for.
    public var challenge: ChallengeView?
    /// What this kiosk asks of people before the camera.
    public var challengeKind: ChallengeKind
    /// Set from the moment the person should be asked "More time?" (R2).
    public var secondsLeft: Int?
    /// The pad to draw while a PIN is asked for (DESIGN 5.6).
    public var pad: PINPad?
    /// The keyboard to draw while the password of a key file is asked for (DESIGN 5.6).
    public var keyboard: SecretPad?
    /// Holder of the card in the reader, read without a PIN, while personal data are entered.
    public var cardHolder: CardHolder?
    /// Outcomes of this session's attempts, oldest first.
    public var outcomes: [AttemptOutcome]
    /// Today at the PSC, for the amounts of the notice (F2); nil without a trusted time.
    public var today: CivilDate?
    /// What the notice says, while it is shown (F1); nil takes the amounts that this program was built with.
    public var notice: LiabilityNotice?
    /// Number of the slip that this session printed last.
    public var slipNumber: String?
    /// The QR code to draw while the mobile app is to scan one (L1).
    public var qr: QRDrawing?

    /// Memberwise.
    public init(
        session: CitizenSession, demonstration: Bool, pscName: Localised, purposes: [QueuePurpose],
        devices: [DeviceStatus] = [], guidance: String? = nil, captureProgress: Double? = nil,
        challenge: ChallengeView? = nil, challengeKind: ChallengeKind = .none, secondsLeft: Int? = nil,
        pad: PINPad? = nil, cardHolder: CardHolder? = nil, outcomes: [AttemptOutcome] = [],
        today: CivilDate? = nil, slipNumber: String? = nil
    ) {
        self.session = session
        self.demonstration = demonstration
        self.pscName = pscName
        self.purposes = purposes
        self.devices = devices
        self.guidance = guidance
        self.captureProgress = captureProgress
        self.challenge = challenge
        self.challengeKind = challengeKind
        self.secondsLeft = secondsLeft
        self.pad = pad
        self.cardHolder = cardHolder
        self.outcomes = outcomes
        self.today = today
        self.slipNumber = slipNumber
    }
}

/// A QR code as it is drawn: dark modules in a square.
public struct QRDrawing: Sendable, Hashable {
    /// Modules along one side, without the quiet zone.
    public var side: Int
    /// The dark ones as data of an SVG path, one module a unit.
    public var path: String

    /// Memberwise.
    public init(side: Int, path: String) {
        self.side = side
        self.path = path
    }
}

/// One step of the challenge before the camera.
public struct ChallengeView: Sendable, Hashable, Codable {
    /// From 1.
    public var step: Int
    /// In all.
    public var steps: Int
    /// Whole seconds until the step is over.
    public var secondsLeft: Int

    /// Memberwise.
    public init(step: Int, steps: Int, secondsLeft: Int) {
        self.step = step
        self.steps = steps
        self.secondsLeft = secondsLeft
    }
}

/// What is asked of people before the camera.
public enum ChallengeKind: Sendable, Hashable {
    /// Turns of the head; who cannot turn it may say so.
    case turns
    /// Nothing that needs a turn.
    case gentle
    /// Nothing.
    case none
}

/// A service of the hall for which a queue slip can be taken.
public struct QueuePurpose: Sendable, Hashable {
    /// Stable name.
    public var id: String
    /// As people know it.
    public var name: Localised

    /// Memberwise.
    public init(id: String, name: Localised) {
        self.id = id
        self.name = name
    }
}

/// One drawing of the PIN pad: `labels[position]` is the digit shown at that position. The page posts positions, never
/// digits; a pad is good for one entry.
public struct PINPad: Sendable, Hashable {
    /// Stable name.
    public var id: String
    /// Ten digits, by position.
    public var labels: [Int]

    /// Memberwise.
    public init(id: String, labels: [Int]) {
        self.id = id
        self.labels = labels
    }
}

/// What a card says about its holder without a PIN. The IIN is shown masked and used on request.
public struct CardHolder: Sendable, Hashable {
    /// As people know it.
    public var name: String
    /// Shown masked only (P4).
    public var iin: IIN

    /// Memberwise.
    public init(name: String, iin: IIN) {
        self.name = name
        self.iin = iin
    }
}

/// What the operator sees of a person's attempts (B5).
public struct OperatorCheck: Sendable, Hashable, Codable {
    /// One failed attempt of the person.
    public struct Attempt: Sendable, Hashable, Codable {
        /// Where it was made: `home`, `kiosk` or `mobile`.
        public var channel: String
        /// Raw value of ``AttemptOutcome``.
        public var outcome: String
        /// Civil time of the PSC, ISO 8601 to the minute.
        public var time: String
        /// False while only this kiosk knows of it.
        public var synced: Bool
        /// Memberwise.
        public init(channel: String, outcome: String, time: String, synced: Bool) {
            self.channel = channel
            self.outcome = outcome
            self.time = time
            self.synced = synced
        }
    }

    /// The last four digits behind a mask (P4).
    public var maskedIIN: String
    /// Failures since the last success; the application is accepted from five on. Nil where the portal, which holds the
    /// count (B1), has not told it.
    public var failures: Int?
    /// Whether the application can be accepted (B5).
    public var accepted: Bool
    /// The attempts behind the count, oldest first; without the portal those only that it has not been told of.
    public var attempts: [Attempt]
    /// Why the portal has not told the count.
    public var problem: FailureCode?
    /// What the application can be for (E3a), the usual one first; empty where none can be accepted.
    public var media: [Medium]

    /// Memberwise.
    public init(
        maskedIIN: String, failures: Int?, accepted: Bool, attempts: [Attempt], problem: FailureCode? = nil,
        media: [Medium] = []
    ) {
        self.media = media
        self.maskedIIN = maskedIIN
        self.failures = failures
        self.accepted = accepted
        self.attempts = attempts
        self.problem = problem
    }
}
