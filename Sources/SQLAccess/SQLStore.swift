/// A database that keeps every acknowledged change: what `write` returned is durable.
public protocol SQLStore: Sendable {
    /// One transaction; nothing of it stays when `body` throws.
    ///
    /// `body` may be run again from its beginning, when another process was in the way: it must do nothing beside what it
    /// asks of the transaction.
    /// - Throws: ``StoreFault``, or what `body` throws.
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLTransaction) throws -> Value
    ) async throws -> Value

    /// Queries that belong together: all see the same state.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLTransaction) throws -> Value
    ) async throws -> Value

    /// One query that needs no other beside it. Where a transaction costs questions of its own, there is none.
    func look<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLTransaction) throws -> Value
    ) async throws -> Value

    /// Ends what is under way and lets go of the database.
    func close() async throws
}

extension SQLStore {
    /// In a transaction of its own.
    public func look<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLTransaction) throws -> Value
    ) async throws -> Value {
        try await read(body)
    }
}

/// One step of a schema. Steps only go forward and never change once released.
public struct SQLMigration: Sendable {
    /// Recorded in the database once applied.
    public var name: String
    /// Statements, each ended by a semicolon.
    public var script: String

    /// Every field as given.
    public init(_ name: String, _ script: String) {
        self.name = name
        self.script = script
    }
}
