internal import FoundationEssentials
internal import GRDB
public import KioskDomain
internal import PortalSync

extension Journal {
    /// Opens an attempt durably, before the first frame is judged (B2), and puts `attempt.opened` into the outbox.
    ///
    /// Body of that event: `{attempt, iin, proof, openedAtMilliseconds}`; its sequence is the attempt's.
    /// - Throws: `journal.backlog-full`, `journal.unsent-too-long` or `journal.disk-full` when the bounds are reached; nothing
    ///   was opened then.
    public func openAttempt(_ draft: AttemptDraft, at now: UnixTime) throws(JournalError) -> AttemptRecord {
        struct Body: Encodable {
            var attempt: Int64
            var iin: String
            var proof: String
            var openedAtMilliseconds: Int64
        }
        try refuseWhenFull(.attempt, at: now)
        return try transaction { database in
            let sequence = try allot(database)
            let id = [UInt8].random(16).hex
            let sealed = try sealer.seal(json: SealedAttempt(draft), table: "attempt", sequence: sequence)
            try database.run(
                sql: """
                    INSERT INTO attempt (sequence, id, iin_hash, wrapped_key, sealed, session, channel, opened_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    sequence, id, personHash(draft.person.iin), sealed.wrappedKey, sealed.body, draft.session,
                    draft.channel.rawValue, now.milliseconds,
                ])
            let body = Body(
                attempt: sequence, iin: draft.person.iin.digits, proof: draft.proof,
                openedAtMilliseconds: now.milliseconds)
            let event = OutboxEvent("attempt.opened", try JSON.encode(body))
            try insert(database, event, sequence: sequence, for: draft.person.iin, at: now)
            try audit(database, "attempt.opened", sequence, ["channel": draft.channel.rawValue], now)
            return try onlyAttempt(database, "id = ?", [id])
        }
    }

    /// Ends an attempt in its one outcome, and puts `attempt.closed` into the outbox in the same transaction.
    ///
    /// The same outcome again changes nothing and answers the record as it is.
    /// - Parameter evidence: what the kiosk swears about the outcome (a compact JWS or JSON), without pictures or IIN.
    /// - Throws: `journal.conflict` for an unknown attempt or another outcome than the one it has.
    @discardableResult
    public func closeAttempt(
        id: String, outcome: AttemptOutcome, evidence: String? = nil, at now: UnixTime
    ) throws(JournalError) -> AttemptRecord {
        try transaction { database in
            let record = try onlyAttempt(database, "id = ?", [id])
            if record.outcome == outcome { return record }
            guard record.outcome == nil else {
                throw JournalError.conflict("attempt \(record.sequence) has another outcome already")
            }
            try close(database, record, outcome, evidence, at: now)
            return try onlyAttempt(database, "id = ?", [id])
        }
    }

    /// Attempts that have not ended, oldest first.
    public func openAttempts() throws(JournalError) -> [AttemptRecord] {
        try reading { try attempts($0, "outcome IS NULL", []) }
    }

    /// The attempt with this id; nil when there is none.
    public func attempt(id: String) throws(JournalError) -> AttemptRecord? {
        try reading { try attempts($0, "id = ?", [id]).first }
    }

    /// Everything this kiosk knows of a person's attempts, oldest first.
    public func attempts(for iin: IIN) throws(JournalError) -> [AttemptRecord] {
        try reading { try attempts($0, "iin_hash = ?", [personHash(iin)]) }
    }

    /// A person's closed attempts of which the portal does not know the outcome yet, oldest first (B1).
    public func unsyncedAttempts(for iin: IIN) throws(JournalError) -> [AttemptRecord] {
        try reading { try attempts($0, "iin_hash = ? AND outcome IS NOT NULL AND NOT synced", [personHash(iin)]) }
    }

    func close(
        _ database: Database, _ record: AttemptRecord, _ outcome: AttemptOutcome, _ evidence: String?, at now: UnixTime
    ) throws {
        struct Body: Encodable {
            var attempt: Int64
            var outcome: AttemptOutcome
            var closedAtMilliseconds: Int64
            var evidence: String?
        }
        let body = Body(
            attempt: record.sequence, outcome: outcome, closedAtMilliseconds: now.milliseconds, evidence: evidence)
        let event = OutboxEvent("attempt.closed", try JSON.encode(body))
        let sequence = try enqueue(database, event, for: record.person?.iin, at: now)
        try database.run(
            sql: """
                UPDATE attempt SET outcome = ?, closed_at = ?, closed_sequence = ?, evidence = ?
                WHERE sequence = ? AND outcome IS NULL
                """,
            arguments: [
                outcome.rawValue, now.milliseconds, sequence, evidence.map { Data($0.utf8) }, record.sequence,
            ])
        try audit(database, "attempt.closed", record.sequence, ["outcome": outcome.rawValue], now)
    }

    private func onlyAttempt(
        _ database: Database, _ condition: String, _ arguments: StatementArguments
    ) throws -> AttemptRecord {
        guard let record = try attempts(database, condition, arguments).first else {
            throw JournalError.conflict("no such attempt")
        }
        return record
    }
}
