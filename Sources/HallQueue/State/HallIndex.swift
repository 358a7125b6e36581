import KioskDomain

/// What decisions look for again and again, kept up to date with the tickets so that none of them reads the whole day.
struct HallIndex: Sendable, Hashable {
    /// Tickets that the same windows may call.
    struct Line: Sendable, Hashable {
        var service: String
        var lane: TicketLane
        var onlyWindow: Int?

        init(_ ticket: HallTicket) {
            service = ticket.service
            lane = ticket.number.lane
            onlyWindow = ticket.onlyWindow
        }
    }

    /// Those who wait, each line in the order of coming.
    private(set) var waiting: [Line: [HallTicket]] = [:]
    /// Those who did not come when they were called.
    private(set) var missed: Set<TicketNumber> = []
    /// Promises that were broken by a late call.
    private(set) var broken: Set<TicketNumber> = []
    /// The number that stands for a reservation.
    private(set) var reservations: [String: TicketNumber] = [:]

    init() {}

    init(_ tickets: TicketShelf) {
        for ticket in tickets.values { add(ticket) }
    }

    mutating func add(_ ticket: HallTicket) {
        switch ticket.call {
        case .waiting:
            let line = Line(ticket)
            let place = Self.place(of: ticket, in: waiting[line] ?? [])
            waiting[line, default: []].insert(ticket, at: place)
        case .noShow: missed.insert(ticket.number)
        case .called, .finished: break
        }
        if let first = ticket.firstCalledAt, ticket.isBreach(at: first) { broken.insert(ticket.number) }
        if let reservation = ticket.reservation, ticket.copyOf == nil { reservations[reservation] = ticket.number }
    }

    /// To be called before a ticket changes; reservations and broken promises stay true whatever it becomes.
    mutating func remove(_ ticket: HallTicket) {
        switch ticket.call {
        case .waiting:
            let line = Line(ticket)
            let place = Self.place(of: ticket, in: waiting[line] ?? [])
            guard let found = waiting[line], place < found.count, found[place].number == ticket.number else { return }
            waiting[line]?.remove(at: place)
            if found.count == 1 { waiting[line] = nil }
        case .noShow: missed.remove(ticket.number)
        case .called, .finished: break
        }
    }

    /// Where a ticket stands or is to be put, by halving: most come last.
    private static func place(of ticket: HallTicket, in line: [HallTicket]) -> Int {
        var low = 0
        var high = line.count
        while low < high {
            let middle = (low + high) / 2
            if isEarlier(line[middle], ticket) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Total within a line: a terminal whose clock is a day ahead brings tomorrow's same number, at the same moment.
    private static func isEarlier(_ one: HallTicket, _ other: HallTicket) -> Bool {
        if one.waitingSince != other.waitingSince { return one.waitingSince < other.waitingSince }
        return (one.number.day, one.number.number) < (other.number.day, other.number.number)
    }
}
