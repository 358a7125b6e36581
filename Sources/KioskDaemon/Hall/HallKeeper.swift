import HallContract
import HallQueue
import KioskDevices
import KioskDomain
import KioskJournal
import KioskTime

/// The hall where this machine keeps it: every decision is durable before anybody hears of it.
struct HallKeeper: HallPort {
    private let journal: Journal
    private let clock: TrustedClock
    private let zone: CentreZone
    private let news: HallNews

    /// - Parameter plan: as configured; it is put into force when it is another one than at the last start.
    static func open(
        journal: Journal, clock: TrustedClock, zone: CentreZone, plan: HallPlan, applied: AppliedPlan
    ) async throws -> HallKeeper {
        let now = clock.now()
        let hall = try await journal.openHall(
            plan, day: zone.day(now), isNewBoot: try MachineStart.isNew(to: applied.folder), at: now)
        try MachineStart.note(in: applied.folder)
        let keeper = HallKeeper(journal: journal, clock: clock, zone: zone, news: HallNews(hall, at: now))
        if try applied.isNew(plan) {
            try await keeper.replan(plan, over: nil)
            try applied.note(plan)
        }
        return keeper
    }

    private init(journal: Journal, clock: TrustedClock, zone: CentreZone, news: HallNews) {
        self.journal = journal
        self.clock = clock
        self.zone = zone
        self.news = news
    }

    func report(_ report: LeaseReport, status: TerminalStatus) async throws(Failure) -> HallGreeting {
        var plain = report
        plain.taps = nil
        let heard = try await decide { [plain] hall, now throws(HallRefusal) in
            let wantsAll = hall.book.unheard.contains(report.terminal) || hall.heardAt[report.terminal] == nil
            let (epoch, events) = try hall.hear(plain, at: now)
            return ((epoch: epoch, wantsAll: wantsAll), events)
        }
        news.note(status, of: report.terminal, at: clock.now())
        return HallGreeting(
            epoch: heard.value.epoch, day: heard.hall.day, highest: heard.hall.book.highest,
            wantsAll: heard.value.wantsAll, course: heard.hall.course, leaseSize: heard.hall.plan.leaseSize,
            services: heard.hall.plan.services.filter(\.isOn).map(\.id), hours: heard.hall.plan.hours,
            tapKey: await journal.tapKey(of: heard.hall.day), taps: news.share(report.taps, on: heard.hall.day))
    }

    func lease(_ line: NumberLine, to terminal: String, epoch: Int64) async throws(Failure) -> Lease {
        try await decide { hall, _ throws(HallRefusal) in
            try hall.lease(line.lane, on: line.day, to: terminal, epoch: epoch)
        }.value
    }

    func join(_ ticket: IssuedTicket) async throws(Failure) -> TicketPlace {
        let hall = try await decide { hall, now throws(HallRefusal) in ((), try hall.join(ticket, at: now)) }.hall
        let copyOf = hall.tickets[ticket.number]?.copyOf
        let called = copyOf ?? ticket.number
        return TicketPlace(
            ahead: hall.ahead(of: called), minutes: hall.estimatedMinutes(called, at: clock.now()), copyOf: copyOf)
    }

    func act(_ action: DeskAction, window: Int, request: RequestID) async throws(Failure) -> TicketNumber? {
        try await decide { hall, now throws(HallRefusal) in
            let (ticket, events) = try hall.act(action, window: window, request: request, at: now)
            return (ticket, events)
        }.value
    }

    var view: HallView? { news.view }

    func views() -> AsyncStream<HallView> { news.views() }

    var board: BoardView? { BoardView(news.view) }

    func boards() -> AsyncStream<BoardView> { news.views().newest { BoardView($0) } }

    var silence: Duration? { .zero }

    func replan(_ plan: HallPlan, over former: HallPlan?) async throws(Failure) {
        try await decide { hall, _ throws(HallRefusal) in ((), try hall.replan(plan, over: former)) }
    }

    /// The hall as it is now, the clock heeded.
    func state() async throws(Failure) -> HallState { try await decide { _, _ in ((), []) }.hall }

    /// What follows from the clock alone, so that the day and breaks begin although nobody asks for anything.
    func tick() async {
        _ = try? await decide { _, _ in ((), []) }
    }

    func leaveOut(_ terminal: String) async throws(Failure) {
        try await decide { hall, _ throws(HallRefusal) in ((), try hall.leaveOut(terminal)) }
    }

    /// A refusal is kept apart from faults of the journal, and what follows from the clock stands either way.
    @discardableResult
    private func decide<Value: Sendable>(
        _ body: @escaping @Sendable (HallState, UnixTime) throws(HallRefusal) -> (Value, [HallEvent])
    ) async throws(Failure) -> (value: Value, hall: HallState) {
        let now = clock.now()
        let secondsEast = zone.offset(at: now)
        let outcome: HallOutcome<Result<Value, HallRefusal>>
        do {
            outcome = try await journal.decideHall(at: now) { hall in
                var hall = hall
                let rollover = hall.clockEvents(at: now, secondsEast: secondsEast)
                for event in rollover { hall.apply(event) }
                do throws(HallRefusal) {
                    let (value, events) = try body(hall, now)
                    return (.success(value), rollover + events)
                } catch {
                    return (.failure(error), rollover)
                }
            }
        } catch {
            throw Failure(error)
        }
        news.took(outcome.hall, position: outcome.position, at: now)
        switch outcome.value {
        case .success(let value): return (value, outcome.hall)
        case .failure(let refusal): throw Failure(refusal)
        }
    }
}
