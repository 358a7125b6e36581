import KioskDevices
import KioskDomain
import KioskScreens
import Synchronization

@testable import KioskDaemon

/// Carries out effects as a test says: each effect waits until the test answers it, or is answered at once.
final class ScriptedWork: SessionWork {
    private struct State {
        var calls: [String] = []
        var pin: [UInt8] = []
        var answers: [String: SessionEvent] = [:]
        var waiting: [String: CheckedContinuation<SessionEvent, Never>] = [:]
    }
    private let state = Mutex(State())
    private let seen: AsyncStream<String>.Continuation
    /// Which session opened a log-in, and which was wiped.
    let sessions = Mutex<[String]>([])
    /// Every call, in order.
    let calls: AsyncStream<String>

    init() { (calls, seen) = AsyncStream.makeStream() }

    var pin: [UInt8] { state.withLock { $0.pin } }

    /// Answers the call `name`, now or when it comes.
    func answer(_ name: String, _ event: SessionEvent) {
        let waiter = state.withLock { state in
            if let waiter = state.waiting.removeValue(forKey: name) { return waiter as CheckedContinuation? }
            state.answers[name] = event
            return nil
        }
        waiter?.resume(returning: event)
    }

    private func wait(_ name: String) async -> SessionEvent {
        seen.yield(name)
        return await withCheckedContinuation { continuation in
            let event = state.withLock { state in
                if let event = state.answers.removeValue(forKey: name) { return event as SessionEvent? }
                state.waiting[name] = continuation
                return nil
            }
            if let event { continuation.resume(returning: event) }
        }
    }

    func checkPerson(_ identity: Identity) async -> SessionEvent { await wait("checkPerson") }
    func sendCode(_ iin: IIN, _ purpose: CodePurpose) async -> SessionEvent { await wait("sendCode") }
    func askApplication(_ query: ApplicationQuery, _ proof: CodeProof) async -> SessionEvent {
        await wait("askApplication")
    }
    func openRequest(_ application: Application) async -> SessionEvent { await wait("openRequest") }
    func answerCode(_ challenge: CodeChallenge, code: String) async -> SessionEvent { await wait("answerCode") }
    func startCamera() async -> SessionEvent? {
        seen.yield("startCamera")
        return nil
    }
    func stopCamera() async { seen.yield("stopCamera") }
    func openPhoneSignature(_ work: PhoneSignedWork, session: String) async -> SessionEvent {
        sessions.withLock { $0.append("openPhoneSignature \(session)") }
        return await wait("openPhoneSignature")
    }
    func askPhoneSignature(_ signature: PhoneSignature) async -> SessionEvent { await wait("askPhoneSignature") }
    func readExchangeCard(_ reason: CardExchangeReason) async -> SessionEvent { await wait("readExchangeCard") }
    func checkExchange(_ holder: ExchangeHolder, documentNumber: String, payment: String?) async -> SessionEvent {
        await wait("checkExchange")
    }
    func findExchange(_ holder: ExchangeHolder) async -> SessionEvent { await wait("findExchange") }
    func askExchange(_ slip: String) async -> SessionEvent { await wait("askExchange") }
    func composePhoto() async -> SessionEvent? {
        seen.yield("composePhoto")
        return nil
    }
    func takePhoto() async -> SessionEvent? { await wait("takePhoto") }
    func photo() async -> WipedBytes? { nil }
    func hold(specimen: WipedBytes) async throws(Failure) { seen.yield("hold specimen") }
    func openExchangeCard(_ holder: ExchangeHolder) async -> SessionEvent { await wait("openExchangeCard") }
    func signExchange(_ draft: ExchangeDraft) async -> SessionEvent { await wait("signExchange") }
    func sendExchange(_ draft: ExchangeDraft) async -> SessionEvent { await wait("sendExchange") }
    func openAttempt(_ applicant: Applicant, session: String) async -> SessionEvent { await wait("openAttempt") }
    func capture(_ attempt: OpenAttempt, gentle: Bool) async -> SessionEvent? {
        await wait(gentle ? "capture gently" : "capture")
    }
    func extendCapture(_ attempt: OpenAttempt) async { seen.yield("extendCapture") }
    func closeAttempt(_ attempt: OpenAttempt, _ outcome: AttemptOutcome) async -> SessionEvent {
        await wait("closeAttempt \(outcome.rawValue)")
    }
    func apply(_ applicant: Applicant, _ attempt: OpenAttempt) async -> SessionEvent { await wait("apply") }
    func hold(_ key: DocumentKey) async { seen.yield("hold \(key.kind.rawValue)") }
    func readPortrait(
        _ applicant: Applicant, progress: @escaping @Sendable (Double) async -> Void
    ) async -> SessionEvent {
        await progress(0.5)
        return await wait("readPortrait")
    }
    func forgetDocumentKey() async { seen.yield("forgetDocumentKey") }
    func readCard(_ application: Application) async -> SessionEvent { await wait("readCard") }
    func awaitStick(_ before: StickSight?) async -> SessionEvent? { await wait("awaitStick") }
    func awaitToken(_ medium: Medium, _ before: TokenSight?) async -> SessionEvent? { await wait("awaitToken") }
    func awaitAnyToken(_ before: TokenSight?, session: String) async -> SessionEvent? { await wait("awaitAnyToken") }
    func readToken(session: String) async -> SessionEvent { await wait("readToken") }
    func watchToken(session: String) async -> SessionEvent? { await wait("watchToken") }
    func hold(_ pin: consuming SecretBytes, for use: PINUse) async -> FailureCode? {
        let bytes = pin.withBytes { Array($0) }
        state.withLock { $0.pin = bytes }
        return nil
    }
    func verifyPIN() async -> SessionEvent { await wait("verifyPIN") }
    func renewPIN(_ work: PINWork) async -> SessionEvent { await wait("renewPIN \(work.rawValue)") }
    func forgetPIN() async { seen.yield("forgetPIN") }
    func signReissue(_ wish: SignedWish) async -> SessionEvent { await wait("signReissue") }
    func listKeyFiles() async -> SessionEvent { await wait("listKeyFiles") }
    func openKeyFile(_ file: StickKeyFile, stick: String) async -> SessionEvent { await wait("openKeyFile") }
    func signWithFile(_ wish: SignedWish) async -> SessionEvent { await wait("signWithFile") }
    func sendReissue() async -> SessionEvent { await wait("sendReissue") }
    func openLogIn(session: String) async -> SessionEvent {
        sessions.withLock { $0.append("openLogIn \(session)") }
        return await wait("openLogIn")
    }
    func askLogIn(_ logIn: LogIn) async -> SessionEvent { await wait("askLogIn") }
    func signLogIn(_ logIn: LogIn) async -> SessionEvent { await wait("signLogIn") }
    func fetchAccount(_ logIn: LogIn, proof: String?) async -> SessionEvent { await wait("fetchAccount") }
    func reportMissingCode(
        _ iin: IIN, _ challenge: CodeChallenge, _ report: MissingCode, _ language: Language
    ) async -> SessionEvent {
        await wait("reportMissingCode")
    }
    func sendPhoneCode(_ logIn: LogIn, _ number: MobileNumber) async -> SessionEvent { await wait("sendPhoneCode") }
    func confirmPhone(_ logIn: LogIn, _ challenge: CodeChallenge, code: String) async -> SessionEvent {
        await wait("confirmPhone")
    }
    func signRevocation(_ cause: RevocationCause) async -> SessionEvent { await wait("signRevocation") }
    func sendRevocation() async -> SessionEvent { await wait("sendRevocation") }
    func listLiveEDS(_ person: IdentifiedPerson) async -> SessionEvent { await wait("listLiveEDS") }
    func revokeLost(_ lost: LostEDS, _ cause: RevocationCause) async -> SessionEvent { await wait("revokeLost") }
    func readCardReport() async -> SessionEvent { await wait("readCardReport") }
    func writeKeys(_ application: Application) async -> SessionEvent { await wait("writeKeys") }
    func requestCertificates(_ application: Application) async -> SessionEvent { await wait("requestCertificates") }
    func storeCertificates(_ application: Application) async -> SessionEvent { await wait("storeCertificates") }
    func releaseCard() async { seen.yield("releaseCard") }
    func cardHolder() async -> CardHolder? { nil }
    func noteReservationTap() async { seen.yield("noteReservationTap") }
    func takeReservation(_ iin: IIN) async -> SessionEvent { await wait("takeReservation") }
    func issueTicket(purpose: QueuePurpose, _ choice: QueueChoice) async -> SessionEvent { await wait("issueTicket") }
    func print(_ slip: SlipKind, language: Language) async -> PrintedSlip {
        guard case .printer(.slip(let result)) = await wait("print") else {
            return PrintedSlip(result: .unconfirmed, number: nil)
        }
        return PrintedSlip(result: result, number: "A001")
    }
    func wipe(_ session: String) async {
        sessions.withLock { $0.append("wipe \(session)") }
        seen.yield("wipe")
    }
}
