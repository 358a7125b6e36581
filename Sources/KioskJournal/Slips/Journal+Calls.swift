internal import GRDB
public import KioskDomain

/// The numbers of one day on the board (Q8).
public struct TicketBoard: Sendable, Hashable {
    /// A number that lights up with its window.
    public struct Call: Sendable, Hashable {
        /// The number.
        public var ticket: TicketNumber
        /// Where the person goes.
        public var window: Int
    }

    /// Newest first.
    public var called: [Call]
    /// Oldest first.
    public var waiting: [TicketNumber]
}

extension Journal {
    /// The numbers of `day`: the last `limit` calls and all that wait.
    public func ticketBoard(on day: CivilDate, limit: Int = 5) throws(JournalError) -> TicketBoard {
        try reading { database in
            let called = try Row.fetchAll(
                database,
                sql: """
                    SELECT lane, number, window FROM ticket_call JOIN slip ON slip = sequence
                    WHERE day = ? ORDER BY position DESC LIMIT ?
                    """, arguments: [day.description, limit]
            ).compactMap { row in
                try number(row, day).map { TicketBoard.Call(ticket: $0, window: row["window"]) }
            }
            let waiting = try Row.fetchAll(
                database, sql: "SELECT lane, number \(Self.waiting) ORDER BY sequence", arguments: [day.description])
            return TicketBoard(called: called, waiting: try waiting.compactMap { try number($0, day) })
        }
    }

    /// Calls the number that has waited longest; nil when none waits. Two desks at one instant get two numbers.
    public func callNextTicket(
        on day: CivilDate, window: Int, at now: UnixTime
    ) throws(JournalError) -> TicketNumber? {
        try transaction { database in
            guard
                let row = try Row.fetchOne(
                    database, sql: "SELECT sequence, lane, number \(Self.waiting) ORDER BY sequence LIMIT 1",
                    arguments: [day.description]), let ticket = try number(row, day)
            else { return nil }
            let sequence: Int64 = row["sequence"]
            try database.execute(
                sql: "INSERT INTO ticket_call (slip, window, called_at) VALUES (?, ?, ?)",
                arguments: [sequence, window, now.milliseconds])
            try audit(database, "ticket.called", sequence, ["window": String(window)], now)
            return ticket
        }
    }

    private static let waiting = """
        FROM slip WHERE day = ? AND number IS NOT NULL AND copy_of IS NULL
        AND sequence NOT IN (SELECT slip FROM ticket_call)
        """

    private func number(_ row: Row, _ day: CivilDate) throws -> TicketNumber? {
        TicketNumber(day: day, lane: try known(row["lane"]), number: row["number"])
    }
}
