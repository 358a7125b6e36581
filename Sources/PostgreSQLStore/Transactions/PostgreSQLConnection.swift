import KioskDevices
import SQLAccess

/// One place of the pool: a thread, and on it a session while there is one.
actor PostgreSQLConnection {
    /// What a transaction is for.
    enum Mode {
        /// Locks and unique keys decide, each statement sees what is committed: docs/portal-store.md.
        case write
        /// All queries see the same state.
        case read
        /// One query, without a beginning and an end.
        case look

        fileprivate var beginning: String? {
            switch self {
            case .write: "BEGIN ISOLATION LEVEL READ COMMITTED"
            case .read: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
            case .look: nil
            }
        }
    }

    private nonisolated let executor = BlockingExecutor(name: "postgresql")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let address: PostgreSQLAddress
    private var session: PostgreSQLSession?

    init(_ address: PostgreSQLAddress) { self.address = address }

    /// One transaction. The session that failed in a way that leaves it of no use is closed.
    func perform<Value: Sendable>(
        _ mode: Mode, _ body: @Sendable (any SQLTransaction) throws -> Value
    ) throws -> Value {
        let session = try session ?? PostgreSQLSession(address)
        self.session = session
        do {
            guard let beginning = mode.beginning else { return try body(PostgreSQLTransaction(session: session)) }
            try session.send(beginning)
            let value = try body(PostgreSQLTransaction(session: session))
            try session.commit()
            return value
        } catch {
            rollBack(session, after: error)
            throw error
        }
    }

    /// Statements outside a transaction, on a session of its own: for the schema.
    func withSession<Value: Sendable>(_ body: @Sendable (PostgreSQLSession) throws -> Value) throws -> Value {
        try body(PostgreSQLSession(address))
    }

    private func rollBack(_ session: PostgreSQLSession, after error: any Error) {
        switch (error as? SessionError)?.remedy {
        case .reconnect, .unknown: self.session = nil
        case .again, .look, .some(.none), nil:
            do { _ = try session.execute("ROLLBACK") } catch { self.session = nil }
        }
    }

    func close() { session = nil }
}
