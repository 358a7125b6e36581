import FoundationEssentials
import HallQueue
import KioskDomain
import KioskJournal
import KioskTestSupport
import KioskTime
import Synchronization

@testable import KioskDaemon

/// A clock that the test sets; its steady time stands still.
final class SetClock: WallClock {
    private let time: Mutex<UnixTime>

    init(_ time: UnixTime) { self.time = Mutex(time) }

    func now() -> UnixTime { time.withLock { $0 } }
    func steady() -> Duration { .zero }
    func set(_ time: UnixTime) { self.time.withLock { $0 = time } }
}

/// A hall as a machine keeps it: in a journal of its own, at a clock that the test sets.
struct KeptHall: Sendable {
    /// 2026-11-23 09:00 in Almaty (UTC+5).
    static let nine = UnixTime(milliseconds: 1_795_406_400_000)
    static let monday = CivilDate.literal(2026, 11, 23)

    let folder: TemporaryFolder
    let journal: Journal
    let time: SetClock
    let clock: TrustedClock
    let keeper: HallKeeper

    static func with(
        _ plan: HallPlan = .test(windows: 3), _ body: (KeptHall) async throws -> Void
    ) async throws {
        let hall = try await open(plan, in: try TemporaryFolder("hall"), at: SetClock(nine))
        do {
            try await body(hall)
        } catch {
            try? await hall.journal.close()
            throw error
        }
        try await hall.journal.close()
    }

    /// As after a start of the program.
    func reopened(_ plan: HallPlan = .test(windows: 3)) async throws -> KeptHall {
        try await journal.close()
        return try await Self.open(plan, in: folder, at: time)
    }

    private static func open(_ plan: HallPlan, in folder: TemporaryFolder, at time: SetClock) async throws -> KeptHall {
        guard let zone = CentreZone(identifier: "Asia/Almaty") else { throw NoZone() }
        let clock = TrustedClock(clock: time)
        let journal = try await Journal.open(
            folder: folder.path, key: try JournalKey.load(folder: folder.path), now: clock.now())
        let keeper = try await HallKeeper.open(
            journal: journal, clock: clock, zone: zone, plan: plan,
            applied: AppliedPlan(folder: folder.path))
        return KeptHall(folder: folder, journal: journal, time: time, clock: clock, keeper: keeper)
    }

    private struct NoZone: Error {}

    /// A slip of the terminal `t1`, taken now.
    @discardableResult
    func arrive(_ lane: TicketLane, _ value: Int, promise: UnixTime? = nil) async throws -> TicketNumber {
        let day = try await keeper.state().day
        guard let number = TicketNumber(day: day, lane: lane, number: value) else { throw NoZone() }
        // As if the terminal had been given it.
        _ = try await journal.decideHall(at: clock.now()) { _ in
            ((), [.raised([NumberLine(day: day, lane: lane): value])])
        }
        _ = try await keeper.join(
            IssuedTicket(
                terminal: "t1", epoch: 1, sequence: Int64(value * 10 + (TicketLane.allCases.firstIndex(of: lane) ?? 0)),
                number: number, service: "eds", issuedAt: clock.now(), promise: promise))
        return number
    }

    @discardableResult
    func desk(_ action: DeskAction, _ window: Int) async throws -> TicketNumber? {
        try await keeper.act(
            action, window: window, request: RequestID(desk: "desk-\(window)", id: UUID().uuidString))
    }
}

extension HallPlan {
    /// One service, every window serves everybody, one terminal.
    static func test(windows: Int) -> HallPlan {
        HallPlan(
            services: [Service(id: "eds", usualSeconds: 300)],
            windows: (1...windows).map { Window(number: $0, services: ["eds"], lanes: Set(TicketLane.allCases)) },
            terminals: ["t1"])
    }
}
