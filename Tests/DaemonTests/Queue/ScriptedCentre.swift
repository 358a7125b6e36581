import FoundationEssentials
import HallQueue
import KioskDevices
import KioskDomain
import KioskJournal
import KioskScreens
import KioskTestSupport
import KioskTime
import Logging
import PortalClient
import PortalContract
import Synchronization

@testable import KioskDaemon

/// Both clocks of a machine, which stand until a test moves them.
final class ScriptedClock: WallClock {
    private let state: Mutex<(now: UnixTime, steady: Duration)>

    init(_ now: UnixTime) { state = Mutex((now, .zero)) }

    func now() -> UnixTime { state.withLock { $0.now } }
    func steady() -> Duration { state.withLock { $0.steady } }

    func pass(_ time: Duration) {
        state.withLock {
            $0.now = $0.now + time
            $0.steady += time
        }
    }
}

/// The portal's lists, as a test says, and how often they were asked for.
final class ScriptedPortal: Sendable {
    enum Mode: Sendable { case answers, away, silent }

    private struct State {
        var mode = Mode.answers
        var lists: [CivilDate: ReservationList] = [:]
        var asked: [CivilDate] = []
    }
    private let state = Mutex(State())

    var asked: [CivilDate] { state.withLock { $0.asked } }

    func set(_ mode: Mode) { state.withLock { $0.mode = mode } }

    /// What is answered for `day`; the list may be one of another day.
    func put(_ list: ReservationList, for day: CivilDate) { state.withLock { $0.lists[day] = list } }

    func fetch(_ day: CivilDate) async throws(PortalError) -> ReservationList {
        let (mode, list) = state.withLock { state in
            state.asked.append(day)
            return (state.mode, state.lists[day])
        }
        switch mode {
        case .answers: return list ?? Self.list(day)
        case .away: throw PortalError(.portalUnreachable, "away")
        case .silent:
            // Ends when the question is given up.
            for await _ in AsyncStream<Never>.makeStream().stream {}
            throw PortalError(.portalUnreachable, "given up")
        }
    }

    static let key = Data(repeating: 7, count: 32)

    static func list(
        _ day: CivilDate, key: Data = key, _ lines: [(iin: IIN, time: String, state: ReservationState)] = []
    ) -> ReservationList {
        ReservationList(
            centre: "PSC-9", day: day.description, key: key,
            reservations: lines.enumerated().map { index, line in
                ListedReservation(
                    number: "R-\(index + 1)", person: ReservationList.person(line.iin.digits, key: key),
                    purpose: "eds", time: line.time, state: line.state)
            })
    }
}

/// A terminal with its journal, blocks of numbers and its side of the queue.
struct ScriptedTerminal: Sendable {
    let journal: Journal
    let leases: LeaseKeeper
    let lists: ReservationLists
    let work: TicketWork
    let folder: TemporaryFolder
}

/// A centre with a hall, two terminals K-1 and K-2, and a portal; the clock stands at a time of its wall.
struct ScriptedCentre: Sendable {
    static let day = CivilDate.literal(2026, 2, 2)
    static let zone = CentreZone.almaty
    static let purposes = [
        QueuePurpose(id: "id-card", name: Localised(kk: "a", ru: "b", en: "c")),
        QueuePurpose(id: "eds", name: Localised(kk: "d", ru: "e", en: "f")),
    ]

    let machine: ScriptedClock
    let clock: TrustedClock
    let portal: ScriptedPortal
    let hall: HallKeeper
    let one: ScriptedTerminal
    let two: ScriptedTerminal

    /// - Parameter hours: of the hall; nil: always open.
    static func open(
        at now: UnixTime = instant("09:45:00"), leaseSize: Int = 20, hours: HallHours? = nil
    ) async throws -> ScriptedCentre {
        let machine = ScriptedClock(now)
        let clock = TrustedClock(clock: machine)
        let folders = (try TemporaryFolder("terminal"), try TemporaryFolder("terminal"))
        let journals = (try await journal(folders.0, now), try await journal(folders.1, now))
        let plan = HallPlan(
            services: purposes.map { HallPlan.Service(id: $0.id) },
            windows: [
                HallPlan.Window(number: 1, services: Set(purposes.map(\.id)), lanes: Set(TicketLane.allCases))
            ], terminals: ["K-1", "K-2"], leaseSize: leaseSize, hours: hours)
        let hall = try await HallKeeper.open(
            journal: journals.0, clock: clock, zone: zone, plan: plan,
            applied: AppliedPlan(folder: folders.0.path))
        let portal = ScriptedPortal()
        let ground = (clock, hall, portal)
        let one = try await terminal("K-1", journals.0, folders.0, ground)
        let two = try await terminal("K-2", journals.1, folders.1, ground)
        let centre = ScriptedCentre(machine, clock, portal, hall, one, two)
        await centre.giveNumbers()
        return centre
    }

    private init(
        _ machine: ScriptedClock, _ clock: TrustedClock, _ portal: ScriptedPortal, _ hall: HallKeeper,
        _ one: ScriptedTerminal, _ two: ScriptedTerminal
    ) {
        (self.machine, self.clock, self.portal, self.hall) = (machine, clock, portal, hall)
        (self.one, self.two) = (one, two)
    }

    private static func journal(_ folder: TemporaryFolder, _ now: UnixTime) async throws -> Journal {
        try await Journal.open(folder: folder.path, key: try JournalKey.load(folder: folder.path), now: now)
    }

    private static func terminal(
        _ name: String, _ journal: Journal, _ folder: TemporaryFolder,
        _ ground: (clock: TrustedClock, hall: HallKeeper, portal: ScriptedPortal)
    ) async throws -> ScriptedTerminal {
        let (clock, hall, portal) = ground
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let leases = try await LeaseKeeper.open(
            terminal: name, hall: hall, line: nil, board: StatusBoard(), journal: journal, clock: clock, zone: zone,
            patience: .seconds(60), logger: logger)
        let lists = ReservationLists(
            journal: journal, clock: clock, zone: zone, patience: .seconds(60), logger: logger
        ) { day throws(PortalError) in try await portal.fetch(day) }
        let work = work(journal, leases, lists, clock, hall)
        return ScriptedTerminal(journal: journal, leases: leases, lists: lists, work: work, folder: folder)
    }

    private static func work(
        _ journal: Journal, _ leases: LeaseKeeper, _ lists: ReservationLists, _ clock: TrustedClock, _ hall: HallKeeper
    ) -> TicketWork {
        let closings = ClosingWatch(
            hall: hall, greeting: { leases.greeting }, clock: clock, zone: zone, purposes: purposes)
        return TicketWork(
            TicketWork.Surroundings(
                journal: journal, clock: clock, zone: zone, lists: lists,
                link: StatusLink(centre: "PSC-9", portal: "https://portal.example"), purposes: purposes,
                policy: RuleBook.standard.queue, place: { await leases.place(of: $0, original: $1) },
                taps: leases.taps, askHall: { await leases.ask() }, closing: closings.closing))
    }

    /// The terminal's side of the queue as a new start of its program has it.
    func workAfterRestart(_ terminal: ScriptedTerminal) -> TicketWork {
        Self.work(terminal.journal, terminal.leases, terminal.lists, clock, hall)
    }

    /// Each terminal has blocks of numbers for the present day.
    func giveNumbers() async {
        await hall.tick()
        for terminal in [one, two, one] { await terminal.leases.tell() }
    }

    /// A moment of the day, `HH:MM:SS`.
    static func instant(_ time: String) -> UnixTime {
        let parts = time.split(separator: ":").compactMap { Int($0) }
        let seconds = parts.reduce(0) { $0 * 60 + $1 }
        return zone.start(of: day) + .seconds(seconds)
    }

    /// Time passes until the wall shows this.
    func pass(to time: String) { machine.pass(clock.now().duration(to: Self.instant(time))) }

    /// The portal has these for today.
    func reserve(_ lines: (iin: IIN, time: String, state: ReservationState)...) {
        portal.put(ScriptedPortal.list(Self.day, lines), for: Self.day)
    }

    /// A valid number.
    static func iin(_ serial: Int) throws -> IIN {
        let digits = String(serial + 1000).suffix(3)
        for check in 0...9 {
            if let iin = try? IIN(text: "90010130\(digits)\(check)") { return iin }
        }
        return try iin(serial + 100)
    }
}
