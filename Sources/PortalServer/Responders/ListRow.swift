import FoundationEssentials
import KioskDomain
import SQLAccess

/// A pair of lists, whole and delta, as the database holds it. Of older pairs only the numbers are kept.
struct ListRow: Sendable {
    let number: Int
    /// The newest revocation that is in it.
    let revocation: Int64
    let madeAt: UnixTime
    let whole: [UInt8]
    let delta: [UInt8]

    func list(_ form: RevocationLists.Form) -> [UInt8] {
        switch form {
        case .whole: whole
        case .delta: delta
        }
    }

    /// The newest pair, unless something was revoked since or its delta is half way through.
    static func fresh(_ database: any SQLTransaction, _ family: KeyFamily, at now: UnixTime) throws -> ListRow? {
        let row = try database.row(
            "SELECT * FROM revocationList WHERE family = ? ORDER BY number DESC LIMIT 1", [family.rawValue])
        guard let row else { return nil }
        let kept = ListRow(
            number: try row["number"], revocation: try row["revocation"],
            madeAt: UnixTime(milliseconds: try row["madeAt"]),
            whole: Array(try row["whole"] as Data), delta: Array(try row["delta"] as Data))
        guard try RevocationRow.newest(database, family) == kept.revocation, kept.madeAt <= now,
            now < kept.madeAt + RevocationLists.deltaLifetime / 2
        else { return nil }
        return kept
    }

    /// 0 when there was none.
    static func newestNumber(_ database: any SQLTransaction, _ family: KeyFamily) throws -> Int {
        try database.value("SELECT COALESCE(MAX(number), 0) FROM revocationList WHERE family = ?", [family.rawValue])
            ?? 0
    }

    /// The newest that was made before an instant, else the oldest of all; nil when there is none.
    static func base(
        _ database: any SQLTransaction, _ family: KeyFamily, madeBefore instant: UnixTime
    ) throws -> (number: Int, revocation: Int64)? {
        try database.row(
            """
            SELECT number, revocation FROM revocationList WHERE family = ? AND number = COALESCE(
                (SELECT MAX(number) FROM revocationList WHERE family = ? AND madeAt < ?),
                (SELECT MIN(number) FROM revocationList WHERE family = ?))
            """, [family.rawValue, family.rawValue, instant.milliseconds, family.rawValue]
        ).map { (number: try $0["number"], revocation: try $0["revocation"]) }
    }

    func insert(_ database: any SQLTransaction, _ family: KeyFamily, forgettingBefore oldest: Int) throws {
        try database.execute("DELETE FROM revocationList WHERE family = ? AND number < ?", [family.rawValue, oldest])
        try database.execute(
            "UPDATE revocationList SET whole = ?, delta = ? WHERE family = ?", [Data(), Data(), family.rawValue])
        try database.execute(
            """
            INSERT INTO revocationList (family, number, revocation, madeAt, whole, delta)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
            [
                family.rawValue, number, revocation, madeAt.milliseconds, Data(whole), Data(delta),
            ])
    }
}
