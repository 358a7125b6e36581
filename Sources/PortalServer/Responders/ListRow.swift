import FoundationEssentials
import GRDB
import KioskDomain

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
    static func fresh(_ database: Database, _ family: KeyFamily, at now: UnixTime) throws -> ListRow? {
        let row = try Row.fetchOne(
            database, sql: "SELECT * FROM revocationList WHERE family = ? ORDER BY number DESC LIMIT 1",
            arguments: [family.rawValue])
        guard let row else { return nil }
        let kept = ListRow(
            number: row["number"], revocation: row["revocation"], madeAt: UnixTime(milliseconds: row["madeAt"]),
            whole: Array(row["whole"] as Data), delta: Array(row["delta"] as Data))
        guard try RevocationRow.newest(database, family) == kept.revocation, kept.madeAt <= now,
            now < kept.madeAt + RevocationLists.deltaLifetime / 2
        else { return nil }
        return kept
    }

    /// 0 when there was none.
    static func newestNumber(_ database: Database, _ family: KeyFamily) throws -> Int {
        try Int.fetchOne(
            database, sql: "SELECT COALESCE(MAX(number), 0) FROM revocationList WHERE family = ?",
            arguments: [family.rawValue]) ?? 0
    }

    /// The newest that was made before an instant, else the oldest of all; nil when there is none.
    static func base(
        _ database: Database, _ family: KeyFamily, madeBefore instant: UnixTime
    ) throws -> (number: Int, revocation: Int64)? {
        try Row.fetchOne(
            database,
            sql: """
                SELECT number, revocation FROM revocationList WHERE family = ?1 AND number = COALESCE(
                    (SELECT MAX(number) FROM revocationList WHERE family = ?1 AND madeAt < ?2),
                    (SELECT MIN(number) FROM revocationList WHERE family = ?1))
                """, arguments: [family.rawValue, instant.milliseconds]
        ).map { (number: $0["number"], revocation: $0["revocation"]) }
    }

    func insert(_ database: Database, _ family: KeyFamily, forgettingBefore oldest: Int) throws {
        try database.execute(
            sql: "DELETE FROM revocationList WHERE family = ? AND number < ?", arguments: [family.rawValue, oldest])
        try database.execute(
            sql: "UPDATE revocationList SET whole = x'', delta = x'' WHERE family = ?", arguments: [family.rawValue])
        try database.execute(
            sql: """
                INSERT INTO revocationList (family, number, revocation, madeAt, whole, delta)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                family.rawValue, number, revocation, madeAt.milliseconds, Data(whole), Data(delta),
            ])
    }
}
