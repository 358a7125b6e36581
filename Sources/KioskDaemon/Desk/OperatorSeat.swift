import CardReaderPCSC
import KioskDevices
import KioskDomain
import KioskJournal
import KioskScreens
import KioskTime
import Logging
import SmartCard

/// The lock of the desk: follows the operator's reader, carries out what ``OperatorSession`` asks for, and knows who is
/// signed in (R3, R4).
actor OperatorSeat {
    private let assignment: ReaderAssignment
    private let monitor: ReaderMonitor
    private let operators: OperatorList
    private let card: OperatorCardWork
    private let journal: Journal
    private let clock: TrustedClock
    private let logger: Logger
    private nonisolated let newest = Broadcast(OperatorSeatView(session: .locked(.operatorCardNeeded)))
    private let lane = SerialLane()
    private var session = OperatorSession.locked(.operatorCardNeeded)
    private var entry: PadEntry?
    private var seen: (reader: String?, insertions: UInt, occupied: Bool) = (nil, 0, false)

    init(
        assignment: ReaderAssignment, monitor: ReaderMonitor, operators: OperatorList, journal: Journal,
        clock: TrustedClock, trace: APDUTrace, logger: Logger
    ) {
        self.assignment = assignment
        self.monitor = monitor
        self.operators = operators
        self.journal = journal
        self.clock = clock
        self.logger = logger
        card = OperatorCardWork(
            operators: operators, ledger: CardLedger(journal: journal, clock: clock), clock: clock, trace: trace)
    }

    nonisolated var view: OperatorSeatView { newest.value }
    nonisolated func views() -> AsyncStream<OperatorSeatView> { newest.stream() }

    /// Somebody is signed in.
    nonisolated var isOpen: Bool { view.session.operatorCard != nil }

    /// Who is signed in to serve citizens.
    /// - Throws: as ``card(for:)``.
    nonisolated func name() throws(Failure) -> String { try card(for: .operator).name }

    /// Who is signed in and may do this.
    /// - Throws: `operator.card-needed` while nobody is, `operator.duty` for somebody else's work.
    nonisolated func card(for duty: DeskDuty) throws(Failure) -> OperatorCard {
        guard let card = view.session.operatorCard else { throw Failure(.operatorCardNeeded) }
        guard card.duties.contains(duty) else { throw Failure(.operatorDuty, duty.rawValue) }
        return card
    }

    func run() async {
        for await snapshot in monitor.snapshots() { changed(snapshot) }
    }

    func act(_ action: OperatorAction) throws(Failure) {
        switch action {
        case .lock: handle(.lock)
        case .confirmLastTry: handle(.confirmLastTry)
        case .pin(let pad, let positions): try enter(pad, positions)
        }
    }

    /// Adds the card in the operator's reader to the list under this name; needs no PIN, as certificates are public.
    func enrol(name: String, duties: Set<DeskDuty>) async throws(Failure) {
        guard let reader = assignment.operatorReader(monitor.latest) else { throw Failure(.readerMissing) }
        let certificate = try await card.certificate(reader: reader.name)
        try await operators.add(name: name, duties: duties, certificate: certificate)
        try await note("operator.enrolled", name)
        handle(.inserted)
    }

    /// Takes an operator from the list, and locks the desk when it is theirs.
    ///
    /// - Returns: false when there is no such name.
    func dismiss(name: String) async throws(Failure) -> Bool {
        guard try await operators.remove(name: name) else { return false }
        if atDesk?.name == name { handle(.lock) }
        try await note("operator.dismissed", name)
        return true
    }

    /// Whose card is in, signed in or about to be.
    private var atDesk: OperatorCard? {
        switch session {
        case .pin(let card, _, _), .lastTry(let card, _, _), .verifying(let card), .signedIn(let card): card
        case .locked, .reading: nil
        }
    }

    private func enter(_ pad: String, _ positions: [Int]) throws(Failure) {
        guard let entry, entry.pad.id == pad else { throw Failure(.sessionExpired) }
        self.entry = PadEntry()
        do throws(Failure) {
            let secret = try entry.secret(positions: positions)
            guard (6...8).contains(secret.count) else { throw Failure(.pinLength) }
            card.hold(secret)
            handle(.pinEntered)
        } catch {
            handle(.failed(error.code))
        }
    }

    private func changed(_ snapshot: ReaderSnapshot) {
        let reader = assignment.operatorReader(snapshot)
        let before = seen
        let occupied = reader.map { $0.content != .empty } ?? false
        seen = (reader?.name, reader?.insertions ?? 0, occupied)
        let isSame = before.reader == seen.reader && before.insertions == seen.insertions
        if before.occupied, !occupied { handle(.removed) }
        if occupied, !before.occupied || !isSame { handle(.inserted) }
    }

    private func handle(_ event: OperatorEvent) {
        let before = session
        let effects = session.apply(event)
        if case .pin = session { entry = before == session ? entry : PadEntry() } else { entry = nil }
        newest.send(OperatorSeatView(session: session, pad: entry?.pad))
        for effect in effects where !lane.add({ await self.perform(effect) }) {
            logger.error("the operator's lane is full")
        }
    }

    private func perform(_ effect: OperatorEffect) async {
        switch effect {
        case .readCard: await deliver(card.read(reader: assignment.operatorReader(monitor.latest)?.name))
        case .verify: await deliver(card.verify())
        case .release: await card.release()
        case .noteSignIn(let card): try? await note("operator.signed-in", card.name)
        case .noteLock(let card): try? await note("operator.locked", card.name)
        }
    }

    /// An answer for a card that has gone meanwhile meets a state that does not take it.
    private func deliver(_ event: OperatorEvent) { handle(event) }

    private func note(_ kind: String, _ name: String) async throws(Failure) {
        do {
            try await journal.record(kind, details: ["operator": name], at: clock.now())
        } catch {
            throw Failure(error)
        }
    }
}
