import HallContract
import HallQueue
import KioskDevices
import KioskDomain
import KioskScreens
import Synchronization
import Testing

/// A hall by the real rules, in memory, with a clock that stands still until a test moves it.
final class ScriptedHall: HallPort {
    private struct Known {
        var hall: HallState
        var now: UnixTime
        var silence: Duration? = .zero
        var statuses: [String: TerminalStatus] = [:]
        var sequence: Int64 = 0
        var last: [TicketLane: Int] = [:]
        var readers: [Int: AsyncStream<HallView>.Continuation] = [:]
        var nextReader = 0
        var refusal: Failure?
    }

    static let terminal = "TERMINAL-1"
    static let day = CivilDate.literal(2025, 11, 21)
    /// 10:00 of that day in UTC.
    static let morning = UnixTime(milliseconds: 1_763_719_200_000)
    private let known: Mutex<Known>

    init() {
        let services = ["documents", "property"]
        let plan = HallPlan(
            services: services.map { HallPlan.Service(id: $0) },
            windows: (1...6).map {
                HallPlan.Window(number: $0, services: Set(services), lanes: Set(TicketLane.allCases), isOn: $0 < 6)
            }, terminals: [Self.terminal, "TERMINAL-2"])
        known = Mutex(Known(hall: HallState(plan: plan, day: Self.day), now: Self.morning))
    }

    var now: UnixTime { known.withLock { $0.now } }
    var hall: HallState { known.withLock { $0.hall } }

    /// The pages of this hall, as a machine with a citizens' screen has them.
    func site(
        window: Int? = nil, staff: (any StaffDesk)? = nil, manager: (any HallReports)? = nil, gate: StaffGate? = nil
    ) -> HallSite {
        let snapshot = Stages.snapshot(.idle)
        return HallSite(
            hall: self, pscName: snapshot.pscName, services: snapshot.purposes, isDemonstration: true,
            clock: HallSite.Clock(now: { [self] in now }, wall: Self.wall), name: "DESK-1", window: window,
            staff: staff, manager: manager, gate: gate)
    }

    static func wall(_ time: UnixTime) -> CivilDateTime {
        CivilDateTime(wallSeconds: Int(time.milliseconds / 1000))
    }

    func move(by duration: Duration) { change { $0.now = $0.now + duration } }
    func fallSilent(_ silence: Duration?) { change { $0.silence = silence } }
    func refuse(with failure: Failure?) { change { $0.refusal = failure } }
    func note(_ status: TerminalStatus, of terminal: String) { change { $0.statuses[terminal] = status } }
    /// A terminal reports that it knows no number.
    func hear(_ terminal: String) {
        change { known in
            let report = LeaseReport(terminal: terminal, epoch: nil, highest: [:])
            let events = (try? known.hall.hear(report, at: known.now).events) ?? []
            for event in events { known.hall.apply(event) }
        }
    }

    /// More windows that serve everybody.
    func add(windows: ClosedRange<Int>) {
        replan { plan in
            plan.windows += windows.map {
                HallPlan.Window(
                    number: $0, services: Set(plan.services.map(\.id)), lanes: Set(TicketLane.allCases))
            }
        }
    }

    func remove(windows: ClosedRange<Int>) { replan { $0.windows.removeAll { windows.contains($0.number) } } }

    private func replan(_ edit: (inout HallPlan) -> Void) {
        change { known in
            var plan = known.hall.plan
            edit(&plan)
            for event in (try? known.hall.replan(plan)) ?? [] { known.hall.apply(event) }
        }
    }

    func restart() {
        change { known in
            for event in known.hall.restarted(course: 1) { known.hall.apply(event) }
        }
    }

    /// A slip joins; its number comes back.
    @discardableResult
    func slip(
        _ lane: TicketLane = .general, service: String = "documents", promise: UnixTime? = nil
    ) throws -> TicketNumber {
        try known.withLock { known in
            known.sequence += 1
            let last = known.last[lane, default: 100] + 1
            known.last[lane] = last
            let number = try #require(TicketNumber(day: Self.day, lane: lane, number: last))
            let ticket = IssuedTicket(
                terminal: Self.terminal, epoch: 1, sequence: known.sequence, number: number, service: service,
                issuedAt: known.now, promise: promise)
            known.hall.apply(.raised([NumberLine(day: Self.day, lane: lane): last]))
            for event in try known.hall.join(ticket, at: known.now) { known.hall.apply(event) }
            Self.tell(&known)
            return number
        }
    }

    private func change(_ body: (inout Known) -> Void) {
        known.withLock { known in
            body(&known)
            Self.tell(&known)
        }
    }

    private static func tell(_ known: inout Known) {
        let view = view(known)
        for reader in known.readers.values { reader.yield(view) }
    }

    private static func view(_ known: Known) -> HallView {
        HallView(known.hall, statuses: known.statuses, at: known.now)
    }

    private func decide<Value>(
        _ body: (HallState, UnixTime) throws(HallRefusal) -> (Value, [HallEvent])
    ) throws(Failure) -> Value {
        let result: Result<Value, Failure> = known.withLock { known in
            if let refusal = known.refusal { return .failure(refusal) }
            do throws(HallRefusal) {
                let (value, events) = try body(known.hall, known.now)
                for event in events { known.hall.apply(event) }
                Self.tell(&known)
                return .success(value)
            } catch {
                return .failure(Failure(error))
            }
        }
        return try result.get()
    }

    // MARK: - HallPort

    func report(_ report: LeaseReport, status: TerminalStatus) async throws(Failure) -> HallGreeting {
        throw Failure(.hallRefused)
    }
    func lease(_ line: NumberLine, to terminal: String, epoch: Int64) async throws(Failure) -> Lease {
        throw Failure(.hallRefused)
    }
    func join(_ ticket: IssuedTicket) async throws(Failure) -> TicketPlace { throw Failure(.hallRefused) }

    func act(_ action: DeskAction, window: Int, request: RequestID) async throws(Failure) -> TicketNumber? {
        try decide { hall, now throws(HallRefusal) in
            let (ticket, events) = try hall.act(action, window: window, request: request, at: now)
            return (ticket, events)
        }
    }

    var view: HallView? { known.withLock { Self.view($0) } }
    var board: BoardView? { view.map { BoardView($0) } }
    var silence: Duration? { known.withLock { $0.silence } }

    func views() -> AsyncStream<HallView> {
        AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
            let id = known.withLock { known in
                known.nextReader += 1
                known.readers[known.nextReader] = continuation
                continuation.yield(Self.view(known))
                return known.nextReader
            }
            continuation.onTermination = { [weak self] _ in
                self?.known.withLock { $0.readers[id] = nil }
            }
        }
    }

    func boards() -> AsyncStream<BoardView> { views().newest { BoardView($0) } }

    func replan(_ plan: HallPlan, over former: HallPlan?) async throws(Failure) {
        try decide { hall, _ throws(HallRefusal) in ((), try hall.replan(plan, over: former)) }
    }

    func leaveOut(_ terminal: String) async throws(Failure) {
        try decide { hall, _ throws(HallRefusal) in ((), try hall.leaveOut(terminal)) }
    }
}
