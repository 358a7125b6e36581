internal import Crypto
internal import FoundationEssentials
internal import GRDB
public import KioskDomain
public import PortalContract
public import PortalSync

extension Journal {
    /// Puts an event of its own into the outbox, such as one about an application.
    /// - Returns: its sequence.
    @discardableResult
    public func enqueue(_ event: OutboxEvent, for iin: IIN? = nil, at now: UnixTime) throws(JournalError) -> Int64 {
        try transaction { try enqueue($0, event, for: iin, at: now) }
    }

    /// The oldest records that the portal has neither confirmed nor refused, and where the journal stands, read at one moment.
    ///
    /// A record that can no longer be opened is set aside with an alarm, so that it holds up nothing.
    public func outlook(
        _ request: BatchRequest, at now: UnixTime
    ) throws(JournalError) -> (entries: [OutboxEntry], position: JournalPosition) {
        var damaged: [(sequence: Int64, bytes: Int64)] = []
        let found = try reading { database in
            let (entries, withheld) = try entries(database, request, &damaged)
            return (entries, try position(database, withholding: withheld, at: now))
        }
        guard !damaged.isEmpty else { return found }
        try transaction { database in
            for (sequence, bytes) in damaged {
                try close(database, sequence, as: "damaged", bytes: bytes, refusal: nil, at: now)
                try audit(database, "outbox.damaged", sequence, [:], now)
                try raise(database, .recordDamaged, "record \(sequence)", at: now)
            }
        }
        return found
    }

    /// The oldest records that wait, in the order of their sequence.
    public func nextBatch(limit: Int) throws(JournalError) -> [OutboxEntry] {
        let request = BatchRequest(bounds: BatchBounds(events: limit, bytes: .max))
        var damaged: [(sequence: Int64, bytes: Int64)] = []
        return try reading { try entries($0, request, &damaged).taken }
    }

    private func entries(
        _ database: Database, _ request: BatchRequest, _ damaged: inout [(sequence: Int64, bytes: Int64)]
    ) throws -> (taken: [OutboxEntry], withheld: [RecordMark]) {
        var filler = BatchFiller(request)
        var entries: [OutboxEntry] = []
        var withheld: [RecordMark] = []
        let rows = try Row.fetchCursor(
            database, sql: "SELECT * FROM outbox WHERE state = 'pending' ORDER BY sequence")
        while let row = try rows.next() {
            let (sequence, bytes): (Int64, Int64) = (row["sequence"], row["bytes"])
            let lane = (row["iin_hash"] as Data?).map { Lane.person([UInt8]($0)) } ?? .record(sequence)
            switch filler.offer(lane, bytes: Int(bytes)) {
            case .full: return (entries, withheld)
            case .passed:
                guard withheld.count < JournalPosition.withheldLimit else { continue }
                withheld.append(RecordMark(sequence: sequence, digest: [UInt8](row["digest"] as Data).hex))
            case .taken:
                do { entries.append(try entry(row, lane)) } catch { damaged.append((sequence, bytes)) }
            }
        }
        return (entries, withheld)
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
    func refuseWhenFull(_ work: BacklogRule.Work, at now: UnixTime) throws(JournalError) {
        let status = try outboxStatus()
        let backlog = Backlog(events: status.depth, bytes: status.bytes, oldest: status.oldest)
        if let code = BacklogRule.refusal(of: work, backlog, limits.backlog, at: now) {
            throw JournalError(code, "\(status.depth) events, \(status.bytes) bytes wait for the portal")
        }
        if let free = Files.freeBytes(folder), free < limits.freeBytes {
            throw JournalError(.journalFull, "\(free) bytes free")
        }
        if let nodes = Files.freeNodes(folder), nodes < limits.freeNodes {
            throw JournalError(.journalFull, "\(nodes) inodes free")
        }
    }

    /// Why no attempt may begin now; nil when one may. Tickets go on longer (``BacklogRule``).
    public func refusalOfAttempts(at now: UnixTime) -> FailureCode? {
        do throws(JournalError) { try refuseWhenFull(.attempt, at: now) } catch { return error.code }
        return nil
    }

    private func backlog(_ database: Database) throws -> (Int64, Int64) {
        guard let row = try Row.fetchOne(database, sql: "SELECT unsent, unsent_bytes FROM ledger") else {
            throw JournalError.corrupt("no ledger")
        }
        return (row["unsent"], row["unsent_bytes"])
    }

    /// The next number of this kiosk. It exists only together with the transaction that uses it (DESIGN 5.2).
    func allot(_ database: Database) throws -> Int64 {
        // Not RETURNING, for which SQLite opens a table of its own each time.
        try database.run(sql: "UPDATE ledger SET last = last + 1")
        guard let number = try Int64.fetchOne(try database.cachedStatement(sql: "SELECT last FROM ledger")) else {
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
        guard event.body.count <= OutboxEvent.limit else {
            throw JournalError.conflict("an event of \(event.body.count) bytes")
        }
        let sealed = try sealer.seal(event.body, table: "outbox", sequence: sequence)
        try database.run(
            sql: """
                INSERT INTO outbox
                (sequence, iin_hash, type, wrapped_key, sealed, bytes, digest, state, tries, created_at, demonstration)
                VALUES (?, ?, ?, ?, ?, ?, ?, 'pending', 0, ?, ?)
                """,
            arguments: [
                sequence, iin.map(personHash), event.type, sealed.wrappedKey, sealed.body, event.body.count,
                Data(SHA256.hash(data: event.body)), now.milliseconds, request.demonstration,
            ])
        try database.run(
            sql: "UPDATE ledger SET unsent = unsent + 1, unsent_bytes = unsent_bytes + ?",
            arguments: [event.body.count])
    }

    private func entry(_ row: Row, _ lane: Lane) throws -> OutboxEntry {
        let sequence: Int64 = row["sequence"]
        let sealed = Sealer.Sealed(wrappedKey: row["wrapped_key"], body: row["sealed"])
        return OutboxEntry(
            sequence: sequence, type: row["type"], body: try sealer.open(sealed, table: "outbox", sequence: sequence),
            digest: [UInt8](row["digest"] as Data), lane: lane, createdAt: UnixTime(milliseconds: row["created_at"]),
            demonstration: row["demonstration"])
    }

    func audit(
        _ database: Database, _ kind: String, _ sequence: Int64?, _ details: [String: String], _ now: UnixTime
    ) throws {
        try AuditChain.append(database, at: now.milliseconds, kind: kind, sequence: sequence, details: details)
    }
}
