/// What one statement came to.
public struct SQLAnswer: Sendable {
    /// Of a query, and of `RETURNING`.
    public var rows: [SQLRow]
    /// Rows inserted, changed or deleted.
    public var changes: Int

    /// Every field as given.
    public init(rows: [SQLRow], changes: Int) {
        self.rows = rows
        self.changes = changes
    }
}

/// One transaction under way, on the thread of its connection.
///
/// The language is what SQLite 3.40 and PostgreSQL 15 have in common, and what CockroachDB, YugabyteDB and Citus
/// understand too: `?` for each parameter, `ON CONFLICT`, `RETURNING`, no rowid, no numbers of parameters.
public protocol SQLTransaction {
    /// Runs one statement.
    ///
    /// - Throws: ``StoreFault``; the transaction is over then.
    func run(_ sql: String, _ arguments: [SQLValue]) throws -> SQLAnswer

    /// Runs one statement of which nothing is asked. It may go out only with the next one, at the latest with the end of the
    /// transaction; that one throws what this one came to.
    func send(_ sql: String, _ arguments: [SQLValue]) throws

    /// Runs one query and holds the rows that it finds until the end of the transaction, so that no other process decides
    /// by them meanwhile (`FOR UPDATE`). The answer is what is true once they are held.
    func runHolding(_ sql: String, _ arguments: [SQLValue]) throws -> SQLAnswer

    /// Holds the rows as ``runHolding(_:_:)`` does, without reading them.
    func hold(_ sql: String, _ arguments: [SQLValue]) throws
}

extension SQLTransaction {
    /// - Returns: how many rows were inserted, changed or deleted.
    @discardableResult
    public func execute(_ sql: String, _ arguments: [any SQLBindable] = []) throws -> Int {
        try run(sql, arguments.map(\.sqlValue)).changes
    }

    /// Runs one statement of which nothing is asked (``send(_:_:)``).
    public func send(_ sql: String, with arguments: [any SQLBindable]) throws {
        try send(sql, arguments.map(\.sqlValue))
    }

    /// All rows; the caller bounds their number where outsiders can make many.
    public func rows(_ sql: String, _ arguments: [any SQLBindable] = []) throws -> [SQLRow] {
        try run(sql, arguments.map(\.sqlValue)).rows
    }

    /// The first row; nil when there is none.
    public func row(_ sql: String, _ arguments: [any SQLBindable] = []) throws -> SQLRow? {
        try rows(sql, arguments).first
    }

    /// The first row, held until the end of the transaction (``runHolding(_:_:)``).
    public func heldRow(_ sql: String, _ arguments: [any SQLBindable] = []) throws -> SQLRow? {
        try runHolding(sql, arguments.map(\.sqlValue)).rows.first
    }

    /// The first column of the first row; nil when there is no row.
    public func value<Value: SQLReadable>(
        _ sql: String, _ arguments: [any SQLBindable] = [], as _: Value.Type = Value.self
    ) throws -> Value? {
        try row(sql, arguments)?.first()
    }

    /// The first column of all rows.
    public func values<Value: SQLReadable>(
        _ sql: String, _ arguments: [any SQLBindable] = [], as _: Value.Type = Value.self
    ) throws -> [Value] {
        try rows(sql, arguments).map { try $0.first() }
    }

    /// Runs an `INSERT … RETURNING id`.
    public func id(inserting sql: String, _ arguments: [any SQLBindable]) throws -> Int64 {
        guard let id: Int64 = try value(sql, arguments) else { throw StoreFault.unreadable(column: "id") }
        return id
    }
}
