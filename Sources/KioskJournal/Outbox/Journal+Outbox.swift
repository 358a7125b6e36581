internal import Crypto
internal import FoundationEssentials
internal import GRDB
public import KioskDomain

extension Journal {
    /// Puts an event of its own into the outbox, such as one about an application.
    /// - Returns: its sequence.
    @discardableResult
    public func enqueue(_ event: OutboxEvent, for iin: IIN? = nil, at now: UnixTime) throws(JournalError) -> Int64 {
        try transaction { try enqueue($0, event, for: iin, at: now) }
    }

    /// The oldest events that the portal has not confirmed, in the order of their sequence.
    public func nextBatch(limit: Int) throws(JournalError) -> [OutboxEntry] {
        try reading { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM outbox WHERE state = 'pending' ORDER BY sequence LIMIT ?",
                arguments: [limit]
            ).map(entry)
        }
    }

    /// Marks an event as sent, when the portal answered with the digest that is stored here.
    public func markSent(sequence: Int64, digest: [UInt8], at now: UnixTime) throws(JournalError) -> MarkResult {
        try transaction { database in
            guard
                let row = try Row.fetchOne(
                    database, sql: "SELECT digest, state, bytes FROM outbox WHERE sequence = ?", arguments: [sequence])
            else { return .unknownSequence }
            guard row["digest"] == digest.data else { return .digestDiffers }
            guard row["state"] == "pending" else { return .alreadySent }
            try database.execute(
                sql: "UPDATE outbox SET state = 'sent', sent_at = ? WHERE sequence = ?",
                arguments: [now.milliseconds, sequence])
            try database.execute(
                sql: "UPDATE ledger SET unsent = unsent - 1, unsent_bytes = unsent_bytes - ?",
                arguments: [row["bytes"] as Int64])
            return .sent
        }
    }

    /// Counts a sending that was not confirmed.
    public func markTried(_ sequences: [Int64]) throws(JournalError) {
        try transaction { database in
            for sequence in sequences {
                try database.execute(
                    sql: "UPDATE outbox SET tries = tries + 1 WHERE sequence = ? AND state = 'pending'",
                    arguments: [sequence])
            }
        }
    }

    /// How much waits, and since when.
    public func outboxStatus() throws(JournalError) -> OutboxStatus {
        try reading { database in
            let oldest = try Int64.fetchOne(
                database, sql: "SELECT created_at FROM outbox WHERE state = 'pending' ORDER BY sequence LIMIT 1")
            let (depth, bytes) = try backlog(database)
            return OutboxStatus(depth: depth, bytes: bytes, oldest: oldest.map { UnixTime(milliseconds: $0) })
        }
    }

    /// Refuses new work beyond the bounds; work that is open may always be finished.
    func refuseWhenFull() throws(JournalError) {
        let (depth, bytes) = try reading(backlog)
        guard depth < limits.unsentEvents, bytes < limits.unsentBytes else {
            throw JournalError(.journalBacklog, "\(depth) events, \(bytes) bytes wait for the portal")
        }
        if let free = Files.freeBytes(folder), free < limits.freeBytes {
            throw JournalError(.journalFull, "\(free) bytes free")
        }
    }

    private func backlog(_ database: Database) throws -> (Int64, Int64) {
        guard let row = try Row.fetchOne(database, sql: "SELECT unsent, unsent_bytes FROM ledger") else {
            throw JournalError.corrupt("no ledger")
        }
        return (row["unsent"], row["unsent_bytes"])
    }

    /// The next number of this kiosk. It exists only together with the transaction that uses it (DESIGN 5.2).
    func allot(_ database: Database) throws -> Int64 {
        guard let number = try Int64.fetchOne(database, sql: "UPDATE ledger SET last = last + 1 RETURNING last") else {
            throw JournalError.corrupt("no ledger")
        }
        try floors.cover(sequence: number)
        return number
    }

    func enqueue(_ database: Database, _ event: OutboxEvent, for iin: IIN?, at now: UnixTime) throws -> Int64 {
        let sequence = try allot(database)
        try insert(database, event, sequence: sequence, for: iin, at: now)
        return sequence
    }

    func insert(
        _ database: Database, _ event: OutboxEvent, sequence: Int64, for iin: IIN?, at now: UnixTime
    ) throws {
        let sealed = try sealer.seal(event.body, table: "outbox", sequence: sequence)
        try database.execute(
            sql: "INSERT INTO outbox VALUES (?, ?, ?, ?, ?, ?, ?, 'pending', 0, ?, NULL)",
            arguments: [
                sequence, iin.map(personHash), event.type, sealed.wrappedKey, sealed.body, event.body.count,
                Data(SHA256.hash(data: event.body)), now.milliseconds,
            ])
        try database.execute(
            sql: "UPDATE ledger SET unsent = unsent + 1, unsent_bytes = unsent_bytes + ?",
            arguments: [event.body.count])
    }

    private func entry(_ row: Row) throws -> OutboxEntry {
        let sequence: Int64 = row["sequence"]
        let sealed = Sealer.Sealed(wrappedKey: row["wrapped_key"], body: row["sealed"])
        return OutboxEntry(
            sequence: sequence, type: row["type"], body: try sealer.open(sealed, table: "outbox", sequence: sequence),
            digest: [UInt8](row["digest"] as Data), tries: row["tries"],
            createdAt: UnixTime(milliseconds: row["created_at"]))
    }

    func audit(
        _ database: Database, _ kind: String, _ sequence: Int64, _ details: [String: String], _ now: UnixTime
    ) throws {
        try AuditChain.append(database, at: now.milliseconds, kind: kind, sequence: sequence, details: details)
    }
}
