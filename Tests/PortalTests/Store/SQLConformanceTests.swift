import FoundationEssentials
import KioskTestSupport
import PostgreSQLStore
import SQLAccess
import SQLiteStore
import Testing

/// What both engines must do alike for the portal not to know which it has.
@Suite("Issue 6.5: both stores keep one promise", .onEachStore) struct SQLConformanceTests {
    private static var blob: String { StoreKind.current == .sqlite ? "BLOB" : "BYTEA" }
    private static var counted: String {
        StoreKind.current == .sqlite
            ? "INTEGER PRIMARY KEY AUTOINCREMENT" : "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY"
    }

    private func withStore<Value: Sendable>(
        _ folder: TemporaryFolder, migrations: [SQLMigration]? = nil, _ body: (any SQLStore) async throws -> Value
    ) async throws -> Value {
        let migrations =
            migrations ?? [
                SQLMigration(
                    "1",
                    """
                    CREATE TABLE thing (name TEXT PRIMARY KEY, number BIGINT, camelCase TEXT, bytes \(Self.blob));
                    CREATE TABLE counter (id \(Self.counted), note TEXT);
                    """)
            ]
        let store: any SQLStore
        if let address = try await StoreKind.current.address(of: folder) {
            store = try await PostgreSQLStore(try PostgreSQLAddress(address), connections: 3, migrations: migrations)
        } else {
            store = try SQLiteStore(folder: folder.path, name: "test.sqlite", migrations: migrations)
        }
        let value = try await body(store)
        try await store.close()
        return value
    }

    private func number(_ store: any SQLStore, _ sql: String) async throws -> Int? {
        try await store.read { try $0.value(sql) }
    }

    @Test("Values come back as they went in: none, the ends of numbers, any text, no bytes and all bytes")
    func values() async throws {
        try await withStore(try TemporaryFolder("values")) { store in
            let all = Data((0...255).map { UInt8($0) })
            let texts = ["", "Әңқұ? 'quoted' \"twice\" $1", "\u{1F600}", String(repeating: "x", count: 100_000)]
            for (index, (number, bytes)) in [(Int64.min, Data()), (-1, all), (0, all), (Int64.max, all)].enumerated() {
                let text = texts[index]
                try await store.write { database in
                    let changes = try database.execute(
                        "INSERT INTO thing (name, number, camelCase, bytes) VALUES (?, ?, ?, ?)",
                        ["row \(index)", number, text, bytes])
                    #expect(changes == 1)
                }
                try await store.read { database in
                    let row = try #require(try database.row("SELECT * FROM thing WHERE name = ?", ["row \(index)"]))
                    #expect(try row["number"] == number)
                    #expect(try row["camelCase"] == text)
                    #expect(try row["bytes"] == bytes)
                }
            }
            try await store.write { database in
                try database.execute(
                    "INSERT INTO thing (name, number) VALUES (?, ?)", ["none", Int?.none])
                let row = try #require(try database.row("SELECT * FROM thing WHERE name = 'none' AND '?' = '?'"))
                #expect(try row["number"] as Int? == nil)
                #expect(try row["bytes"] as Data? == nil)
            }
        }
    }

    @Test("A column that is not there, is empty or of another kind is a fault, never a trap")
    func unreadable() async throws {
        try await withStore(try TemporaryFolder("unreadable")) { store in
            try await store.write { database in
                try database.execute("INSERT INTO thing (name) VALUES (?)", ["a"])
                let row = try #require(try database.row("SELECT * FROM thing"))
                #expect(throws: StoreFault.unreadable(column: "nothing")) { let _: Int = try row["nothing"] }
                #expect(throws: StoreFault.unreadable(column: "number")) { let _: Int = try row["number"] }
                #expect(throws: StoreFault.unreadable(column: "name")) { let _: Data = try row["name"] }
                #expect(throws: StoreFault.unreadable(column: "name")) { let _: Int? = try row["name"] }
                #expect(throws: StoreFault.self) { let _: Int? = try database.value("SELECT 1.5") }
            }
        }
    }

    @Test("Nothing stays of a transaction that throws, or of one that breaks a key")
    func allOrNothing() async throws {
        struct Refusal: Error {}
        try await withStore(try TemporaryFolder("nothing")) { store in
            await #expect(throws: Refusal.self) {
                try await store.write { database in
                    try database.execute("INSERT INTO thing (name) VALUES (?)", ["a"])
                    throw Refusal()
                }
            }
            await #expect(throws: StoreFault.conflict) {
                try await store.write { database in
                    try database.execute("INSERT INTO thing (name) VALUES (?)", ["b"])
                    try database.execute("INSERT INTO thing (name) VALUES (?)", ["b"])
                }
            }
            await #expect(throws: StoreFault.self) {
                try await store.write { _ = try $0.execute("INSERT INTO nowhere VALUES (?)", [1]) }
            }
            let count = try await number(store, "SELECT count(*) FROM thing")
            #expect(count == 0)
            await #expect(throws: StoreFault.self) {
                try await store.read { _ = try $0.execute("INSERT INTO thing (name) VALUES (?)", ["c"]) }
            }
        }
    }

    @Test("What is sent without a question happens in its order, and is there for the next question")
    func sent() async throws {
        try await withStore(try TemporaryFolder("sent")) { store in
            try await store.write { database in
                for number in 1...300 {
                    try database.send("INSERT INTO thing (name, number) VALUES (?, ?)", with: ["\(number)", number])
                }
                try database.send("UPDATE thing SET number = number + ? WHERE number > ?", with: [1_000, 299])
                #expect(try database.value("SELECT max(number) FROM thing") == 1_300)
                try database.hold("SELECT * FROM thing WHERE name = ?", ["1".sqlValue])
                try database.send("DELETE FROM thing WHERE name = ?", with: ["1"])
            }
            let count = try await number(store, "SELECT count(*) FROM thing")
            #expect(count == 299)
        }
    }

    @Test("A statement that was sent and fails is told by the next one or by the end; nothing stays of it")
    func sentFailing() async throws {
        try await withStore(try TemporaryFolder("sent-failing")) { store in
            func breakKey(_ after: @escaping @Sendable (any SQLTransaction) throws -> Void) async {
                await #expect(throws: StoreFault.conflict) {
                    try await store.write { database in
                        try database.send("INSERT INTO thing (name) VALUES (?)", with: ["a"])
                        try database.send("INSERT INTO thing (name) VALUES (?)", with: ["a"])
                        try after(database)
                    }
                }
            }
            await breakKey { _ in }
            // Prepared for the first time behind the failure, so not at all.
            await breakKey { _ = try $0.rows("SELECT number FROM thing WHERE name = ?", ["first time"]) }
            let rows = try await store.write { database in
                try database.send("INSERT INTO thing (name, number) VALUES (?, ?)", with: ["first time", 1])
                return try database.rows("SELECT number FROM thing WHERE name = ?", ["first time"]).count
            }
            #expect(rows == 1)
            let count = try await number(store, "SELECT count(*) FROM thing")
            #expect(count == 1)
        }
    }

    @Test("RETURNING, ON CONFLICT and counts of changes are the same words")
    func words() async throws {
        try await withStore(try TemporaryFolder("words")) { store in
            try await store.write { database in
                let first = try database.id(inserting: "INSERT INTO counter (note) VALUES (?) RETURNING id", ["a"])
                let second = try database.id(inserting: "INSERT INTO counter (note) VALUES (?) RETURNING id", ["b"])
                #expect(second > first)
                for added in [1, 0] {
                    let changes = try database.execute(
                        "INSERT INTO thing (name) VALUES (?) ON CONFLICT DO NOTHING", ["x"])
                    #expect(changes == added)
                }
                try database.execute(
                    """
                    INSERT INTO thing (name, number) VALUES (?, ?)
                    ON CONFLICT (name) DO UPDATE SET number = excluded.number
                    """, ["x", 7])
                #expect(try database.value("SELECT number FROM thing") == 7)
                #expect(try database.execute("UPDATE thing SET number = 8 WHERE number = ?", [6]) == 0)
                #expect(try database.heldRow("SELECT * FROM thing WHERE name = ?", ["x"]) != nil)
            }
        }
    }

    @Test("Twenty that add to what they read lose nothing: held rows make them wait")
    func heldRows() async throws {
        try await withStore(try TemporaryFolder("held")) { store in
            try await store.write { _ = try $0.execute("INSERT INTO thing (name, number) VALUES ('sum', 0)") }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        try await store.write { database in
                            let row = try database.heldRow("SELECT * FROM thing WHERE name = 'sum'")
                            let sum: Int = try row?["number"] ?? 0
                            try database.execute("UPDATE thing SET number = ? WHERE name = 'sum'", [sum + 1])
                        }
                    }
                }
                try await group.waitForAll()
            }
            let count = try await number(store, "SELECT number FROM thing")
            #expect(count == 20)
        }
    }

    @Test("DESIGN 5.10: a schema goes forward once, and one of a newer program is refused")
    func migrations() async throws {
        let folder = try TemporaryFolder("forward")
        let old = [SQLMigration("1", "CREATE TABLE thing (name TEXT);")]
        let new =
            old + [SQLMigration("2", "ALTER TABLE thing ADD COLUMN more TEXT; INSERT INTO thing VALUES ('a', 'b');")]
        try await withStore(folder, migrations: old) { _ in }
        for _ in 0..<2 {
            try await withStore(folder, migrations: new) { store in
                let count = try await number(store, "SELECT count(*) FROM thing WHERE more = 'b'")
                #expect(count == 1)
            }
        }
        await #expect(throws: StoreFault.newerSchema) { try await withStore(folder, migrations: old) { _ in } }
    }
}
