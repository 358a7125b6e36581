import KioskDevices
import KioskDomain
import KioskScreens

/// Runs one kiosk's session: takes events, lets the state machine decide, has its effects carried out in lanes, and
/// publishes what the screen shows.
///
/// A result that belongs to a former session is dropped, so that nothing of one person reaches the next.
actor SessionRunner {
    struct Settings: Sendable {
        var demonstration: Bool
        var pscName: Localised
        var purposes: [QueuePurpose]
        var timeOuts: TimeOutPolicy
        /// The civil day of the centre, for the amounts of the liability notice (F2).
        var today: @Sendable () -> CivilDate? = { nil }
        /// How long an ending is shown before the screen is free again.
        var endingShown: Duration = .seconds(30)
        /// What people are asked to do before the camera.
        var challenge: ChallengeKind = .none
        /// Whether the portrait may come from a person's own document.
        var readsDocuments = false
    }

    private let settings: Settings
    private let work: any SessionWork
    private let newest: Broadcast<KioskSnapshot>
    private var session: CitizenSession
    /// Names the session of the moment; changes when its data are wiped.
    private var name = SessionRunner.newName()
    private var entry: PadEntry?
    private var camera: CameraView?
    /// Share of a document that is read.
    private var readShare: Double?
    private var holder: CardHolder?
    private var outcomes: [AttemptOutcome] = []
    private var slipNumber: String?
    private var secondsLeft: Int?
    private var devices: [DeviceStatus] = []
    private var closings: [String: Localised] = [:]
    private var idle: Task<Void, Never>?
    private var quietTime: QuietTime?
    private var grace: Task<Void, Never>?
    private var lanes: [Lane: SerialLane] = [:]

    private enum Lane: CaseIterable { case portal, camera, journal, card, printer }

    init(settings: Settings, work: any SessionWork) {
        self.settings = settings
        self.work = work
        session = CitizenSession(readsDocuments: settings.readsDocuments)
        newest = Broadcast(
            KioskSnapshot(
                session: session, demonstration: settings.demonstration, pscName: settings.pscName,
                purposes: settings.purposes))
        for lane in Lane.allCases { lanes[lane] = SerialLane() }
    }

    nonisolated var snapshot: KioskSnapshot { newest.value }
    nonisolated func snapshots() -> AsyncStream<KioskSnapshot> { newest.stream() }

    /// Something happened that belongs to no session: a device or the line.
    func handle(_ event: SessionEvent) {
        let before = session
        let effects = session.apply(event)
        changed(from: before)
        for effect in effects { perform(effect) }
        publish()
    }

    /// A person acted on the screen; the idle time starts anew.
    func person(_ action: PersonAction) {
        guard action != .start || devices.first(where: { $0.id == "camera.face" })?.health != .fault else {
            return handle(.camera(.lost(.cameraLost)))
        }
        handle(.person(action))
        armIdle()
    }

    /// The PIN of the pad that is on the screen, by positions (DESIGN 5.6).
    func pin(pad: String, positions: [Int]) async throws(Failure) {
        guard let entry, entry.pad.id == pad, let use = padUse else { throw Failure(.sessionExpired) }
        self.entry = PadEntry()
        let secret: SecretBytes
        do {
            secret = try entry.secret(positions: positions)
        } catch {
            return person(.invalidEntry(error.code))
        }
        guard padLength.contains(secret.count) else { return person(.invalidEntry(.pinLength)) }
        if let code = await work.hold(secret, for: use) { return person(.invalidEntry(code)) }
        person(.pinEntered)
    }

    /// What opens the chip of the person's document; only while it is asked for.
    func documentKey(_ key: DocumentKey) async throws(Failure) {
        guard case .eds(_, .documentKey) = session.stage else { throw Failure(.sessionExpired) }
        let name = name
        await work.hold(key)
        // The person may have left meanwhile.
        guard name == self.name else { return await work.forgetDocumentKey() }
        person(.documentKeyEntered)
    }

    /// IIN of the card in the reader, for "use my card's IIN".
    var cardIIN: IIN? { holder?.iin }

    /// The person asked for more time: of the session, or of the attempt that runs (R2).
    func moreTime() {
        handle(.person(.moreTime))
        if quietTime?.extend() == true { watchQuietTime() }
    }

    func show(camera: CameraView?) {
        guard camera != self.camera else { return }
        self.camera = camera
        publish()
    }

    /// A service must not be begun here, or may be again; one that runs goes on.
    func withhold(_ service: Service, _ code: FailureCode?) {
        guard session.withheld[service] != code else { return }
        session.withheld[service] = code
        publish()
    }

    /// Services of the queue that give no slip now, by name.
    func show(closings: [String: Localised]) {
        guard closings != self.closings else { return }
        self.closings = closings
        publish()
    }

    func show(devices: [DeviceStatus]) {
        guard devices != self.devices else { return }
        self.devices = devices
        publish()
    }

    // MARK: - Steps

    private func deliver(_ event: SessionEvent?, from name: String) {
        guard let event, name == self.name else { return }
        handle(event)
    }

    private func changed(from before: CitizenSession) {
        guard before != session else { return }
        if before.stage != session.stage {
            entry = padUse == nil ? nil : PadEntry()
            secondsLeft = nil
            readShare = nil
            if let ended = session.stage.closing, ended.id != before.stage.closing?.id {
                outcomes.append(ended.outcome)
            }
            if !showsCamera { camera = nil }
            armIdle()
            armGrace()
        }
        readHolderWhenNeeded(before)
    }

    /// What the PIN on the screen is for; nil on screens without a pad.
    private var padUse: PINUse? {
        switch session.stage {
        case .eds(_, .pin): .verify
        case .eds(_, .enteringNewPIN(_, let step, _)): .renew(.change, step)
        case .cardCare(_, .entering(_, let work, let step, _)): .renew(work, step)
        case .idle, .formerCard, .services, .ticket, .eds, .cardCare, .ending, .takeCard: nil
        }
    }

    /// Digits that a PIN on the screen has; a PIV card's unless the card said otherwise (SP 800-73-4 part 2, 2.4.3).
    private var padLength: ClosedRange<Int> {
        guard case .cardCare(_, .entering(let report, let work, let step, _)) = session.stage else { return 6...8 }
        return report.length(of: work, step)
    }

    private var showsCamera: Bool {
        switch session.stage {
        case .eds(_, .positioning), .eds(_, .opening), .eds(_, .capturing), .eds(_, .cameraAway): true
        case .idle, .formerCard, .services, .ticket, .eds, .cardCare, .ending, .takeCard: false
        }
    }

    private func readHolderWhenNeeded(_ before: CitizenSession) {
        guard case .eds(_, .entering) = session.stage, session.cardPresent else {
            holder = nil
            return
        }
        guard before.stage != session.stage || !before.cardPresent, holder == nil else { return }
        let name = name
        add(.card) { [work, weak self] in
            let holder = await work.cardHolder()
            await self?.found(holder, in: name)
        }
    }

    private func found(_ holder: CardHolder?, in name: String) {
        guard name == self.name, case .eds(_, .entering) = session.stage else { return }
        self.holder = holder
        publish()
    }

    private func perform(_ effect: SessionEffect) {
        let name = name
        let language = session.stage.language ?? .kazakh
        switch effect {
        case .wipe: wipe()
        case .noteReservationTap: add(.journal) { [work] in await work.noteReservationTap() }
        case .takeReservation(let iin): run(.journal, name) { await $0.takeReservation(iin) }
        case .issueTicket(let purpose, let choice):
            guard let purpose = settings.purposes.first(where: { $0.id == purpose }) else {
                return handle(.journal(.failed(.internalError)))
            }
            run(.journal, name) { await $0.issueTicket(purpose: purpose, choice) }
        case .print(let slip):
            add(.printer) { [work, weak self] in
                let printed = await work.print(slip, language: language)
                await self?.printed(printed, in: name)
            }
        case .checkPerson(let identity): run(.portal, name) { await $0.checkPerson(identity) }
        case .sendCode(let applicant): run(.portal, name) { await $0.sendCode(applicant) }
        case .answerCode(_, let challenge, let code):
            run(.portal, name) { await $0.answerCode(challenge, code: code) }
        case .apply(let applicant, let attempt): run(.portal, name) { await $0.apply(applicant, attempt) }
        case .requestCertificates(let application):
            run(.portal, name) { await $0.requestCertificates(application) }
        case .startCamera: run(.camera, name) { await $0.startCamera() }
        case .stopCamera:
            // At once, whatever the camera's lane is at.
            Task { [work] in await work.stopCamera() }
        case .capture(let attempt, let gentle): run(.camera, name) { await $0.capture(attempt, gentle: gentle) }
        case .extendCapture(let attempt):
            Task { [work] in await work.extendCapture(attempt) }
        case .openAttempt(let applicant): run(.journal, name) { await $0.openAttempt(applicant, session: name) }
        case .closeAttempt(let attempt, let outcome):
            run(.journal, name) { await $0.closeAttempt(attempt, outcome) }
        case .readPortrait(let applicant):
            run(.card, name) { work in
                await work.readPortrait(applicant) { [weak self] in await self?.show(read: $0, in: name) }
            }
        case .forgetDocumentKey: Task { [work] in await work.forgetDocumentKey() }
        case .readCard(let application): run(.card, name) { await $0.readCard(application) }
        case .verifyPIN: run(.card, name) { await $0.verifyPIN() }
        case .renewPIN(let pinWork): run(.card, name) { await $0.renewPIN(pinWork) }
        case .readCardReport: run(.card, name) { await $0.readCardReport() }
        case .forgetPIN:
            run(.card, name) {
                await $0.forgetPIN()
                return nil
            }
        case .writeKeys(let application): run(.card, name) { await $0.writeKeys(application) }
        case .storeCertificates(let application): run(.card, name) { await $0.storeCertificates(application) }
        case .releaseCard:
            run(.card, name) {
                await $0.releaseCard()
                return nil
            }
        }
    }

    private func show(read share: Double, in name: String) {
        guard name == self.name, case .eds(_, .readingDocument) = session.stage else { return }
        readShare = share
        publish()
    }

    private func printed(_ slip: PrintedSlip, in name: String) {
        guard name == self.name else { return }
        slipNumber = slip.number
        handle(.printer(.slip(slip.result)))
    }

    private func run(
        _ lane: Lane, _ name: String, _ work: @escaping @Sendable (any SessionWork) async -> SessionEvent?
    ) {
        add(lane) { [all = self.work, weak self] in
            let event = await work(all)
            await self?.deliver(event, from: name)
        }
    }

    private func add(_ lane: Lane, _ work: @escaping SerialLane.Work) {
        // A lane holds a handful of effects at most: the machine asks for one at a time.
        _ = lanes[lane]?.add(work)
    }

    private func wipe() {
        name = Self.newName()
        entry = nil
        camera = nil
        readShare = nil
        holder = nil
        outcomes = []
        slipNumber = nil
        secondsLeft = nil
        Task { [work] in await work.wipe() }
    }

    // MARK: - Time

    /// R2: "More time?" at least 20 s before the session ends; what the person does gives time, and takes none away.
    private func armIdle() {
        guard session.waitsForPerson else {
            quietTime = nil
            idle?.cancel()
            idle = nil
            return
        }
        quietTime = (quietTime ?? QuietTime(timeOuts)).touched(timeOuts)
        watchQuietTime()
    }

    private var timeOuts: TimeOutPolicy {
        guard case .ending = session.stage else { return settings.timeOuts }
        var shown = settings.timeOuts
        shown.idle = settings.endingShown
        shown.warning = .zero
        return shown
    }

    private func watchQuietTime() {
        idle?.cancel()
        idle = Task { [weak self, name] in
            do {
                while let pause = await self?.lookAtQuietTime(name) { try await Task.sleep(for: pause) }
            } catch {}
        }
    }

    /// - Returns: when to look again; nil when the session went on without this watch, or is over.
    private func lookAtQuietTime(_ name: String) -> Duration? {
        guard name == self.name, !Task.isCancelled, let quietTime else { return nil }
        switch quietTime.state {
        case .active(let warningIn):
            warn(nil)
            return warningIn
        case .warning(let endsIn):
            let seconds = Int((endsIn / .seconds(1)).rounded(.up))
            warn(seconds)
            return endsIn - .seconds(seconds - 1)
        case .expired:
            handle(.time(.expired))
            return nil
        }
    }

    private func warn(_ seconds: Int?) {
        guard seconds != secondsLeft else { return }
        secondsLeft = seconds
        publish()
    }

    /// A lost camera has 10 s to come back within the attempt (outcome table).
    private func armGrace() {
        grace?.cancel()
        grace = nil
        guard case .eds(_, .cameraAway) = session.stage else { return }
        grace = Task { [weak self, name, limit = settings.timeOuts.deviceReturn] in
            do {
                try await Task.sleep(for: limit)
                await self?.deliver(.time(.cameraGraceOver), from: name)
            } catch {}
        }
    }

    private func publish() {
        var snapshot = KioskSnapshot(
            session: session, demonstration: settings.demonstration, pscName: settings.pscName,
            purposes: settings.purposes, devices: devices, guidance: camera?.guidance,
            captureProgress: camera?.progress ?? readShare, challenge: camera?.challenge,
            challengeKind: settings.challenge,
            secondsLeft: secondsLeft,
            pad: entry?.pad, cardHolder: holder, outcomes: outcomes, today: settings.today(),
            slipNumber: slipNumber)
        snapshot.closings = closings
        newest.send(snapshot)
    }

    private static func newName() -> String {
        String(UInt64.random(in: .min ... .max), radix: 16)
    }
}

extension CitizenSession.Stage {
    /// The stage's name without its payload, which may be personal.
    var caseName: String {
        switch self {
        case .idle: "idle"
        case .formerCard: "former-card"
        case .services: "services"
        case .ticket: "ticket"
        case .cardCare(_, let state): "card." + (Mirror(reflecting: state).children.first?.label ?? "\(state)")
        case .eds(_, let state): "eds." + (Mirror(reflecting: state).children.first?.label ?? "\(state)")
        case .ending: "ending"
        case .takeCard: "take-card"
        }
    }

    /// The attempt that is being closed, if one is.
    var closing: (id: String, outcome: AttemptOutcome)? {
        if case .eds(_, .closing(_, let attempt, let outcome)) = self { (attempt.id, outcome) } else { nil }
    }
}
