import KioskDomain
import PortalContract
import SQLAccess

/// What a machine last reported.
enum ReportRow {
    static func write(_ database: any SQLTransaction, _ report: KioskReport, of kiosk: String) throws {
        try database.execute(
            """
            INSERT INTO kioskReport (kiosk, version, centre, waiting, oldestAt, frozen, faults)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (kiosk) DO UPDATE SET version = excluded.version, centre = excluded.centre,
            waiting = excluded.waiting, oldestAt = excluded.oldestAt, frozen = excluded.frozen, faults = excluded.faults
            """,
            [
                kiosk, report.version, report.centre, report.waiting, report.oldestAtMilliseconds, report.frozen,
                report.faults.map { "\($0.device)=\($0.code)" }.joined(separator: " "),
            ])
    }

    /// Nil for a machine that has reported nothing.
    static func read(_ row: SQLRow) throws -> KioskReport? {
        guard let version: String = try row["version"] else { return nil }
        let faults: String = try row["faults"]
        return KioskReport(
            version: version, centre: try row["centre"], waiting: try row["waiting"],
            oldestAtMilliseconds: try row["oldestAt"], frozen: try row["frozen"],
            faults: faults.split(separator: " ").compactMap { fault in
                let parts = fault.split(separator: "=")
                return parts.count == 2 ? DeviceFault(device: String(parts[0]), code: String(parts[1])) : nil
            })
    }

    static let columns = """
        kioskReport.version AS version, kioskReport.centre AS centre, kioskReport.waiting AS waiting,
        kioskReport.oldestAt AS oldestAt, kioskReport.frozen AS frozen, kioskReport.faults AS faults
        """
}
