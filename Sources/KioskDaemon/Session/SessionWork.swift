import KioskDevices
import KioskDomain
import KioskScreens

/// Carries out the effects of the session's state machine. Each method answers with the event that the machine awaits;
/// what a method has to make durable is durable when it answers (DESIGN 5.1, 5.3).
protocol SessionWork: Sendable {
    func checkPerson(_ identity: Identity) async -> SessionEvent
    func sendCode(_ iin: IIN, _ purpose: CodePurpose) async -> SessionEvent
    func answerCode(_ challenge: CodeChallenge, code: String) async -> SessionEvent
    func askApplication(_ query: ApplicationQuery, _ proof: CodeProof) async -> SessionEvent
    /// Durable before it answers.
    func openRequest(_ application: Application) async -> SessionEvent
    func startCamera() async -> SessionEvent?
    /// Ends a capture under way, too; nothing more is told of it.
    func stopCamera() async
    func openAttempt(_ applicant: Applicant, session: String) async -> SessionEvent
    /// `gentle`: without turns of the head. What comes of the capture is told as an event of the camera; an answer is for
    /// one that cannot begin.
    func capture(_ attempt: OpenAttempt, gentle: Bool) async -> SessionEvent?
    /// Gives the capture that runs more time (R2).
    func extendCapture(_ attempt: OpenAttempt) async
    func closeAttempt(_ attempt: OpenAttempt, _ outcome: AttemptOutcome) async -> SessionEvent
    func apply(_ applicant: Applicant, _ attempt: OpenAttempt) async -> SessionEvent
    /// Keeps what was typed to open the chip of a document until ``forgetDocumentKey()`` or ``wipe(_:)``.
    func hold(_ key: DocumentKey) async
    /// Reads the portrait of the applicant's document with it.
    /// - Parameter progress: told which share of it is read, 0 to 1.
    func readPortrait(
        _ applicant: Applicant, progress: @escaping @Sendable (Double) async -> Void
    ) async -> SessionEvent
    func forgetDocumentKey() async
    func readCard(_ application: Application) async -> SessionEvent
    /// Keeps the PIN until ``verifyPIN()`` or ``renewPIN(_:)`` sends it, or ``forgetPIN()`` or ``releaseCard()`` forgets
    /// it.
    /// - Returns: why it is not taken; nil when it is.
    func hold(_ pin: consuming SecretBytes, for use: PINUse) async -> FailureCode?
    func verifyPIN() async -> SessionEvent
    func renewPIN(_ work: PINWork) async -> SessionEvent
    func forgetPIN() async
    /// Certificates and counters of the card in the reader, without a PIN (E10).
    func readCardReport() async -> SessionEvent
    /// Signs what is applied for with the card's key of until now (E6, E3).
    func signReissue(_ wish: SignedWish) async -> SessionEvent
    func sendReissue() async -> SessionEvent
    /// The key files of the person's stick.
    func listKeyFiles() async -> SessionEvent
    /// Reads one and opens it with the password that was held.
    func openKeyFile(_ file: StickKeyFile, stick: String) async -> SessionEvent
    /// Signs what is applied for with the key of the opened file (E6, E3).
    func signWithFile(_ wish: SignedWish) async -> SessionEvent
    /// Signs with the card's key that its EDS is to be revoked (E7).
    func signRevocation(_ cause: RevocationCause) async -> SessionEvent
    func sendRevocation() async -> SessionEvent
    /// What the identified person could revoke (E7).
    func listLiveEDS(_ person: IdentifiedPerson) async -> SessionEvent
    /// The same again has the same answer.
    func revokeLost(_ lost: LostEDS, _ cause: RevocationCause) async -> SessionEvent
    /// A code for the mobile app (L5); ``wipe(_:)`` of the same session ends it at the portal.
    func openPhoneSignature(_ work: PhoneSignedWork, session: String) async -> SessionEvent
    func askPhoneSignature(_ signature: PhoneSignature) async -> SessionEvent
    func readExchangeCard(_ reason: CardExchangeReason) async -> SessionEvent
    func checkExchange(_ holder: ExchangeHolder, documentNumber: String, payment: String?) async -> SessionEvent
    func findExchange(_ holder: ExchangeHolder) async -> SessionEvent
    func askExchange(_ slip: String) async -> SessionEvent
    /// Begins a log-in to the personal account (L1); ``wipe(_:)`` of the same session ends it at the portal.
    func openLogIn(session: String) async -> SessionEvent
    func askLogIn(_ logIn: LogIn) async -> SessionEvent
    /// Signs the challenge with the card's key for authentication, right after the PIN was accepted.
    func signLogIn(_ logIn: LogIn) async -> SessionEvent
    func fetchAccount(_ logIn: LogIn, proof: String?) async -> SessionEvent
    /// Tells of a code that did not come (L3).
    func reportMissingCode(
        _ iin: IIN, _ challenge: CodeChallenge, _ report: MissingCode, _ language: Language
    ) async -> SessionEvent
    func sendPhoneCode(_ logIn: LogIn, _ number: MobileNumber) async -> SessionEvent
    func confirmPhone(_ logIn: LogIn, _ challenge: CodeChallenge, code: String) async -> SessionEvent
    func composePhoto() async -> SessionEvent?
    /// What comes of it is told as an event of the camera; an answer is for one that cannot begin.
    func takePhoto() async -> SessionEvent?
    /// The photo that was taken last; nil when there is none.
    func photo() async -> WipedBytes?
    /// Keeps the specimen in memory until ``wipe(_:)``.
    /// - Throws: `exchange.picture-invalid`.
    func hold(specimen: WipedBytes) async throws(Failure)
    func openExchangeCard(_ holder: ExchangeHolder) async -> SessionEvent
    func signExchange(_ draft: ExchangeDraft) async -> SessionEvent
    /// Durable before it is sent; the same again has the same slip.
    func sendExchange(_ draft: ExchangeDraft) async -> SessionEvent
    func writeKeys(_ application: Application) async -> SessionEvent
    func requestCertificates(_ application: Application) async -> SessionEvent
    func storeCertificates(_ application: Application) async -> SessionEvent
    /// What stands in the USB ports, once that is something else than `before`; nil when nobody waits for it any more.
    func awaitStick(_ before: StickSight?) async -> SessionEvent?
    /// What is plugged in of tokens of this kind, once that is something else than `before`; nil when nobody waits for it any
    /// more.
    func awaitToken(_ medium: Medium, _ before: TokenSight?) async -> SessionEvent?
    /// The same of tokens of every kind; nil once the session has been wiped.
    func awaitAnyToken(_ before: TokenSight?, session: String) async -> SessionEvent?
    /// What is on the token that is there, without a PIN (E10).
    func readToken(session: String) async -> SessionEvent
    /// Once the token that was read is there no more; nil once the session has been wiped.
    func watchToken(session: String) async -> SessionEvent?
    func releaseCard() async
    func cardHolder() async -> CardHolder?
    /// The first tap on "Reservation": this moment decides about being late (Q4).
    func noteReservationTap() async
    func takeReservation(_ iin: IIN) async -> SessionEvent
    func issueTicket(purpose: QueuePurpose, _ choice: QueueChoice) async -> SessionEvent
    func print(_ slip: SlipKind, language: Language) async -> PrintedSlip
    /// Forgets everything about the person of this session.
    func wipe(_ session: String) async
}

/// What became of a slip, and the number that stands on it.
struct PrintedSlip: Hashable {
    var result: SlipResult
    /// Nil when the journal could not even number it.
    var number: String?
}

/// What a PIN from the pad is for.
enum PINUse: Hashable {
    case verify
    /// The password of a new key file, twice.
    case newFile
    /// The password of a key file that is there.
    case openFile
    /// ``NewPINStep/old`` is the PUK when a PIN is unblocked.
    case renew(PINWork, NewPINStep)
}
