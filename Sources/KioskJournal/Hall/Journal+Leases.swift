internal import GRDB
public import HallQueue
public import KioskDomain

extension Journal {
    /// This terminal's blocks of numbers. To be called once at each start of the program.
    ///
    /// - Parameter boot: identifies the start of the machine; after a new one the blocks are given up.
    public func openLeases(terminal: String, boot: String) throws(JournalError) -> LeaseHolder {
        try transaction { database in
            var holder = try leaseHolder(database) ?? LeaseHolder(terminal: terminal, boot: boot)
            if holder.terminal != terminal { holder = LeaseHolder(terminal: terminal, boot: boot) }
            holder.started(boot: boot)
            try keep(database, holder)
            return holder
        }
    }

    /// This terminal's blocks as they are; nil before the first start.
    public func leases() throws(JournalError) -> LeaseHolder? { try reading { try self.leaseHolder($0) } }

    /// Takes in what the hall answered. What changes nothing is not written.
    @discardableResult
    public func changeLeases(_ change: @Sendable (inout LeaseHolder) -> Void) throws(JournalError) -> LeaseHolder {
        try transaction { database in
            guard let present = try leaseHolder(database) else { throw JournalError.conflict("no leases were opened") }
            var holder = present
            change(&holder)
            if holder != present { try keep(database, holder) }
            return holder
        }
    }

    /// Slips of `day` and later that the hall has not confirmed, or all of them for a hall that was set back.
    public func ticketsToJoin(from day: CivilDate, all: Bool) throws(JournalError) -> [IssuedTicket] {
        try reading { database in
            try String.fetchAll(
                database, sql: "SELECT ticket FROM hall_slip WHERE day >= ? AND (joined = 0 OR ?) ORDER BY slip",
                arguments: [day.description, all]
            ).map { try JSON.decode(IssuedTicket.self, Array($0.utf8)) }
        }
    }

    /// What a slip of this terminal is for the hall; nil for one that is none of the queue.
    public func issuedTicket(ofSlip slip: Int64) throws(JournalError) -> IssuedTicket? {
        try reading { database in
            try String.fetchOne(database, sql: "SELECT ticket FROM hall_slip WHERE slip = ?", arguments: [slip])
                .map { try JSON.decode(IssuedTicket.self, Array($0.utf8)) }
        }
    }

    /// The hall has these slips.
    public func markJoined(_ tickets: [IssuedTicket]) throws(JournalError) {
        try transaction { database in
            for ticket in tickets {
                try database.run(
                    sql: "UPDATE hall_slip SET joined = 1 WHERE day = ? AND ticket = ?",
                    arguments: [
                        ticket.number.day.description, String(decoding: try JSON.encode(ticket), as: UTF8.self),
                    ])
            }
        }
    }

    /// Uses the next number of the lane.
    ///
    /// - Throws: `queue.numbers-exhausted`: nothing is printed without a number.
    func useNumber(_ database: Database, _ draft: TicketDraft, at now: UnixTime) throws -> IssuedTicket {
        guard var holder = try leaseHolder(database), let used = holder.use(draft.lane, on: draft.day) else {
            throw JournalError(.numbersExhausted, "lane \(draft.lane.rawValue), \(draft.day)")
        }
        try keep(database, holder)
        return IssuedTicket(
            terminal: holder.terminal, epoch: used.epoch, sequence: used.sequence, number: used.number,
            service: draft.service, issuedAt: now, promise: draft.promise, isProvisional: draft.isProvisional,
            reservation: draft.reservation)
    }

    /// Keeps the slip for the hall.
    func enrol(_ database: Database, _ ticket: IssuedTicket, slip: Int64) throws {
        try database.run(
            sql: "INSERT INTO hall_slip VALUES (?, ?, ?, 0)",
            arguments: [
                slip, ticket.number.day.description, String(decoding: try JSON.encode(ticket), as: UTF8.self),
            ])
    }

    private func leaseHolder(_ database: Database) throws -> LeaseHolder? {
        try String.fetchOne(database, sql: "SELECT holder FROM lease_holder").map {
            try JSON.decode(LeaseHolder.self, Array($0.utf8))
        }
    }

    private func keep(_ database: Database, _ holder: LeaseHolder) throws {
        try database.run(
            sql: "INSERT OR REPLACE INTO lease_holder VALUES (1, ?)",
            arguments: [String(decoding: try JSON.encode(holder), as: UTF8.self)])
    }
}
