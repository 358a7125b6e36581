import Glibc
import GRDB
import KioskDevices
public import SQLAccess

/// One file, one process: SQLite in WAL with a sync for each commit (DESIGN 5.1).
public struct SQLiteStore: SQLStore {
    private let queue: DatabaseQueue
    private let faults: SQLiteFault

    /// Opens or makes the file, and takes it to the newest schema.
    ///
    /// - Throws: ``StoreFault`` `newerSchema`, `notDurable`, or another.
    public init(folder: String, name: String, migrations: [SQLMigration]) throws {
        var configuration = Configuration()
        configuration.journalMode = .wal
        configuration.busyMode = .timeout(5)
        // SQL arguments hold personal data and stay out of error texts.
        configuration.publicStatementArguments = false
        let faults = SQLiteFault(folder: folder)
        self.faults = faults
        queue = try faults.named {
            try DatabaseQueue(path: "\(folder)/\(name)", configuration: configuration)
        }
        let migrator = Self.migrator(migrations)
        try faults.named { [queue] in
            try Self.mustSync(queue)
            guard try queue.read({ try !migrator.hasBeenSuperseded($0) }) else { throw StoreFault.newerSchema }
            try Self.copyBeforeMigrating(queue, migrator, "\(folder)/\(name)")
            try migrator.migrate(queue)
        }
        try PrivateFile.syncFolder(folder)
    }

    private static func migrator(_ migrations: [SQLMigration]) -> DatabaseMigrator {
        var migrator = DatabaseMigrator()
        for migration in migrations {
            migrator.registerMigration(migration.name) { try $0.execute(sql: migration.script) }
        }
        return migrator
    }

    /// After opening: GRDB's own set-up of WAL would reset it to NORMAL.
    private static func mustSync(_ queue: DatabaseQueue) throws {
        let synchronous = try queue.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA synchronous = FULL")
            return try Int.fetchOne(database, sql: "PRAGMA synchronous")
        }
        guard synchronous == 2 else { throw StoreFault.notDurable("synchronous is not FULL") }
    }

    /// What an older program wrote is kept beside before it is changed (DESIGN 5.10).
    private static func copyBeforeMigrating(
        _ queue: DatabaseQueue, _ migrator: DatabaseMigrator, _ path: String
    ) throws {
        let applied = try queue.read { try migrator.appliedMigrations($0) }
        guard let last = applied.last, last != migrator.migrations.last else { return }
        let copy = "\(path).after-\(last)"
        // A copy that is there was perhaps cut short by a crash: nothing was migrated after it.
        unlink(copy)
        try queue.writeWithoutTransaction { try $0.execute(sql: "VACUUM INTO ?", arguments: [copy]) }
    }

    /// One transaction; writers take turns.
    public func write<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLTransaction) throws -> Value
    ) async throws -> Value {
        try await faults.named { [queue] in
            try await queue.write { try body(SQLiteTransaction(database: $0)) }
        }
    }

    /// As ``write(_:)``, for queries only.
    public func read<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLTransaction) throws -> Value
    ) async throws -> Value {
        try await faults.named { [queue] in
            try await queue.read { try body(SQLiteTransaction(database: $0)) }
        }
    }

    /// Folds the log into the file.
    public func close() async throws { try faults.named { [queue] in try queue.close() } }
}
