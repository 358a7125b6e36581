internal import FoundationEssentials
internal import GRDB
internal import HallQueue
public import KioskDomain

extension Journal {
    /// Events that are looked at in one transaction.
    private static let toldAtOnce = 200

    /// Puts into the outbox what the hall of this machine did with numbers since the last call, for the status links.
    ///
    /// Each event is told once, in the order of the hall. While very much waits for the portal nothing is added: the links
    /// are a comfort, and must not keep anybody from an attempt (DESIGN 5.8).
    ///
    /// - Parameter centre: its code.
    /// - Returns: whether more waits to be told.
    public func tellTickets(of centre: String, at now: UnixTime) throws(JournalError) -> Bool {
        guard try outboxStatus().depth < limits.unsentEvents / 2 else { return false }
        return try transaction { database in
            let told = try Int64.fetchOne(database, sql: "SELECT position FROM hall_told") ?? 0
            let rows = try Row.fetchAll(
                database, sql: "SELECT position, event FROM hall_event WHERE position > ? ORDER BY position LIMIT ?",
                arguments: [told, Self.toldAtOnce])
            guard let last: Int64 = rows.last?["position"] else { return false }
            for row in rows {
                let event = try JSON.decode(HallEvent.self, Array((row["event"] as String).utf8))
                guard let news = TicketNews(event) else { continue }
                _ = try enqueue(database, try news.event(centre: centre, standing: standing), for: nil, at: now)
            }
            try database.run(sql: "UPDATE hall_told SET position = ?", arguments: [last])
            return rows.count == Self.toldAtOnce
        }
    }

    /// The number that the hall calls for a slip which it keeps as a copy.
    private func standing(_ number: TicketNumber) -> TicketNumber? { hall?.tickets[number]?.copyOf }
}

/// What a holder of a slip wants to know of an event.
private struct TicketNews {
    var type: String
    var number: TicketNumber
    var window: Int?
    var at: UnixTime
    /// It joined with a reservation, so that it may be a copy of another number.
    var mayBeCopy = false

    /// Nil for events that change nothing for whoever holds a slip.
    init?(_ event: HallEvent) {
        switch event {
        case .called(let number, let window, _, let at), .recalled(let number, let window, let at):
            (type, self.number, self.window, self.at) = ("ticket.called", number, window, at)
        case .missed(let number, _, let at), .finished(let number, _, let at):
            (type, self.number, self.at) = ("ticket.closed", number, at)
        case .moved(let number, _, _, let at): (type, self.number, self.at) = ("ticket.waiting", number, at)
        case .joined(let ticket, let at):
            guard ticket.reservation != nil else { return nil }
            (type, number, self.at, mayBeCopy) = ("ticket.waiting", ticket.number, at, true)
        default: return nil
        }
    }

    func event(centre: String, standing: (TicketNumber) -> TicketNumber?) throws -> OutboxEvent {
        struct Body: Encodable {
            var centre: String
            var day: String
            var lane: String
            var number: Int
            var window: Int?
            var sameAs: String?
            var atMilliseconds: Int64
        }
        let other = mayBeCopy ? standing(number) : nil
        let body = Body(
            centre: centre, day: number.day.description, lane: number.lane.rawValue, number: number.number,
            window: window, sameAs: other?.text, atMilliseconds: at.milliseconds)
        return OutboxEvent(other == nil ? type : "ticket.closed", try JSON.encode(body))
    }
}
