import KioskDevices
public import SQLAccess

/// PostgreSQL by libpq, and whatever speaks its protocol. Any number of processes work on one database: nothing of the
/// state is in the process.
public struct PostgreSQLStore: SQLStore {
    /// How often a transaction that was in another's way runs again.
    private static let tries = 10
    /// A unique key that is still taken then is taken by something else.
    private static let looks = 3
    /// A try begins no later than this after the first: who asked gives up at about that time, and asks again by itself.
    private static let patience = Duration.seconds(10)

    private let pool: ConnectionPool

    /// Connects, and takes the database to the newest schema, whichever process comes first.
    ///
    /// - Parameter connections: of this process; the sum over all processes stays below the server's `max_connections`.
    /// - Throws: ``StoreFault``.
    public init(_ address: PostgreSQLAddress, connections: Int, migrations: [SQLMigration]) async throws {
        pool = ConnectionPool(address, connections: connections)
        try await Self.faultsOnly {
            try await pool.with { connection in
                let schema = PostgreSQLSchema(migrations)
                try await connection.withSession { try schema.bringForward($0) }
            }
        }
    }

    /// One transaction (READ COMMITTED), run again while others are in its way.
    public func write<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLTransaction) throws -> Value
    ) async throws -> Value {
        try await transact(.write, body)
    }

    /// Queries on one snapshot.
    public func read<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLTransaction) throws -> Value
    ) async throws -> Value {
        try await transact(.read, body)
    }

    /// One query, which PostgreSQL makes a transaction of by itself.
    public func look<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLTransaction) throws -> Value
    ) async throws -> Value {
        try await transact(.look, body)
    }

    /// Closes all connections.
    public func close() async throws { await pool.close() }

    private func transact<Value: Sendable>(
        _ mode: PostgreSQLConnection.Mode, _ body: @escaping @Sendable (any SQLTransaction) throws -> Value
    ) async throws -> Value {
        var backOff = BackOff(first: .milliseconds(4), limit: .milliseconds(500))
        var (tried, looked, reconnected) = (0, 0, 0)
        let end = ContinuousClock.now + Self.patience
        while true {
            do {
                return try await pool.with { try await $0.perform(mode, body) }
            } catch let error as SessionError {
                tried += 1
                guard ContinuousClock.now < end else { throw error.fault }
                switch error.remedy {
                case .again where tried < Self.tries: break
                case .look where looked < Self.looks: looked += 1
                // Nothing was committed. Each connection of the pool may have died, so more than once.
                case .reconnect where reconnected < Self.looks: reconnected += 1
                case .again, .look, .reconnect, .none, .unknown: throw error.fault
                }
                try await Task.sleep(for: backOff.next())
            }
        }
    }

    private static func faultsOnly<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
        do { return try await body() } catch let error as SessionError { throw error.fault }
    }
}
