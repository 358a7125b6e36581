internal import FoundationEssentials
internal import GRDB
internal import HallQueue
public import KioskDomain
internal import PortalSync

extension Journal {
    /// Uses the next number of this terminal's block for the day and lane and puts `ticket.issued` into the outbox, all in one transaction.
    ///
    /// A reservation that has a number gets it again, as a copy (Q7). The slip begins as `printing`.
    /// - Throws: `journal.backlog-full` or `journal.disk-full` when the bounds are reached,
    ///   `queue.numbers-exhausted` when the block is used up; no number is used then.
    public func allotTicket(_ draft: TicketDraft, at now: UnixTime) throws(JournalError) -> SlipRecord {
        try refuseWhenFull(.ticket, at: now)
        return try transaction { database in
            let reservation = draft.reservation.map { sealer.hash("reservation|" + $0) }
            let former = try reservation.flatMap {
                try slips(database, Self.isStanding, [$0]).first
            }
            if let former { return try copy(database, former, content: former.content ?? draft.content, at: now) }
            let issued = try useNumber(database, draft, at: now)
            let ticket = issued.number
            let sequence = try enqueue(database, try ticketIssued(draft, ticket, at: now), for: nil, at: now)
            let slip = NewSlip(
                kind: "ticket", day: ticket.day, ticket: ticket, reservation: reservation, content: draft.content)
            let record = try insert(database, slip, sequence: sequence, at: now)
            if let number = draft.reservation { try reservationUsed(database, number, at: now) }
            try enrol(database, issued, slip: sequence)
            return record
        }
    }

    /// Records a slip without a queue number, such as `referral` or `application`, before it is printed.
    public func issueSlip(
        kind: String, day: CivilDate, content: [UInt8], at now: UnixTime
    ) throws(JournalError) -> SlipRecord {
        try transaction { database in
            let slip = NewSlip(kind: kind, day: day, content: content)
            return try insert(database, slip, sequence: try allot(database), at: now)
        }
    }

    /// Records what the printer said, and puts `slip.state` into the outbox. The same state again changes nothing.
    ///
    /// - Parameter content: what is kept of the slip from now on; nil keeps what there is.
    /// - Throws: `journal.conflict` for an unknown slip or a step that the rules do not know, a person's decision among them.
    @discardableResult
    public func markSlip(
        id: String, _ state: SlipState, keeping content: [UInt8]? = nil, at now: UnixTime
    ) throws(JournalError) -> SlipRecord {
        try transaction { database in
            let slip = try onlySlip(database, "id = ?", [id])
            if slip.state == state { return slip }
            guard slip.state == .printing, slip.state.mayBecome(state) else {
                throw JournalError.conflict("slip \(slip.sequence): \(slip.state.rawValue) → \(state.rawValue)")
            }
            try mark(database, slip, state, at: now)
            if let content { try keep(database, content, of: slip.sequence) }
            return try onlySlip(database, "id = ?", [id])
        }
    }

    /// The slip with this id; nil when there is none.
    public func slip(id: String) throws(JournalError) -> SlipRecord? {
        try reading { try slips($0, "id = ?", [id]).first }
    }

    /// Slips in one state, oldest first.
    public func slips(in state: SlipState) throws(JournalError) -> [SlipRecord] {
        try reading { try slips($0, "state = ?", [state.rawValue]) }
    }

    /// - Parameter decider: who said so, for the audit trail; nil when the printer or a start of the program did.
    func mark(
        _ database: Database, _ slip: SlipRecord, _ state: SlipState, by decider: String? = nil, at now: UnixTime
    ) throws {
        struct Body: Encodable {
            var slip: Int64
            var state: String
        }
        try database.run(
            sql: "UPDATE slip SET state = ?, changed_at = ? WHERE sequence = ?",
            arguments: [state.rawValue, now.milliseconds, slip.sequence])
        let event = OutboxEvent("slip.state", try JSON.encode(Body(slip: slip.sequence, state: state.rawValue)))
        _ = try enqueue(database, event, for: nil, at: now)
        var details = ["state": state.rawValue]
        if let decider { details["by"] = decider }
        try audit(database, "slip.state", slip.sequence, details, now)
    }

    func copy(
        _ database: Database, _ original: SlipRecord, content: [UInt8], at now: UnixTime
    ) throws -> SlipRecord {
        let slip = NewSlip(
            kind: original.kind, day: original.day, ticket: original.ticket,
            copyOf: original.copyOf ?? original.sequence, content: content)
        return try insert(database, slip, sequence: try allot(database), at: now)
    }

    private func ticketIssued(_ draft: TicketDraft, _ ticket: TicketNumber, at now: UnixTime) throws -> OutboxEvent {
        struct Body: Encodable {
            var day: String
            var lane: String
            var number: Int
            var service: String
            var issuedAtMilliseconds: Int64
            var provisional: Bool
            var centre: String?
            var tokenHash: String?
        }
        let body = Body(
            day: ticket.day.description, lane: ticket.lane.rawValue, number: ticket.number, service: draft.service,
            issuedAtMilliseconds: now.milliseconds, provisional: draft.isProvisional,
            centre: draft.status?.centre, tokenHash: draft.status?.tokenHash)
        return OutboxEvent("ticket.issued", try JSON.encode(body))
    }
}
