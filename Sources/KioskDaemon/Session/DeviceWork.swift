import KioskDevices
import KioskDomain
import KioskScreens

/// The effects of a session, each handed to the part that does it.
struct DeviceWork: SessionWork {
    let person: PersonWork
    let applications: ApplicationWork
    let attempts: AttemptWork
    let face: FaceWork
    let chip: ChipWork
    let card: CitizenCard
    let writer: CardWriter
    let reissues: ReissueWork
    let revocations: RevocationWork
    let exchanges: ExchangeWork
    let tickets: TicketWork
    let slips: SlipWork

    func checkPerson(_ identity: Identity) async -> SessionEvent { await person.check(identity) }
    func sendCode(_ iin: IIN, _ purpose: CodePurpose) async -> SessionEvent {
        await person.sendCode(iin, purpose)
    }
    func answerCode(_ challenge: CodeChallenge, code: String) async -> SessionEvent {
        await person.answerCode(challenge, code: code)
    }

    func askApplication(_ query: ApplicationQuery, _ proof: CodeProof) async -> SessionEvent {
        await applications.standing(query, proof)
    }
    func openRequest(_ application: Application) async -> SessionEvent { await applications.open(application) }

    func startCamera() async -> SessionEvent? { await face.startCamera() }
    func stopCamera() async { await face.stopCamera() }
    func capture(_ attempt: OpenAttempt, gentle: Bool) async -> SessionEvent? {
        await face.capture(attempt, gentle: gentle)
    }
    func extendCapture(_ attempt: OpenAttempt) async { await face.extend(attempt) }

    func openAttempt(_ applicant: Applicant, session: String) async -> SessionEvent {
        await attempts.open(applicant, session: session)
    }
    func closeAttempt(_ attempt: OpenAttempt, _ outcome: AttemptOutcome) async -> SessionEvent {
        await attempts.close(attempt, outcome)
    }
    func apply(_ applicant: Applicant, _ attempt: OpenAttempt) async -> SessionEvent {
        await attempts.apply(applicant, attempt)
    }

    func hold(_ key: DocumentKey) async { await chip.hold(key) }
    func readPortrait(
        _ applicant: Applicant, progress: @escaping @Sendable (Double) async -> Void
    ) async -> SessionEvent {
        await chip.read(applicant, progress: progress)
    }
    func forgetDocumentKey() async { await chip.forgetKey() }

    func readCard(_ application: Application) async -> SessionEvent { await writer.read(application) }
    func hold(_ pin: consuming SecretBytes, for use: PINUse) async -> FailureCode? { await card.hold(pin, for: use) }
    func verifyPIN() async -> SessionEvent { await card.verify() }
    func renewPIN(_ work: PINWork) async -> SessionEvent { await card.renewPIN(work) }
    func forgetPIN() async { await card.forgetPIN() }
    func readCardReport() async -> SessionEvent { await card.report() }
    func signReissue() async -> SessionEvent { await reissues.sign() }
    func sendReissue() async -> SessionEvent { await reissues.send() }
    func signRevocation(_ cause: RevocationCause) async -> SessionEvent { await revocations.sign(cause) }
    func sendRevocation() async -> SessionEvent { await revocations.send() }
    func readExchangeCard(_ reason: CardExchangeReason) async -> SessionEvent { await exchanges.readCard(reason) }
    func checkExchange(_ holder: ExchangeHolder, documentNumber: String, payment: String?) async -> SessionEvent {
        await exchanges.check(holder, documentNumber: documentNumber, payment: payment)
    }
    func findExchange(_ holder: ExchangeHolder) async -> SessionEvent { await exchanges.find(holder) }
    func askExchange(_ slip: String) async -> SessionEvent { await exchanges.ask(slip) }
    func composePhoto() async -> SessionEvent? { await face.compose() }
    func takePhoto() async -> SessionEvent? { await face.photograph() }
    func photo() async -> WipedBytes? { await face.photo }
    func hold(specimen: WipedBytes) async throws(Failure) { try await exchanges.hold(specimen: specimen) }
    func openExchangeCard(_ holder: ExchangeHolder) async -> SessionEvent { await exchanges.openCard(holder) }
    func signExchange(_ draft: ExchangeDraft) async -> SessionEvent { await exchanges.sign(draft) }
    func sendExchange(_ draft: ExchangeDraft) async -> SessionEvent { await exchanges.send(draft) }
    func writeKeys(_ application: Application) async -> SessionEvent { await writer.writeKeys(application) }
    func requestCertificates(_ application: Application) async -> SessionEvent {
        await writer.requestCertificates(application)
    }
    func storeCertificates(_ application: Application) async -> SessionEvent {
        await writer.storeCertificates(application)
    }
    func releaseCard() async { await card.release() }
    func cardHolder() async -> CardHolder? { await card.holder() }

    func noteReservationTap() async { await tickets.noteTap() }
    func takeReservation(_ iin: IIN) async -> SessionEvent { await tickets.takeReservation(of: iin) }
    func issueTicket(purpose: QueuePurpose, _ choice: QueueChoice) async -> SessionEvent {
        await tickets.issue(purpose, choice)
    }
    func print(_ slip: SlipKind, language: Language) async -> PrintedSlip {
        await slips.print(slip, language: language)
    }

    func wipe() async {
        await chip.forget()
        await face.forget()
        await attempts.forget()
        await tickets.forget()
        await reissues.forget()
        await revocations.forget()
        await exchanges.forget()
    }
}
