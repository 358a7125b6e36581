internal import GRDB
public import KioskDomain

/// Something about the outbox or the audit chain that a technician must hear, also after a restart.
public struct JournalAlarm: Sendable, Hashable {
    /// The stable code.
    public var code: FailureCode
    /// What was found last, without personal data.
    public var detail: String
    /// When it was found last.
    public var lastAt: UnixTime
    /// How often.
    public var count: Int64
}

extension Journal {
    /// Alarms found since `since`, the newest first. The audit chain keeps what led to them for good.
    public func alarms(since: UnixTime) throws(JournalError) -> [JournalAlarm] {
        try reading { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM alarm WHERE last_at >= ? ORDER BY last_at DESC",
                arguments: [since.milliseconds]
            ).compactMap { row in
                FailureCode(rawValue: row["code"]).map { code in
                    JournalAlarm(
                        code: code, detail: row["detail"], lastAt: UnixTime(milliseconds: row["last_at"]),
                        count: row["count"])
                }
            }
        }
    }

    func raise(_ database: Database, _ code: FailureCode, _ detail: String, at now: UnixTime) throws {
        try database.run(
            sql: """
                INSERT INTO alarm VALUES (?, ?, ?, 1)
                ON CONFLICT (code) DO UPDATE SET detail = excluded.detail, last_at = excluded.last_at, count = count + 1
                """,
            arguments: [code.rawValue, detail, now.milliseconds])
    }
}
