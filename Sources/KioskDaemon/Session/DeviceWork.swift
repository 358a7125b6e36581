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
    let check: CertificateCheck
    let writer: CardWriter
    let files: FileWork
    let tokens: TokenWriter
    let tokenReader: TokenReader
    let keyFiles: KeyFileWork
    let reissues: ReissueWork
    let revocations: RevocationWork
    let losses: LostEDSWork
    let phoneSigning: PhoneSigningWork
    let exchanges: ExchangeWork
    let accounts: AccountWork
    let phones: PhoneWork
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

    func readCard(_ application: Application) async -> SessionEvent {
        application.medium.isToken ? await tokens.read(application) : await writer.read(application)
    }
    func hold(_ pin: consuming SecretBytes, for use: PINUse) async -> FailureCode? {
        switch use {
        case .newFile: return await files.hold(pin)
        case .openFile: return await keyFiles.hold(pin)
        case .verify, .renew:
            if await tokenReader.isServing { return await tokenReader.hold(pin, for: use) }
            if await tokens.isOpen { return await tokens.hold(pin, for: use) }
            return await card.hold(pin, for: use)
        }
    }
    func verifyPIN() async -> SessionEvent { await tokens.isOpen ? await tokens.verify() : await card.verify() }
    func renewPIN(_ work: PINWork) async -> SessionEvent {
        if await tokenReader.isServing { return await tokenReader.renewPIN(work) }
        return await tokens.isOpen ? await tokens.renewPIN() : await card.renewPIN(work)
    }
    func forgetPIN() async {
        await card.forgetPIN()
        await keyFiles.forgetPassword()
        await tokens.forgetPIN()
        await tokenReader.forgetPIN()
    }
    func readCardReport() async -> SessionEvent { await card.report(check) }
    func signReissue(_ wish: SignedWish) async -> SessionEvent {
        await reissues.sign(wish, by: CardStatement(card: card))
    }
    func listKeyFiles() async -> SessionEvent { await keyFiles.list() }
    func openKeyFile(_ file: StickKeyFile, stick: String) async -> SessionEvent {
        await keyFiles.open(file, stick: stick)
    }
    func signWithFile(_ wish: SignedWish) async -> SessionEvent {
        guard let signer = await keyFiles.signer() else { return .card(.failed(.signKeyMissing)) }
        let signed = await reissues.sign(wish, by: signer)
        await keyFiles.release()
        return signed
    }
    func sendReissue() async -> SessionEvent { await reissues.send() }
    func signRevocation(_ cause: RevocationCause) async -> SessionEvent { await revocations.sign(cause) }
    func sendRevocation() async -> SessionEvent { await revocations.send() }
    func listLiveEDS(_ person: IdentifiedPerson) async -> SessionEvent { await losses.list(person) }
    func revokeLost(_ lost: LostEDS, _ cause: RevocationCause) async -> SessionEvent {
        await losses.revoke(lost, cause)
    }
    func openPhoneSignature(_ work: PhoneSignedWork, session: String) async -> SessionEvent {
        await phoneSigning.begin(work, session)
    }
    func askPhoneSignature(_ signature: PhoneSignature) async -> SessionEvent { await phoneSigning.ask(signature) }
    func readExchangeCard(_ reason: CardExchangeReason) async -> SessionEvent { await exchanges.readCard(reason) }
    func checkExchange(_ holder: ExchangeHolder, documentNumber: String, payment: String?) async -> SessionEvent {
        await exchanges.check(holder, documentNumber: documentNumber, payment: payment)
    }
    func findExchange(_ holder: ExchangeHolder) async -> SessionEvent { await exchanges.find(holder) }
    func askExchange(_ slip: String) async -> SessionEvent { await exchanges.ask(slip) }
    func openLogIn(session: String) async -> SessionEvent { await accounts.begin(session) }
    func askLogIn(_ logIn: LogIn) async -> SessionEvent { await accounts.ask(logIn) }
    func signLogIn(_ logIn: LogIn) async -> SessionEvent { await accounts.sign(logIn) }
    func fetchAccount(_ logIn: LogIn, proof: String?) async -> SessionEvent {
        await accounts.fetch(logIn, proof: proof)
    }
    func reportMissingCode(
        _ iin: IIN, _ challenge: CodeChallenge, _ report: MissingCode, _ language: Language
    ) async -> SessionEvent {
        await phones.report(iin, challenge, report, language)
    }
    func sendPhoneCode(_ logIn: LogIn, _ number: MobileNumber) async -> SessionEvent {
        guard await accounts.holds(logIn) else { return .portal(.refused(.logInOver)) }
        return await phones.sendCode(logIn, number)
    }
    func confirmPhone(_ logIn: LogIn, _ challenge: CodeChallenge, code: String) async -> SessionEvent {
        guard await accounts.holds(logIn) else { return .portal(.refused(.logInOver)) }
        return await phones.confirm(logIn, challenge, code: code)
    }
    func composePhoto() async -> SessionEvent? { await face.compose() }
    func takePhoto() async -> SessionEvent? { await face.photograph() }
    func photo() async -> WipedBytes? { await face.photo }
    func hold(specimen: WipedBytes) async throws(Failure) { try await exchanges.hold(specimen: specimen) }
    func openExchangeCard(_ holder: ExchangeHolder) async -> SessionEvent { await exchanges.openCard(holder) }
    func signExchange(_ draft: ExchangeDraft) async -> SessionEvent { await exchanges.sign(draft) }
    func sendExchange(_ draft: ExchangeDraft) async -> SessionEvent { await exchanges.send(draft) }
    func writeKeys(_ application: Application) async -> SessionEvent {
        await writer(of: application.medium).writeKeys(application)
    }
    func requestCertificates(_ application: Application) async -> SessionEvent {
        await writer(of: application.medium).requestCertificates(application)
    }
    func storeCertificates(_ application: Application) async -> SessionEvent {
        await writer(of: application.medium).storeCertificates(application)
    }
    private func writer(of medium: Medium) -> any MediumWriter {
        if medium == .file { return files }
        if medium.isToken { return tokens }
        return writer
    }
    func awaitStick(_ before: StickSight?) async -> SessionEvent? { await files.awaitStick(before) }
    func awaitToken(_ medium: Medium, _ before: TokenSight?) async -> SessionEvent? {
        await tokens.awaitToken(medium, before)
    }
    func awaitAnyToken(_ before: TokenSight?, session: String) async -> SessionEvent? {
        await tokenReader.awaitToken(before, session)
    }
    func readToken(session: String) async -> SessionEvent { await tokenReader.read(session) }
    func watchToken(session: String) async -> SessionEvent? { await tokenReader.watch(session) }
    func releaseCard() async {
        await card.release()
        await keyFiles.forget()
        await files.release()
        await tokens.forget()
        await tokenReader.forgetPIN()
    }
    func cardHolder() async -> CardHolder? { await card.holder() }

    func noteReservationTap() async { await tickets.noteTap() }
    func takeReservation(_ iin: IIN) async -> SessionEvent { await tickets.takeReservation(of: iin) }
    func issueTicket(purpose: QueuePurpose, _ choice: QueueChoice) async -> SessionEvent {
        await tickets.issue(purpose, choice)
    }
    func print(_ slip: SlipKind, language: Language) async -> PrintedSlip {
        await slips.print(slip, language: language)
    }

    func wipe(_ session: String) async {
        // Waits for nothing, and ends what waits for the person's token.
        await tokenReader.forget(session)
        // First: what follows may wait for a card, and an account must not stay open meanwhile.
        await accounts.forget(session)
        await phoneSigning.forget(session)
        await chip.forget()
        await keyFiles.forget()
        await files.forget()
        await tokens.forget()
        await face.forget()
        await attempts.forget()
        await tickets.forget()
        await reissues.forget()
        await revocations.forget()
        await exchanges.forget()
    }
}
