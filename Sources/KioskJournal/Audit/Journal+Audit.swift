internal import FoundationEssentials
internal import GRDB
public import KioskDomain

extension Journal {
    /// Records what a person at a desk or a technician did, such as a look-up by IIN with the operator's name (R4, P4).
    ///
    /// - Parameters:
    ///   - kind: a stable word, such as `operator.look-up`.
    ///   - iin: whom it was about; kept as a keyed hash only.
    ///   - details: without personal data of citizens.
    public func record(
        _ kind: String, about iin: IIN? = nil, details: [String: String], at now: UnixTime
    ) throws(JournalError) {
        var details = details
        if let iin { details["person"] = [UInt8](personHash(iin)).hex }
        try transaction { database in
            try AuditChain.append(database, at: now.milliseconds, kind: kind, sequence: nil, details: details)
        }
    }

    /// Recomputes hashes of the audit chain.
    ///
    /// - Parameters:
    ///   - last: the link behind which it begins; what stands before it is taken as found whole.
    ///   - rows: how many links at most, so that nobody waits long for the journal.
    /// - Returns: whole up to a link, which is the chain's end when it is `last` itself.
    public func verifyAuditChain(
        after last: AuditHead = .beginning, rows: Int = .max
    ) throws(JournalError) -> AuditVerdict {
        try reading { try AuditChain.verify($0, after: last, rows: rows) }
    }

    /// Puts a break of the chain among the alarms that the technician and the portal hear of.
    public func report(_ verdict: AuditVerdict, at now: UnixTime) throws(JournalError) {
        guard case .broken(let position) = verdict else { return }
        try transaction { try raise($0, .auditFork, "link \(position) does not follow", at: now) }
    }

    /// Puts the newest link into the outbox as `audit.head`; nothing when the portal has been told already.
    public func publishAuditHead(at now: UnixTime) throws(JournalError) {
        struct Body: Encodable {
            var index: Int64
            var hash: String
        }
        try transaction { database in
            let head = try AuditChain.head(database)
            let told = try Int64.fetchOne(
                database, sql: "SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'audit-published'")
            guard head.position > told ?? 0 else { return }
            let event = OutboxEvent("audit.head", try JSON.encode(Body(index: head.position, hash: head.hash.hex)))
            _ = try enqueue(database, event, for: nil, at: now)
            try database.run(
                sql: "INSERT OR REPLACE INTO meta VALUES ('audit-published', CAST(? AS BLOB))",
                arguments: [String(head.position)])
        }
    }
}
