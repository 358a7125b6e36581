internal import GRDB

extension Database {
    /// Runs one statement, which stays compiled for the next time: compiling took longer than running it.
    func run(sql: String, arguments: StatementArguments = StatementArguments()) throws {
        try cachedStatement(sql: sql).execute(arguments: arguments)
    }
}
