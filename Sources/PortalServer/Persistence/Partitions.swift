import KioskDomain
import SQLAccess

/// A table of PostgreSQL whose rows lie in a part for each month, and within it by kiosk.
struct Partitions: Sendable {
    let table: String
    /// Milliseconds since 1970.
    let column: String
    /// The machine's column.
    let kiosk: String

    static let all = [
        Partitions(table: "eventBody", column: "receivedAt", kiosk: "source"),
        Partitions(table: "audit", column: "at", kiosk: "kiosk"),
    ]

    /// Parts of a month by kiosk.
    private static let parts = 4
    /// Months made ahead. What comes after them falls into the part for all others, and moves when its month is made.
    private static let ahead = 3

    /// Makes the parts of this month and the next ones.
    func provide(_ store: PortalStore, at now: UnixTime) async throws {
        var month = Month(now)
        for _ in 0..<Self.ahead {
            let (name, range) = ("\(table)_\(month.name)".lowercased(), (month.start, month.next.start))
            if try await parts(store).contains(name) == false {
                try await store.write {
                    try NamedLock.partitions.hold($0, in: store)
                    try make($0, name, range.0, range.1)
                }
            }
            month = month.next
        }
    }

    /// Two processes may want to make it: the second finds it there.
    private func make(_ database: any SQLTransaction, _ name: String, _ start: Int64, _ end: Int64) throws {
        let strays = try takeStrays(database, start, end)
        try database.execute(
            """
            CREATE TABLE IF NOT EXISTS \(name) PARTITION OF \(table) FOR VALUES FROM (\(start)) TO (\(end))
            PARTITION BY HASH (\(kiosk))
            """)
        for part in 0..<Self.parts {
            try database.execute(
                """
                CREATE TABLE IF NOT EXISTS \(name)_\(part) PARTITION OF \(name)
                FOR VALUES WITH (MODULUS \(Self.parts), REMAINDER \(part))
                """)
        }
        // Numbers that the table itself gives stay as they are.
        if strays { try database.execute("INSERT INTO \(table) OVERRIDING SYSTEM VALUE SELECT * FROM partitionStray") }
    }

    /// Rows that fell into the part for all others, because no portal ran when their month was to be made, would be in the
    /// way: they are put aside within the transaction.
    ///
    /// - Returns: whether there are any.
    private func takeStrays(_ database: any SQLTransaction, _ start: Int64, _ end: Int64) throws -> Bool {
        let stray: Int? = try database.value(
            "SELECT 1 FROM \(rest) WHERE \(column) >= ? AND \(column) < ? LIMIT 1", [start, end])
        guard stray != nil else { return false }
        try database.execute("CREATE TEMP TABLE partitionStray (LIKE \(table)) ON COMMIT DROP")
        try database.execute(
            """
            WITH taken AS (DELETE FROM \(rest) WHERE \(column) >= ? AND \(column) < ? RETURNING *)
            INSERT INTO partitionStray SELECT * FROM taken
            """, [start, end])
        return true
    }

    /// The part for what no month takes.
    private var rest: String { "\(table)Other" }

    /// Drops the parts of months that were over before `end`: no row is touched, no space left behind.
    func drop(_ store: PortalStore, before end: UnixTime) async throws {
        let oldest = "\(table)_\(Month(end).name)".lowercased()
        for name in try await parts(store) where name.hasPrefix("\(table)_".lowercased()) && name < oldest {
            _ = try await store.write { try $0.execute("DROP TABLE IF EXISTS \(name)") }
        }
        try await Expiry(table: rest, key: "ctid", column: column, bound: .integer(Month(end).start)).enforce(store)
    }

    private func parts(_ store: PortalStore) async throws -> Set<String> {
        Set(
            try await store.read { database in
                try database.values(
                    """
                    SELECT CAST(child.relname AS TEXT) FROM pg_inherits
                    JOIN pg_class AS child ON child.oid = inhrelid
                    JOIN pg_class AS parent ON parent.oid = inhparent WHERE parent.relname = ?
                    """, [table.lowercased()])
            })
    }
}

/// A month of the Gregorian calendar, UTC.
struct Month: Sendable, Hashable {
    private let first: CivilDate

    init(_ time: UnixTime) {
        let day = CivilDate(dayNumber: Int(time.milliseconds / 86_400_000))
        first = day.adding(days: 1 - day.day)
    }

    private init(first: CivilDate) { self.first = first }

    var next: Month { Month(first: first.adding(days: CivilDate.length(ofMonth: first.month, year: first.year))) }

    /// Sorts as the months do.
    var name: String { "\(first.year)_\(first.month < 10 ? "0" : "")\(first.month)" }

    /// Milliseconds since 1970 at its beginning.
    var start: Int64 { Int64(first.dayNumber) * 86_400_000 }
}
