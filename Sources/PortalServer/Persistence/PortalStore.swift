import FoundationEssentials
import Glibc
import GRDB
import KioskDevices
import KioskDomain
import PortalContract

/// The portal's one database. Every change is on disk before `write` returns (DESIGN 5.1).
struct PortalStore: Sendable {
    private let queue: DatabaseQueue

    /// Opens or makes `portal.sqlite` in `folder`.
    ///
    /// - Throws: ``PortalProblem`` `journal.newer-schema` when a newer program wrote it, `journal.fault` when the
    ///   database will not sync each commit.
    init(folder: String) throws {
        var configuration = Configuration()
        configuration.journalMode = .wal
        configuration.busyMode = .timeout(5)
        // SQL arguments hold personal data and stay out of error texts.
        configuration.publicStatementArguments = false
        queue = try DatabaseQueue(path: "\(folder)/portal.sqlite", configuration: configuration)
        // After opening: GRDB's own set-up of WAL would reset it to NORMAL.
        let synchronous = try queue.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA synchronous = FULL")
            return try Int.fetchOne(database, sql: "PRAGMA synchronous")
        }
        guard synchronous == 2 else { throw PortalProblem(.journalFault, 500, "synchronous is not FULL") }
        guard try queue.read({ try !PortalSchema.migrator.hasBeenSuperseded($0) }) else {
            throw PortalProblem(.journalNewer, 500, "the database was written by a newer program")
        }
        try Self.copyBeforeMigrating(queue, folder)
        try PortalSchema.migrator.migrate(queue)
        try PrivateFile.syncFolder(folder)
    }

    /// What an older program wrote is kept beside before it is changed (DESIGN 5.10).
    private static func copyBeforeMigrating(_ queue: DatabaseQueue, _ folder: String) throws {
        let applied = try queue.read { try PortalSchema.migrator.appliedMigrations($0) }
        guard let last = applied.last, last != PortalSchema.migrator.migrations.last else { return }
        let copy = "\(folder)/portal.sqlite.after-\(last)"
        // A copy that is there was perhaps cut short by a crash: nothing was migrated after it.
        unlink(copy)
        try queue.writeWithoutTransaction { try $0.execute(sql: "VACUUM INTO ?", arguments: [copy]) }
    }

    /// One transaction; nothing of it stays when `body` throws.
    func write<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        try await queue.write(body)
    }

    func read<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        try await queue.read(body)
    }

    /// For the start and the end, off the request path.
    func writeNow<Value>(_ body: (Database) throws -> Value) throws -> Value { try queue.write(body) }

    func close() throws { try queue.close() }
}
