internal import HallQueue
internal import KioskDomain

/// A small file beside the database with a ceiling over every number handed out so far, in blocks.
///
/// Should the database be lost or quarantined, its successor starts above these ceilings, so that no sequence and no
/// ticket number of the day is ever used twice (DESIGN 5.2, Q7).
struct NumberFloors: Sendable {
    static let sequenceBlock: Int64 = 4096
    static let ticketBlock = 32

    let path: String
    private(set) var sequence: Int64 = 0
    private(set) var tickets: [Ticket] = []

    /// A day and a lane, and a number on it that was not reached.
    struct Ticket: Sendable, Hashable {
        var lane: String
        var day: String
        var number: Int
    }

    init(folder: String) throws(JournalError) {
        path = folder + "/journal.floors"
        guard let bytes = try Files.read(path, limit: 64 << 10) else { return }
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            if words.count == 2, words[0] == "sequence", let number = Int64(words[1]) { sequence = number }
            if words.count == 4, words[0] == "ticket", let number = Int(words[3]) {
                tickets.append(Ticket(lane: words[1], day: words[2], number: number))
            }
        }
    }

    /// Durable before it returns, and thus before the transaction that uses the number commits.
    mutating func cover(sequence number: Int64) throws(JournalError) {
        guard number > sequence else { return }
        var next = self
        next.sequence = number + Self.sequenceBlock
        try next.write()
        self = next
    }

    mutating func cover(_ ticket: Ticket) throws(JournalError) {
        let known = tickets.first { $0.lane == ticket.lane && $0.day == ticket.day }
        if let known, ticket.number <= known.number { return }
        var next = self
        // Today and tomorrow count; what is before them is over.
        let oldest = next.tickets.map(\.day).filter { $0 != ticket.day }.max() ?? ticket.day
        next.tickets.removeAll { $0.day < min(oldest, ticket.day) || ($0.lane == ticket.lane && $0.day == ticket.day) }
        next.tickets.append(Ticket(lane: ticket.lane, day: ticket.day, number: ticket.number + Self.ticketBlock))
        try next.write()
        self = next
    }

    /// The ceilings that say that a store with these highest numbers is new, or an old copy.
    func marks(above highest: [NumberLine: Int]) -> [NumberLine: Int] {
        var marks: [NumberLine: Int] = [:]
        for ticket in tickets {
            guard let day = CivilDate(iso: ticket.day), let lane = TicketLane(rawValue: ticket.lane) else { continue }
            let line = NumberLine(day: day, lane: lane)
            if (highest[line] ?? 0) + Self.ticketBlock < ticket.number { marks[line] = ticket.number }
        }
        return marks
    }

    private func write() throws(JournalError) {
        let lines = ["sequence \(sequence)"] + tickets.map { "ticket \($0.lane) \($0.day) \($0.number)" }
        try Files.replace(path, Array((lines.joined(separator: "\n") + "\n").utf8))
    }
}
