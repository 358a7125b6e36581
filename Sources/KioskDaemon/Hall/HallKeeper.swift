import HallQueue
import KioskDevices
import KioskDomain
import KioskJournal
import KioskScreens
import KioskTime

/// The hall where this machine keeps it: every decision is durable before anybody hears of it.
struct HallKeeper: Sendable {
    private let journal: Journal
    private let clock: TrustedClock
    private let zone: CentreZone
    private let newest: Broadcast<HallState>

    static func open(
        journal: Journal, clock: TrustedClock, zone: CentreZone, plan: HallPlan
    ) async throws -> HallKeeper {
        let now = clock.now()
        var hall = try await journal.openHall(
            plan, day: zone.day(now), isNewBoot: try await MachineStart.isNew(to: journal), at: now)
        if hall.plan != plan {
            hall = try await journal.decideHall(at: now) { ((), try $0.replan(plan)) }.hall
        }
        return HallKeeper(journal: journal, clock: clock, zone: zone, newest: Broadcast(hall))
    }

    private init(journal: Journal, clock: TrustedClock, zone: CentreZone, newest: Broadcast<HallState>) {
        self.journal = journal
        self.clock = clock
        self.zone = zone
        self.newest = newest
    }

    var board: BoardView { BoardView(newest.value) }

    func boards() -> AsyncStream<BoardView> {
        let (stream, continuation) = AsyncStream.makeStream(of: BoardView.self, bufferingPolicy: .bufferingNewest(1))
        let states = newest.stream()
        let task = Task {
            for await state in states { continuation.yield(BoardView(state)) }
            continuation.finish()
        }
        continuation.onTermination = { _ in task.cancel() }
        return stream
    }

    /// How many are before a number that waits; nil for one that has not joined yet.
    func ahead(of number: TicketNumber) -> Int? {
        let hall = newest.value
        return hall.tickets[number] == nil ? nil : hall.ahead(of: number)
    }

    /// What the terminal is told when it reports.
    struct Greeting: Sendable {
        var epoch: Int64
        var day: CivilDate
        var highest: [NumberLine: Int]
        /// The hall may have forgotten slips: it wants all of the day.
        var wantsAll: Bool
        var leaseSize: Int
    }

    func report(_ report: LeaseReport) async throws(Failure) -> Greeting {
        let heard = try await decide { hall, now in
            let wantsAll = hall.book.unheard.contains(report.terminal) || hall.heardAt[report.terminal] == nil
            let (epoch, events) = try hall.hear(report, at: now)
            return ((epoch: epoch, wantsAll: wantsAll), events)
        }
        return Greeting(
            epoch: heard.value.epoch, day: heard.hall.day, highest: heard.hall.book.highest,
            wantsAll: heard.value.wantsAll, leaseSize: heard.hall.plan.leaseSize)
    }

    func lease(_ line: NumberLine, to terminal: String, epoch: Int64) async throws(Failure) -> Lease {
        try await decide { hall, _ in try hall.lease(line.lane, on: line.day, to: terminal, epoch: epoch) }.value
    }

    func join(_ ticket: IssuedTicket) async throws(Failure) {
        try await decide { hall, now in ((), try hall.join(ticket, at: now)) }
    }

    /// Ends what the window serves and calls the next one; nil when nobody waits.
    func callNext(window: Int) async throws(Failure) -> TicketNumber? {
        let desk = "window-\(window)"
        try await decide { hall, now in
            guard hall.windows[window]?.serving != nil else { return ((), []) }
            let request = RequestID(desk: desk, id: "finish-\(now.milliseconds)")
            return ((), try hall.act(.finish, window: window, request: request, at: now).events)
        }
        return try await decide { hall, now in
            let request = RequestID(desk: desk, id: "call-\(now.milliseconds)")
            return try hall.act(.callNext, window: window, request: request, at: now)
        }.value
    }

    @discardableResult
    private func decide<Value: Sendable>(
        _ body: @Sendable (HallState, UnixTime) throws -> (Value, [HallEvent])
    ) async throws(Failure) -> HallOutcome<Value> {
        let now = clock.now()
        let today = zone.day(now)
        do {
            let outcome = try await journal.decideHall(at: now) { hall in
                var hall = hall
                let rollover = hall.dayEvents(today)
                for event in rollover { hall.apply(event) }
                let (value, events) = try body(hall, now)
                return (value, rollover + events)
            }
            newest.send(outcome.hall)
            return outcome
        } catch {
            throw Failure(error.code, error.detail)
        }
    }
}

extension BoardView {
    /// What the board shows of the hall (Q8).
    init(_ hall: HallState) {
        let lit = hall.calls.filter { hall.tickets[$0.number]?.call == .called(window: $0.window) }
        self.init(
            called: lit.prefix(5).map { Call(number: $0.number.text, window: $0.window) },
            waiting: hall.waiting.sorted(by: hall.plan.rule.isBefore).map(\.number.text))
    }
}

extension HallPlan {
    /// A kiosk that is its own hall: one terminal, nine windows that serve everybody.
    static func alone(terminal: String, purposes: [QueuePurpose]) -> HallPlan {
        HallPlan(
            services: purposes.map { Service(id: $0.id) },
            windows: (1...9).map {
                Window(number: $0, services: Set(purposes.map(\.id)), lanes: Set(TicketLane.allCases))
            }, terminals: [terminal])
    }
}
