import KioskDomain
import PortalContract
import SQLAccess

/// Alarms of kiosks: what was found (``KioskBooks/raise(_:)``), and what the portal's team says about it.
struct AlarmsService: Sendable {
    let store: PortalStore
    let clock: PortalClock

    /// At most ``KioskAlarmList/limit``, by kiosk and code.
    ///
    /// - Parameters:
    ///   - after: the last one of the page before.
    ///   - all: with those that are handled.
    func list(after: (kiosk: String, code: String), all: Bool) async throws -> KioskAlarmList {
        let open = all ? "" : "AND \(Self.isOpen)"
        return KioskAlarmList(
            alarms: try await store.read { database in
                try database.rows(
                    """
                    \(Self.selection) WHERE (kioskAlarm.kiosk > ? OR (kioskAlarm.kiosk = ? AND kioskAlarm.code > ?))
                    \(open) ORDER BY kioskAlarm.kiosk, kioskAlarm.code LIMIT ?
                    """, [after.kiosk, after.kiosk, after.code, KioskAlarmList.limit]
                ).compactMap(Self.alarm)
            })
    }

    /// Somebody looks after an alarm, or has.
    ///
    /// - Throws: ``PortalProblem`` 404 when there is none, 409 when it was found less often than the person says.
    func say(
        _ word: KioskAlarmWord, of kiosk: String, _ code: KioskAlarmCode, by: String
    ) async throws -> KioskAlarm {
        let now = clock.now()
        return try await store.write { database in
            try Self.say(database, word, of: kiosk, code, by: by, at: now)
        }
    }

    static func say(
        _ database: any SQLTransaction, _ word: KioskAlarmWord, of kiosk: String, _ code: KioskAlarmCode, by: String,
        at now: UnixTime
    ) throws -> KioskAlarm {
        let row = try database.heldRow(
            "SELECT number FROM kioskAlarm WHERE kiosk = ? AND code = ?", [kiosk, code.rawValue])
        guard let row else { throw PortalProblem(.kioskCertificate, 404, "there is no such alarm") }
        let number: Int64 = try row["number"]
        guard word.findings <= number else {
            throw PortalProblem(.portalRefused, 409, "the alarm was found \(number) times only")
        }
        try database.execute(
            """
            INSERT INTO alarmHandling (kiosk, code, standing, person, said, note, number, at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (kiosk, code) DO UPDATE SET standing = excluded.standing, person = excluded.person,
            said = excluded.said, note = excluded.note, number = excluded.number, at = excluded.at
            """,
            [
                kiosk, code.rawValue, word.standing.rawValue, word.person, by, word.note, word.findings,
                now.milliseconds,
            ])
        try Audit.record(
            database, at: now, kiosk: by, "alarm.\(word.standing.rawValue)", detail: "\(kiosk) \(code.rawValue)")
        let changed = try database.row(
            "\(selection) WHERE kioskAlarm.kiosk = ? AND kioskAlarm.code = ?", [kiosk, code.rawValue])
        guard let changed, let alarm = try Self.alarm(changed) else {
            throw PortalProblem(.internalError, 500, "the alarm is gone")
        }
        return alarm
    }

    /// Notes what the portal's team must hear.
    static func raise(
        _ database: any SQLTransaction, _ code: FailureCode, of kiosk: String, at now: UnixTime
    ) throws {
        try database.execute(
            """
            INSERT INTO kioskAlarm (kiosk, code, firstAt, lastAt, number) VALUES (?, ?, ?, ?, 1)
            ON CONFLICT (kiosk, code) DO UPDATE SET lastAt = excluded.lastAt, number = kioskAlarm.number + 1
            """, [kiosk, code.rawValue, now.milliseconds, now.milliseconds])
    }

    /// Of `kioskAlarm` joined with `alarmHandling`: not all findings are handled.
    static let isOpen = """
        (alarmHandling.standing IS NULL OR alarmHandling.standing <> 'handled'
        OR alarmHandling.number < kioskAlarm.number)
        """

    /// The tables that ``isOpen`` speaks of.
    static let tables = """
        kioskAlarm LEFT JOIN alarmHandling ON alarmHandling.kiosk = kioskAlarm.kiosk
        AND alarmHandling.code = kioskAlarm.code
        """

    private static let selection = """
        SELECT kioskAlarm.kiosk AS kiosk, kioskAlarm.code AS code, kioskAlarm.firstAt AS firstAt,
        kioskAlarm.lastAt AS lastAt, kioskAlarm.number AS number, alarmHandling.standing AS standing,
        alarmHandling.person AS person, alarmHandling.said AS said, alarmHandling.note AS note,
        alarmHandling.number AS handled, alarmHandling.at AS handledAt FROM \(tables)
        """

    /// Nil for a code of a newer portal on the same database.
    private static func alarm(_ row: SQLRow) throws -> KioskAlarm? {
        guard let code = KioskAlarmCode(rawValue: try row["code"]) else { return nil }
        let number: Int64 = try row["number"]
        var handling: KioskAlarmHandling?
        if let standing = (try row["standing"] as String?).flatMap(KioskAlarmStanding.init) {
            handling = KioskAlarmHandling(
                standing: standing, person: try row["person"], by: try row["said"], note: try row["note"],
                findings: try row["handled"], atMilliseconds: try row["handledAt"])
        }
        let isOpen = handling.map { $0.standing != .handled || $0.findings < number } ?? true
        return KioskAlarm(
            kioskID: try row["kiosk"], code: code, firstAtMilliseconds: try row["firstAt"],
            lastAtMilliseconds: try row["lastAt"], findings: number, isOpen: isOpen, handling: handling)
    }
}
