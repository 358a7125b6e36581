import HallQueue
import KioskDomain

let monday = CivilDate.literal(2026, 3, 2)
let nine = UnixTime(milliseconds: Int64(monday.dayNumber) * 86_400_000 + 9 * 3_600_000)

extension HallPlan {
    /// Two services, every window serves everybody.
    static func plain(windows: Int, terminals: Set<String> = ["t1"], seconds: Int = 300) -> HallPlan {
        HallPlan(
            services: [Service(id: "eds", usualSeconds: seconds), Service(id: "card", usualSeconds: seconds)],
            windows: (1...windows).map {
                Window(number: $0, services: ["eds", "card"], lanes: Set(TicketLane.allCases))
            }, terminals: terminals)
    }
}

func number(_ lane: TicketLane, _ number: Int, day: CivilDate = monday) -> TicketNumber {
    guard let made = TicketNumber(day: day, lane: lane, number: number) else { preconditionFailure("number below 1") }
    return made
}

func issued(
    _ lane: TicketLane, _ value: Int, at time: UnixTime, promise: UnixTime? = nil, terminal: String = "t1",
    service: String = "eds"
) -> IssuedTicket {
    IssuedTicket(
        terminal: terminal, epoch: 1,
        sequence: Int64(value) * 10 + Int64(TicketLane.allCases.firstIndex(of: lane) ?? 0),
        number: number(lane, value), service: service, issuedAt: time, promise: promise)
}

extension HallState {
    /// Decides and applies, as the store does.
    mutating func take(_ events: [HallEvent]) {
        for event in events { apply(event) }
    }

    /// A slip of a number that its terminal was given at some time.
    mutating func arrive(_ ticket: IssuedTicket, at now: UnixTime) throws {
        let line = NumberLine(day: ticket.number.day, lane: ticket.number.lane)
        if book.highest[line] ?? 0 < ticket.number.number { take([.raised([line: ticket.number.number])]) }
        take(try join(ticket, at: now))
    }

    @discardableResult
    mutating func desk(
        _ action: DeskAction, window: Int, id: String = String(UInt64.random(in: 0 ... .max)), at now: UnixTime
    ) throws -> TicketNumber? {
        let (ticket, events) = try act(action, window: window, request: RequestID(desk: "d\(window)", id: id), at: now)
        take(events)
        return ticket
    }
}
