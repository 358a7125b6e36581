import FoundationEssentials
import GRDB
import SQLAccess

/// A transaction of GRDB, spoken to in our words.
struct SQLiteTransaction: SQLTransaction {
    let database: Database

    func run(_ sql: String, _ arguments: [SQLValue]) throws -> SQLAnswer {
        let statement = try database.cachedStatement(sql: sql)
        let before = database.totalChangesCount
        let cursor = try Row.fetchCursor(statement, arguments: StatementArguments(arguments.map(Self.bound)))
        let columns = SQLColumns(statement.columnNames)
        var rows: [SQLRow] = []
        while let row = try cursor.next() {
            rows.append(SQLRow(columns, try row.databaseValues.map(Self.read)))
        }
        return SQLAnswer(rows: rows, changes: database.totalChangesCount - before)
    }

    /// Writers take turns, so whoever reads here holds everything already.
    func runHolding(_ sql: String, _ arguments: [SQLValue]) throws -> SQLAnswer { try run(sql, arguments) }

    func send(_ sql: String, _ arguments: [SQLValue]) throws { _ = try run(sql, arguments) }

    func hold(_ sql: String, _ arguments: [SQLValue]) throws {}

    private static func bound(_ value: SQLValue) -> (any DatabaseValueConvertible)? {
        switch value {
        case .null: nil
        case .integer(let number): number
        case .text(let text): text
        case .blob(let bytes): bytes
        }
    }

    private static func read(_ value: DatabaseValue) throws -> SQLValue {
        switch value.storage {
        case .null: .null
        case .int64(let number): .integer(number)
        case .string(let text): .text(text)
        case .blob(let bytes): .blob(bytes)
        case .double: throw StoreFault.unreadable(column: "a number with a fraction")
        }
    }
}
