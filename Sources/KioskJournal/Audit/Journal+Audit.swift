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

    /// Recomputes every hash of the audit chain.
    public func verifyAuditChain() throws(JournalError) -> AuditVerdict {
        try reading(AuditChain.verify)
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
