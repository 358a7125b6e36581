import KioskDomain
import SQLAccess

/// Numbers of people's papers after a database was put back: those of the lost day are on slips and in kiosks' journals, so nobody
/// else may get them (DESIGN 5.2).
enum RestoredNumbers {
    /// More than a country's portal gives in any lost day.
    static let gap: Int64 = 1_000_000

    /// Tables whose `id` is the number on a paper.
    static let tables = ["application", "reservation", "cardExchange"]

    /// What comes next is greater by the gap.
    static func skip(_ store: PortalStore, at now: UnixTime) async throws {
        try await store.write { database in
            for table in tables {
                if store.isShared { try skipIdentity(database, table) } else { try skipRowID(database, table) }
            }
            try Audit.record(
                database, at: now, kiosk: PortalAdministration.name, "numbers.skipped", detail: String(gap))
        }
    }

    /// PostgreSQL: the sequence behind an identity column. It may be ahead of the rows.
    private static func skipIdentity(_ database: any SQLTransaction, _ table: String) throws {
        let sequence: String? = try database.value(
            "SELECT pg_get_serial_sequence(?, 'id') AS name", [table.lowercased()])
        guard let sequence else { throw StoreFault.unreadable(column: "\(table).id") }
        _ = try database.rows(
            "SELECT setval(?::regclass, nextval(?::regclass) + \(gap)) AS number", [sequence, sequence])
    }

    /// SQLite: `AUTOINCREMENT` has its row once the first number was given.
    private static func skipRowID(_ database: any SQLTransaction, _ table: String) throws {
        let changed = try database.execute(
            "UPDATE sqlite_sequence SET seq = seq + \(gap) WHERE name = ?", [table])
        guard changed == 0 else { return }
        try database.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, \(gap))", [table])
    }
}

extension PortalAdministration {
    /// Once after a database was put back, before machines reach the portal: leaves a gap behind the numbers that it knows.
    ///
    /// - Throws: `portal.store-unavailable` and the like.
    public static func skipNumbers(in options: PortalOptions) async throws {
        try await with(options) { try await RestoredNumbers.skip($0, at: options.now()) }
    }
}
