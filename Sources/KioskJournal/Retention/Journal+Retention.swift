internal import GRDB
public import KioskDomain

/// How many records lost their personal fields.
public struct ErasureReport: Sendable, Hashable {
    /// Attempts.
    public var attempts = 0
    /// Slips.
    public var slips = 0
    /// Certificate requests.
    public var certificateRequests = 0
    /// Events that were removed: confirmed, or set aside.
    public var events = 0
}

extension Journal {
    /// Erases the personal fields of finished cases older than `before`, by erasing their keys (R6).
    ///
    /// Finished: an attempt whose outcome the portal has confirmed, a slip that is not being printed, a request that is
    /// written, an event that is sent or was set aside. What waits for the portal is never erased. Numbers, outcomes and the audit chain stay.
    public func eraseExpired(before: UnixTime, at now: UnixTime) throws(JournalError) -> ErasureReport {
        let report = try transaction { database in
            var report = ErasureReport()
            report.attempts = try erase(
                database, "attempt", "wrapped_key = NULL, sealed = NULL, iin_hash = NULL, evidence = NULL",
                """
                closed_at < ? AND NOT EXISTS (
                    SELECT 1 FROM outbox WHERE outbox.sequence = attempt.closed_sequence AND outbox.state = 'pending')
                """, before)
            report.slips = try erase(
                database, "slip", "wrapped_key = NULL, sealed = NULL, reservation_hash = NULL",
                "changed_at < ? AND state <> 'printing'", before)
            report.certificateRequests = try erase(
                database, "certificate_request", "wrapped_key = NULL, sealed = NULL, iin_hash = NULL",
                "changed_at < ? AND step = 'written'", before)
            try database.run(
                sql: "DELETE FROM outbox WHERE state <> 'pending' AND sent_at < ?", arguments: [before.milliseconds])
            report.events = database.changesCount
            try database.run(
                sql: "UPDATE exchange_submission SET iin_hash = NULL WHERE iin_hash IS NOT NULL AND changed_at < ?",
                arguments: [before.milliseconds])
            try eraseReservations(database, before: before)
            if report != ErasureReport() {
                try AuditChain.append(
                    database, at: now.milliseconds, kind: "personal-data.erased", sequence: nil,
                    details: ["before": String(before.milliseconds), "attempts": String(report.attempts)])
            }
            return report
        }
        try emptyLog()
        return report
    }

    private func erase(
        _ database: Database, _ table: String, _ change: String, _ condition: String, _ before: UnixTime
    ) throws -> Int {
        try database.run(
            sql: "UPDATE \(table) SET \(change) WHERE wrapped_key IS NOT NULL AND \(condition)",
            arguments: [before.milliseconds])
        return database.changesCount
    }

    /// The write-ahead log still holds the old pages, keys included, until it is copied back and cut.
    private func emptyLog() throws(JournalError) {
        try onSoundFile { try store.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) } }
    }
}
