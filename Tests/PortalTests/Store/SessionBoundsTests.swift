import Dispatch
import FoundationEssentials
import KioskTestSupport
import PostgreSQLStore
import SQLAccess
import Testing

@Suite("Issue 6.5: bounds of a session with PostgreSQL", .timeLimit(.minutes(5))) struct SessionBoundsTests {
    private func withStore(
        _ name: String, connections: Int = 1,
        _ body: (PostgreSQLStore) async throws -> Void
    ) async throws {
        try RealPart.require(PostgreSQLServer.isInstalled, "postgresql-15 is not installed")
        let address = try await PostgreSQLServer.shared.server().database(name)
        let store = try await PostgreSQLStore(
            try PostgreSQLAddress(address), connections: connections,
            migrations: [SQLMigration("1", "CREATE TABLE held (id BIGINT PRIMARY KEY);")])
        try await body(store)
        try await store.close()
    }

    @Test("Statements of every length do not keep others from being prepared; those that were not used go first")
    func prepared() async throws {
        try await withStore("prepared_statements") { store in
            func count(_ condition: String) async throws -> Int {
                try await store.read { try $0.value("SELECT count(*) FROM pg_prepared_statements \(condition)") ?? 0 }
            }
            for length in 1...450 {
                let places = Array(repeating: "?", count: length).joined(separator: ", ")
                try await store.read { database in
                    let found: [Int64] = try database.values(
                        "SELECT id FROM held WHERE id IN (\(places))", Array(repeating: Int64(1), count: length))
                    #expect(found.isEmpty)
                    // Used all the while, so it stays.
                    let one: Int64? = try database.value("SELECT 1 AS kept")
                    #expect(one == 1)
                }
            }
            #expect(try await count("") <= 400)
            let late: Int64? = try await store.read { try $0.value("SELECT 2 AS late") }
            #expect(late == 2)
            #expect(try await count("WHERE statement LIKE '%AS late%' AND statement NOT LIKE '%pg_prepared%'") == 1)
            #expect(try await count("WHERE statement LIKE '%AS kept%' AND statement NOT LIKE '%pg_prepared%'") == 1)
        }
    }

    @Test("A request that waits for others' locks ends with the last try that began within ten seconds") func patience()
        async throws
    {
        try await withStore("session_patience", connections: 2) { store in
            let over = DispatchSemaphore(value: 0)
            let (begun, begin) = AsyncStream.makeStream(of: Void.self)
            async let held: Void = store.write { database in
                try database.execute("LOCK TABLE held IN ACCESS EXCLUSIVE MODE")
                begin.finish()
                // On the connection's own thread; the server ends an idle transaction after 15 s.
                _ = over.wait(timeout: .now() + 14.5)
            }
            for await _ in begun {}
            // With more patience it would be done when the lock falls.
            await #expect(throws: StoreFault.self) {
                _ = try await store.write { try $0.execute("INSERT INTO held VALUES (1)") }
            }
            over.signal()
            try await held
        }
    }
}
