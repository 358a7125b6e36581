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
        /// For the amounts of the liability notice (F2).
        var rules = RuleBook.standard
        /// The civil day of the centre, for the amounts of the liability notice (F2).
        var today: @Sendable () -> CivilDate? = { nil }
        /// How long an ending is shown before "More time?" is asked about it.
        var endingShown: Duration = .seconds(30)
        /// What people are asked to do before the camera.
        var challenge: ChallengeKind = .none
        /// Whether the portrait may come from a person's own document.
        var readsDocuments = false
        /// Whether key files are saved on sticks here.
        var savesFiles = false
        /// Whether people's tokens can be read here.
        var readsTokens = false
        /// Whether the mobile app may sign in the place of the card.
        var signsByPhone = false
    }

    let settings: Settings
    let work: any SessionWork
    private let newest: Broadcast<KioskSnapshot>
    var session: CitizenSession
    /// Names the session of the moment; changes when its data are wiped.
    var name = SessionRunner.newName()
    var entry: PadEntry?
    /// The keyboard of the password that is asked for.
    var keyboard: SecretPad?
    private(set) var isLeaving = false
    private var camera: CameraView?
    /// Share of a document that is read.
    var readShare: Double?
    private var holder: CardHolder?
    private var outcomes: [AttemptOutcome] = []
    var slipNumber: String?
    var secondsLeft: Int?
    private var devices: [DeviceStatus] = []
    private var withheld: [Service: [WithholdReason: FailureCode]] = [:]
    private var closings: [String: Localised] = [:]
    var idle: Task<Void, Never>?
    var quietTime: QuietTime?
    var grace: Task<Void, Never>?
    var lanes: [Lane: SerialLane] = [:]

    /// Who says that a service must not be begun; what is said first here is told first.
    enum WithholdReason: CaseIterable { case matcher, line }

    /// `stick`: what is plugged in, waited for.
    enum Lane: CaseIterable { case portal, camera, journal, card, stick, printer }

    init(settings: Settings, work: any SessionWork) {
        self.settings = settings
        self.work = work
        session = CitizenSession(readsDocuments: settings.readsDocuments, savesFiles: settings.savesFiles)
        session.signsByPhone = settings.signsByPhone
        session.readsTokens = settings.readsTokens
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
        var next = fresh
        let effects = next.apply(event)
        step(to: next, effects)
    }

    /// The session; where nobody has begun, with the rules of this moment.
    var fresh: CitizenSession {
        var session = session
        if session.stage == .idle, let today = settings.today() {
            session.media = settings.rules.media.value(on: today)
        }
        return session
    }

    func step(to next: CitizenSession, _ effects: [SessionEffect]) {
        let before = session
        session = next
        changed(from: before)
        for effect in effects { perform(effect) }
        publish()
    }

    /// A person acted on the screen; the idle time starts anew.
    func person(_ action: PersonAction) {
        guard !isLeaving else { return }
        if action == .start, startNeedsCamera, cameraIsBroken { return handle(.camera(.lost(.cameraLost))) }
        handle(.person(action))
        armIdle()
    }

    /// Who has no portrait that can be matched against needs no camera, broken or not: they could never reach an operator
    /// otherwise (outcome table).
    private var startNeedsCamera: Bool {
        if case .eds(_, .noPortrait) = session.stage { false } else { true }
    }

    private var cameraIsBroken: Bool { devices.contains { $0.id == "camera.face" && $0.health == .fault } }

    /// kioskd is about to start anew: true when nobody is here, and nobody can begin from then on.
    func leave() -> Bool {
        guard session.stage == .idle else { return false }
        isLeaving = true
        return true
    }

    /// It goes on after all.
    func stay() { isLeaving = false }

    /// IIN of the card in the reader, for "use my card's IIN".
    var cardIIN: IIN? { holder?.iin }

    /// The person asked for more time: of the session, or of the attempt that runs (R2).
    func moreTime() {
        handle(.person(.moreTime))
        if quietTime?.extend() == true { watchQuietTime() }
    }

    /// What the camera says too late, when the person has gone on or away, is nobody's.
    func show(camera: CameraView?) {
        let camera = showsCamera ? camera : nil
        guard camera != self.camera else { return }
        self.camera = camera
        publish()
    }

    /// A service must not be begun here, or may be again; one that runs goes on. Reasons are independent of each other.
    func withhold(_ service: Service, _ code: FailureCode?, for reason: WithholdReason) {
        withheld[service, default: [:]][reason] = code
        let first = WithholdReason.allCases.compactMap { withheld[service]?[$0] }.first
        guard session.withheld[service] != first else { return }
        session.withheld[service] = first
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

    func deliver(_ event: SessionEvent?, from name: String) {
        guard let event, name == self.name else { return }
        handle(event)
    }

    private func changed(from before: CitizenSession) {
        guard before != session else { return }
        if before.stage != session.stage {
            entry = padUse == nil ? nil : PadEntry()
            keyboard = passwordUse == nil ? nil : Self.newKeyboard()
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

    private var showsCamera: Bool {
        switch session.stage {
        case .eds(_, .positioning), .eds(_, .opening), .eds(_, .capturing), .eds(_, .cameraAway),
            .exchange(_, .positioning), .exchange(_, .photographing):
            true
        case .idle, .formerCard, .services, .ticket, .eds, .cardCare, .application, .reissue, .keyFile, .revocation,
            .lostEDS,
            .exchange, .account, .missingCode, .phoneSigning, .ending, .takeCard:
            false
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

    func wipe() {
        let left = name
        name = Self.newName()
        entry = nil
        keyboard = nil
        camera = nil
        readShare = nil
        holder = nil
        outcomes = []
        slipNumber = nil
        secondsLeft = nil
        Task { [work] in await work.wipe(left) }
    }

    func publish() {
        var snapshot = KioskSnapshot(
            session: session, demonstration: settings.demonstration, pscName: settings.pscName,
            purposes: settings.purposes, devices: devices, guidance: camera?.guidance,
            captureProgress: camera?.progress ?? readShare, challenge: camera?.challenge,
            challengeKind: settings.challenge,
            secondsLeft: secondsLeft,
            pad: entry?.pad, cardHolder: holder, outcomes: outcomes, today: settings.today(),
            slipNumber: slipNumber)
        snapshot.closings = closings
        snapshot.qr = qr
        snapshot.keyboard = keyboard
        snapshot.notice = session.stage.noticeReader.map {
            LiabilityNotice.on(snapshot.today ?? .latest, own: $0, rules: settings.rules)
        }
        newest.send(snapshot)
    }

    private static func newName() -> String {
        String(UInt64.random(in: .min ... .max), radix: 16)
    }
}
