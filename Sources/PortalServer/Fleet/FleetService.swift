import KioskDomain
import PortalContract
import SQLAccess

/// All machines for people, as the portal's team looks at them.
struct FleetService: Sendable {
    let store: PortalStore
    let clock: PortalClock

    private var since: Int64 { (clock.now() - FleetQuery.silence).milliseconds }

    func summary() async throws -> FleetSummary {
        let since = since
        return try await store.read { try Self.summary($0, since: since) }
    }

    /// What somebody who looks at the page would see change.
    struct Sight: Sendable, Hashable {
        let summary: FleetSummary
        /// What was said of alarms: how often, and when last.
        let said: Int64
        let lastSaidAt: Int64
    }

    func sight() async throws -> Sight {
        let since = since
        return try await store.read { database in
            let row = try database.row(
                "SELECT coalesce(CAST(sum(number) AS BIGINT), 0) AS said, coalesce(max(at), 0) AS lastAt FROM alarmHandling"
            )
            return Sight(
                summary: try Self.summary(database, since: since), said: try row?["said"] ?? 0,
                lastSaidAt: try row?["lastAt"] ?? 0)
        }
    }

    /// Heard of since then is lately.
    static func summary(_ database: any SQLTransaction, since: Int64) throws -> FleetSummary {
        let states = try database.rows(
            """
            SELECT state AS name, count(*) AS number FROM
            (SELECT \(FleetQuery.state) AS state FROM \(FleetQuery.tables)) AS stand GROUP BY state ORDER BY state
            """, [since]
        ).map { FleetCount(name: try $0["name"], count: try $0["number"]) }
        let backlog = try database.row(
            """
            SELECT coalesce(CAST(sum(kioskReport.waiting) AS BIGINT), 0) AS waiting, min(kioskReport.oldestAt) AS oldestAt,
            coalesce(max(CASE WHEN kioskState.seenAt >= ? THEN abs(kioskState.clockOffset) ELSE 0 END), 0) AS skew
            FROM \(FleetQuery.tables) AND kioskState.revokedAt IS NULL
            """, [since])
        let alarms: Int64? = try database.value(
            "SELECT count(*) FROM \(AlarmsService.tables) WHERE \(AlarmsService.isOpen)")
        let versions = try database.rows(
            """
            SELECT kioskReport.version AS name, count(*) AS number FROM \(FleetQuery.tables)
            AND kioskState.revokedAt IS NULL AND kioskReport.version IS NOT NULL
            GROUP BY kioskReport.version ORDER BY kioskReport.version LIMIT ?
            """, [FleetSummary.limit]
        ).map { FleetCount(name: try $0["name"], count: try $0["number"]) }
        let centres = try database.rows(
            """
            SELECT centre, count(*) AS machines, sum(CASE WHEN state IN ('well', 'new') THEN 0 ELSE 1 END) AS troubled FROM
            (SELECT coalesce(kioskReport.centre, '') AS centre, \(FleetQuery.state) AS state
                FROM \(FleetQuery.tables)) AS stand
            WHERE state <> 'revoked' GROUP BY centre ORDER BY centre LIMIT ?
            """, [since, FleetSummary.limit]
        ).map {
            FleetCentre(centre: try $0["centre"], machines: try $0["machines"], troubled: try $0["troubled"])
        }
        return FleetSummary(
            states: states, waiting: try backlog?["waiting"] ?? 0, oldestAtMilliseconds: try backlog?["oldestAt"],
            clockOffMilliseconds: try backlog?["skew"] ?? 0, openAlarms: alarms ?? 0, versions: versions,
            centres: centres)
    }

    /// At most ``FleetKioskList/limit``, by ID.
    ///
    /// - Parameters:
    ///   - state: only those in this state.
    ///   - centre: only those of this centre.
    func kiosks(after: String, state: KioskState?, centre: String?) async throws -> FleetKioskList {
        let since = since
        return FleetKioskList(
            kiosks: try await store.read { database in
                try database.rows(
                    """
                    SELECT * FROM (SELECT kiosk.id AS id, \(FleetQuery.state) AS state, kioskState.seenAt AS seenAt,
                        kioskState.clockOffset AS clockOffset, \(ReportRow.columns), (SELECT count(*)
                            FROM \(AlarmsService.tables) WHERE kioskAlarm.kiosk = kiosk.id AND \(AlarmsService.isOpen)
                        ) AS alarms FROM \(FleetQuery.tables) AND kiosk.id > ?) AS stand
                    WHERE (state = ? OR ? = '') AND (centre = ? OR ? = '') ORDER BY id LIMIT ?
                    """,
                    [
                        since, after, state?.rawValue ?? "", state?.rawValue ?? "", centre ?? "", centre ?? "",
                        FleetKioskList.limit,
                    ]
                ).map(Self.kiosk)
            })
    }

    private static func kiosk(_ row: SQLRow) throws -> FleetKiosk {
        FleetKiosk(
            kioskID: try row["id"], state: KioskState(rawValue: try row["state"]) ?? .well,
            report: try ReportRow.read(row), seenAtMilliseconds: try row["seenAt"],
            clockOffsetMilliseconds: try row["clockOffset"], openAlarms: try row["alarms"])
    }
}
