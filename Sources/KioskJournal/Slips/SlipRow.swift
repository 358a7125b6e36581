internal import FoundationEssentials
internal import GRDB
internal import KioskDomain

/// A slip about to be written.
struct NewSlip {
    var kind: String
    var day: CivilDate
    var ticket: TicketNumber?
    var reservation: Data?
    var copyOf: Int64?
    var content: [UInt8]
}

extension Journal {
    func insert(_ database: Database, _ slip: NewSlip, sequence: Int64, at now: UnixTime) throws -> SlipRecord {
        let sealed = try sealer.seal(slip.content, table: "slip", sequence: sequence)
        let record = SlipRecord(
            id: [UInt8].random(16).hex, sequence: sequence, kind: slip.kind, state: .printing, day: slip.day,
            ticket: slip.ticket, copyOf: slip.copyOf, content: slip.content, issuedAt: now, changedAt: now)
        try database.run(
            sql: "INSERT INTO slip VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            arguments: [
                sequence, record.id, slip.kind, record.state.rawValue, slip.day.description,
                slip.ticket?.lane.rawValue, slip.ticket?.number, slip.reservation, slip.copyOf, sealed.wrappedKey,
                sealed.body, now.milliseconds, now.milliseconds,
            ])
        var details = ["kind": slip.kind]
        if let ticket = slip.ticket { details["number"] = "\(ticket.day) \(ticket)" }
        if let original = slip.copyOf { details["copyOf"] = String(original) }
        try audit(database, "slip.issued", sequence, details, now)
        return record
    }

    func onlySlip(_ database: Database, _ condition: String, _ arguments: StatementArguments) throws -> SlipRecord {
        guard let slip = try slips(database, condition, arguments).first else {
            throw JournalError.conflict("no such slip")
        }
        return slip
    }

    func slips(_ database: Database, _ condition: String, _ arguments: StatementArguments) throws -> [SlipRecord] {
        try Row.fetchAll(
            database, sql: "SELECT * FROM slip WHERE \(condition) ORDER BY sequence", arguments: arguments
        ).map(slip)
    }

    private func ticket(_ row: Row, _ day: CivilDate) throws -> TicketNumber? {
        guard let lane: String = row["lane"], let number: Int = row["number"] else { return nil }
        guard let ticket = TicketNumber(day: day, lane: try known(lane), number: number) else {
            throw JournalError.corrupt("a ticket number")
        }
        return ticket
    }

    private func slip(_ row: Row) throws -> SlipRecord {
        let sequence: Int64 = row["sequence"]
        guard let day = CivilDate(iso: row["day"]) else { throw JournalError.corrupt("the day of a slip") }
        var content: [UInt8]?
        if let wrapped: Data = row["wrapped_key"], let body: Data = row["sealed"] {
            let sealed = Sealer.Sealed(wrappedKey: wrapped, body: body)
            content = try sealer.open(sealed, table: "slip", sequence: sequence)
        }
        return SlipRecord(
            id: row["id"], sequence: sequence, kind: row["kind"], state: try known(row["state"]), day: day,
            ticket: try ticket(row, day), copyOf: row["copy_of"], content: content,
            issuedAt: UnixTime(milliseconds: row["issued_at"]), changedAt: UnixTime(milliseconds: row["changed_at"]))
    }
}
