import Glibc
import SQLAccess

/// Brings the tables forward, one process at a time.
struct PostgreSQLSchema {
    /// Ours among the advisory locks of the database ("psc-kios").
    private static let lockNumber: Int64 = 0x7073_632d_6b69_6f73
    private static let patience = Duration.seconds(120)

    private let migrations: [SQLMigration]

    init(_ migrations: [SQLMigration]) { self.migrations = migrations }

    /// - Throws: ``StoreFault`` `newerSchema`, ``SessionError``.
    func bringForward(_ session: PostgreSQLSession) throws {
        try takeLock(session)
        defer { _ = try? session.execute("SELECT pg_advisory_unlock(\(Self.lockNumber))") }
        try session.command("CREATE TABLE IF NOT EXISTS schemaStep (name TEXT PRIMARY KEY, position BIGINT NOT NULL)")
        let applied: [String] = try session.execute("SELECT name FROM schemaStep").rows.map { try $0["name"] }
        guard Set(applied).isSubset(of: migrations.map(\.name)) else { throw StoreFault.newerSchema }
        for (position, migration) in migrations.enumerated() where !applied.contains(migration.name) {
            // A large table takes its time: the limits are those of requests.
            try session.command("BEGIN; SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = '60s'")
            try session.command(migration.script, within: .seconds(3_600))
            _ = try session.execute(
                "INSERT INTO schemaStep (name, position) VALUES ($1, $2)",
                [.text(migration.name), .integer(Int64(position))])
            try session.commit()
        }
    }

    /// The lock of the session goes with it, however the process ends.
    private func takeLock(_ session: PostgreSQLSession) throws {
        let end = ContinuousClock.now + Self.patience
        while true {
            let answer = try session.execute("SELECT pg_try_advisory_lock(\(Self.lockNumber)) AS taken")
            if try answer.rows.first?["taken"] == true { return }
            guard ContinuousClock.now < end else { throw StoreFault.unavailable("another process migrates") }
            usleep(50_000)
        }
    }
}
