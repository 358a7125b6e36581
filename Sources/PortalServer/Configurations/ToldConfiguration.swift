import FoundationEssentials
import KioskDomain
import PortalContract
import SQLAccess

/// What a machine last told of the sets that it was offered.
struct ToldConfiguration: Sendable {
    let kiosk: String
    let told: ConfigurationPresence
    let at: UnixTime

    private static let columns = "kiosk, report, toldAt"

    private init?(_ row: SQLRow) throws {
        guard let told = try? ContractJSON.decode(ConfigurationPresence.self, from: row["report"] as Data) else {
            return nil
        }
        self.told = told
        kiosk = try row["kiosk"]
        at = UnixTime(milliseconds: try row["toldAt"])
    }

    static func find(_ database: any SQLTransaction, _ kiosk: String) throws -> ToldConfiguration? {
        try database.row("SELECT \(columns) FROM kioskConfiguration WHERE kiosk = ?", [kiosk])
            .flatMap(ToldConfiguration.init)
    }

    /// By ID, those after the one named, at most ``KioskList/limit``.
    static func list(_ database: any SQLTransaction, after: String) throws -> [ToldConfiguration] {
        try database.rows(
            "SELECT \(columns) FROM kioskConfiguration WHERE kiosk > ? ORDER BY kiosk LIMIT ?",
            [after, KioskList.limit]
        ).compactMap(ToldConfiguration.init)
    }

    static func keep(
        _ database: any SQLTransaction, _ told: ConfigurationPresence, _ kiosk: String, at now: UnixTime
    ) throws {
        try database.execute(
            """
            INSERT INTO kioskConfiguration (kiosk, running, refused, report, toldAt) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (kiosk) DO UPDATE SET running = excluded.running, refused = excluded.refused,
            report = excluded.report, toldAt = excluded.toldAt
            """,
            [
                kiosk, told.report.running?.digest, told.report.refused?.set.digest, try ContractJSON.encode(told),
                now.milliseconds,
            ])
    }

    /// Machines that run on a set.
    static func runs(_ database: any SQLTransaction, _ name: ConfigurationName) throws -> Int {
        try database.value("SELECT count(*) FROM kioskConfiguration WHERE running = ?", [name.digest]) ?? 0
    }

    /// Machines that did not take or keep it.
    static func failures(_ database: any SQLTransaction, _ name: ConfigurationName) throws -> Int {
        try database.value("SELECT count(*) FROM kioskConfiguration WHERE refused = ?", [name.digest]) ?? 0
    }
}
