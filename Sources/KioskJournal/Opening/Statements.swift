internal import GRDB

extension Database {
    /// Runs one statement, which stays compiled for the next time: compiling took longer than running it.
    ///
    /// - Parameter arguments: one for each `?`, in order.
    func run(sql: String, arguments: [(any StatementBinding)?] = []) throws {
        // Too few would be NULL, and GRDB does not count them on this way.
        assert(sql.utf8.count { $0 == UInt8(ascii: "?") } == arguments.count, sql)
        let statement = try cachedStatement(sql: sql)
        // Empties it and tells GRDB that values are bound; its other way makes three arrays of them.
        statement.setUncheckedArguments(StatementArguments())
        for (index, value) in arguments.enumerated() {
            guard let value else { continue }
            let code = value.bind(to: statement.sqliteStatement, at: CInt(index + 1))
            guard code == 0 else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
        }
        try statement.execute()
    }

    /// One transaction. Not GRDB's own, which compiles BEGIN and COMMIT each time.
    ///
    /// - Parameter body: must not go on after an error of SQLite, which may have ended the transaction.
    func inOneTransaction<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try cachedStatement(sql: "BEGIN IMMEDIATE").execute()
        do {
            let value = try body(self)
            try cachedStatement(sql: "COMMIT").execute()
            return value
        } catch {
            // Does nothing where SQLite has rolled back by itself.
            try? rollback()
            throw error
        }
    }
}
