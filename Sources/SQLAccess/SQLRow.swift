/// One row of an answer. Columns are found by their names whatever the case: PostgreSQL folds the names of a schema to
/// small letters, SQLite keeps them.
public struct SQLRow: Sendable {
    private let columns: SQLColumns
    private let values: [SQLValue]

    /// - Parameter values: one for each column.
    public init(_ columns: SQLColumns, _ values: [SQLValue]) {
        self.columns = columns
        self.values = values
    }

    /// The column read as the type that is wanted.
    ///
    /// - Throws: ``StoreFault`` `unreadable` when there is no such column, or it holds something else.
    public subscript<Value: SQLReadable>(_ column: String) -> Value {
        get throws(StoreFault) {
            guard let index = columns.index(of: column), index < values.count else {
                throw .unreadable(column: column)
            }
            return try read(index, column)
        }
    }

    /// The first column.
    func first<Value: SQLReadable>() throws(StoreFault) -> Value {
        guard !values.isEmpty else { throw .unreadable(column: "1") }
        return try read(0, "1")
    }

    private func read<Value: SQLReadable>(_ index: Int, _ column: String) throws(StoreFault) -> Value {
        guard let value = Value.read(values[index]) else { throw .unreadable(column: column) }
        return value
    }
}

/// The names of an answer's columns, shared by its rows.
public final class SQLColumns: Sendable {
    private let indices: [String: Int]

    /// - Parameter names: in order; of two alike the first is found.
    public init(_ names: [String]) {
        indices = Dictionary(
            names.enumerated().map { ($0.element.lowercased(), $0.offset) }, uniquingKeysWith: { first, _ in first })
    }

    func index(of name: String) -> Int? { indices[name] ?? indices[name.lowercased()] }
}
