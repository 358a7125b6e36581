import KioskDevices
import KioskDomain
import KioskScreens

/// A host without devices: shows what the test tells it to, remembers what the page did.
actor ScriptedHost: ScreenHost {
    private let seat = ScreenSeat(grace: .seconds(30))
    private var shown: KioskSnapshot
    private var readers: [Int: AsyncStream<KioskSnapshot>.Continuation] = [:]
    private var nextReader = 0
    private(set) var actions: [ScreenAction] = []
    private var refusal: Failure?
    private var afterAct: (@Sendable (ScreenAction, KioskSnapshot) -> KioskSnapshot?)?
    private(set) var lookUps = 0
    private(set) var operatorActions: [OperatorAction] = []
    private var sitting = OperatorSeatView(
        session: .signedIn(OperatorCard(name: "Demo Operator", fingerprint: "ab")))
    private(set) var presence: [Bool] = []
    private let failures: Int
    private var film: AsyncStream<WipedBytes>?

    init(_ snapshot: KioskSnapshot, failures: Int = 5) {
        shown = snapshot
        self.failures = failures
    }

    func show(_ snapshot: KioskSnapshot) {
        shown = snapshot
        for reader in readers.values { reader.yield(snapshot) }
    }

    func refuse(with failure: Failure?) { refusal = failure }

    /// What the host shows after each action, so that a whole flow can be walked.
    func answer(_ next: @Sendable @escaping (ScreenAction, KioskSnapshot) -> KioskSnapshot?) { afterAct = next }

    func snapshot() -> KioskSnapshot { shown }

    func snapshots() -> AsyncStream<KioskSnapshot> {
        let (stream, continuation) = AsyncStream<KioskSnapshot>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let id = nextReader
        nextReader += 1
        readers[id] = continuation
        continuation.yield(shown)
        continuation.onTermination = { _ in Task { await self.forget(id) } }
        return stream
    }

    private func forget(_ id: Int) { readers[id] = nil }

    func claimScreen() async throws(Failure) -> ScreenToken { try await seat.claim() }

    func screen(_ token: ScreenToken, isPresent: Bool) async {
        presence.append(isPresent)
        await seat.note(token, isPresent: isPresent)
    }

    func holdsScreen(_ token: ScreenToken) async -> Bool { await seat.holds(token) }

    func act(_ action: ScreenAction, screen: ScreenToken) async throws(Failure) {
        actions.append(action)
        if let refusal { throw refusal }
        if let next = afterAct?(action, shown) { show(next) }
    }

    /// What the camera shows from now on, to one who looks.
    func film(_ frames: AsyncStream<WipedBytes>) { film = frames }

    func previewFrames() -> AsyncStream<WipedBytes> {
        if let film { return film }
        return AsyncStream { continuation in
            if let frame = Stages.frame { continuation.yield(WipedBytes(frame)) }
        }
    }

    /// The specimens that were drawn.
    private(set) var specimens: [Int] = []
    func take(specimen: WipedBytes, screen: ScreenToken) async throws(Failure) {
        if let refusal { throw refusal }
        specimens.append(specimen.count)
    }

    func photo() -> WipedBytes? { Stages.frame.map { WipedBytes($0) } }

    /// Who sits at the desk from now on.
    func sit(_ view: OperatorSeatView) { sitting = view }

    func operatorSeat() -> OperatorSeatView { sitting }
    func operatorSeats() -> AsyncStream<OperatorSeatView> {
        let view = sitting
        return AsyncStream { $0.yield(view) }
    }
    func operatorAct(_ action: OperatorAction) throws(Failure) {
        operatorActions.append(action)
        if let refusal { throw refusal }
    }
    func cardTrials() -> [CardTrial] {
        [CardTrial(card: "1a2b3c4d", wrong: 2, remaining: 3, isBlocked: false, time: "2025-11-21 10:00")]
    }

    func operatorCheck(_ iin: IIN) throws(Failure) -> OperatorCheck {
        try requireOperator()
        lookUps += 1
        let attempts = (0..<failures).map {
            OperatorCheck.Attempt(
                channel: $0 < 2 ? "home" : "kiosk", outcome: "no-match", time: "2025-11-21 10:0\($0)", synced: $0 < 4)
        }
        guard !isLineCut else {
            return OperatorCheck(
                maskedIIN: iin.masked, failures: nil, accepted: false, attempts: attempts.filter { !$0.synced },
                problem: .portalUnreachable)
        }
        return OperatorCheck(
            maskedIIN: iin.masked, failures: failures, accepted: failures >= 5, attempts: attempts,
            media: failures >= 5 ? [.idCard, .file, .kaztoken] : [])
    }

    private var isLineCut = false
    func cutLine() { isLineCut = true }

    /// What the desk shows of a digital document; nil where none are offered.
    private(set) var documentView: DocumentDeskView?
    private(set) var documentActions: [DocumentAction] = []

    func look(_ view: DocumentDeskView?) { documentView = view }

    func documentDesk() -> DocumentDeskView? { sitting.session.operatorCard == nil ? nil : documentView }
    func documentDesks() -> AsyncStream<DocumentDeskView> {
        let view = documentView
        return AsyncStream { if let view { $0.yield(view) } }
    }
    func documentAct(_ action: DocumentAction) throws(Failure) {
        try requireOperator()
        documentActions.append(action)
    }

    /// What the page shows of the citizen's card.
    private(set) var cardView = CardDeskView()
    private(set) var cardActions: [CardDeskAction] = []

    func attend(_ view: CardDeskView) { cardView = view }

    private var isOperator: Bool { sitting.session.operatorCard?.duties.contains(.operator) == true }

    func cardDesk() -> CardDeskView? { isOperator ? cardView : nil }
    func cardDesks() -> AsyncStream<CardDeskView> {
        let view = cardView
        return AsyncStream { $0.yield(view) }
    }
    func cardAct(_ action: CardDeskAction) throws(Failure) {
        try requireOperator()
        guard isOperator else { throw Failure(.operatorDuty) }
        cardActions.append(action)
    }

    /// What the officer's part shows; nil where none is offered.
    private(set) var exchangeView: ExchangeDeskView?
    private(set) var exchangeActions: [ExchangeAction] = []
    private var exchangePictures: [String: ShownPicture] = [:]

    func check(_ view: ExchangeDeskView?, pictures: [String: ShownPicture] = [:]) {
        exchangeView = view
        exchangePictures = pictures
    }

    private var isOfficer: Bool { sitting.session.operatorCard?.duties.contains(.officer) == true }

    func exchangeDesk() -> ExchangeDeskView? { isOfficer ? exchangeView : nil }
    func exchangeDesks() -> AsyncStream<ExchangeDeskView> {
        let view = exchangeView
        return AsyncStream { if let view { $0.yield(view) } }
    }
    func exchangeAct(_ action: ExchangeAction) throws(Failure) {
        try requireOperator()
        guard isOfficer else { throw Failure(.operatorDuty) }
        exchangeActions.append(action)
    }
    func exchangePicture(_ name: String) -> ShownPicture? { isOfficer ? exchangePictures[name] : nil }

    func acceptApplication(_ iin: IIN, on medium: Medium) throws(Failure) -> String {
        try requireOperator()
        lookUps += 1
        guard failures >= 5 else { throw Failure(.attemptsTooFew) }
        let number = "E000000042"
        guard cases[number] == nil else { return number }
        cases[number] = OperatorCase(
            standing: ApplicationStanding(
                number: number, iin: iin,
                facts: ApplicationStep.Facts(status: .submitted, medium: medium, madeOn: .literal(2025, 11, 21)),
                step: .wait), name: Stages.personName, failures: failures)
        return number
    }

    /// An application of the number that is asked for.
    var cases: [String: OperatorCase] = [:]
    private(set) var answers: [CaseAnswer] = []

    func keep(_ one: OperatorCase) { cases[one.standing.number] = one }

    func operatorCase(_ number: String, revealing: Bool) throws(Failure) -> OperatorCase {
        try requireOperator()
        guard let read = ApplicationNumber.read(number) else { throw Failure(.applicationNumber) }
        guard var found = cases[read] else { throw Failure(.applicationUnknown) }
        found.isRevealed = revealing
        return found
    }

    func answerCase(_ number: String, _ answer: CaseAnswer) throws(Failure) -> OperatorCase {
        var found = try operatorCase(number, revealing: false)
        let isWithdrawal = if case .withdraw = answer { true } else { false }
        guard isWithdrawal ? found.isWithdrawable : found.isOpen else { throw Failure(.applicationDecided) }
        answers.append(answer)
        switch answer {
        case .confirm: (found.standing.facts.status, found.standing.step) = (.confirmed, .write)
        case .refuse(let reason), .withdraw(let reason):
            (found.standing.facts.status, found.standing.step) = (.refused, .applyAnew)
            found.standing.justification = reason
        }
        cases[found.standing.number] = found
        return found
    }

    private var certificates: [PersonalCertificate] = []

    private var unfinished: Set<String> = []

    func hold(_ certificates: [PersonalCertificate], unfinished: Set<String> = []) {
        (self.certificates, self.unfinished) = (certificates, unfinished)
    }

    func operatorCertificates(_ iin: IIN) throws(Failure) -> PersonCertificates {
        try requireOperator()
        return PersonCertificates(
            iin: iin, name: Stages.personName, certificates: certificates, unfinished: unfinished)
    }

    func revoke(
        _ serials: [String], of iin: IIN, because cause: RevocationCause, language: Language
    ) throws(Failure) -> PersonCertificates {
        try requireOperator()
        guard certificates.contains(where: { serials.contains($0.serial) && $0.isRevocable }) else {
            throw Failure(.certificateRevoked)
        }
        for index in certificates.indices where serials.contains(certificates[index].serial) {
            certificates[index].standing = .revoked(cause, on: .literal(2025, 11, 21))
        }
        var shown = try operatorCertificates(iin)
        shown.slip = .printed
        return shown
    }

    func sendPhoneCode(to phone: String, of iin: IIN) throws(Failure) -> DeskPhone {
        try requireOperator()
        guard let number = MobileNumber(typed: phone) else { throw Failure(.phoneInvalid) }
        return DeskPhone(challenge: "c1", maskedPhone: "+7 ••• ••• •• \(number.text.suffix(2))")
    }

    func registerPhone(_ sent: DeskPhone, code: String, of iin: IIN) throws(Failure) -> DeskPhone {
        try requireOperator()
        guard code == "123456" else { throw Failure(.smsWrong) }
        var registered = sent
        registered.isRegistered = true
        return registered
    }

    private func requireOperator() throws(Failure) {
        guard sitting.session.operatorCard != nil else { throw Failure(.operatorCardNeeded) }
    }
}
