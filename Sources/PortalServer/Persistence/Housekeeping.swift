import KioskDevices
import KioskDomain
import Logging
import SQLAccess

/// How long what only grows is kept (RULES R6).
struct Retention: Sendable {
    /// What events said. That they were taken, with their digests, is kept for ever.
    var bodies = Duration.seconds(400 * 86_400)
    /// Who did what.
    var audit = Duration.seconds(5 * 366 * 86_400)
    /// Photos and specimens of applications that nobody has decided on.
    var pictures = Duration.seconds(30 * 86_400)
}

/// Makes room for what comes, and lets go of what was kept long enough. Several processes may do it at once.
struct Housekeeping: Sendable {
    private static let pause = Duration.seconds(600)
    /// Rows that one transaction deletes, so that nobody waits long for it.
    private static let portion = 5_000

    let store: PortalStore
    let clock: PortalClock
    var retention = Retention()

    /// Until cancelled.
    func run(_ logger: Logger) async {
        while !Task.isCancelled {
            do {
                try await keep()
            } catch {
                logger.warning("housekeeping is put off", metadata: ["error": "\(error)"])
            }
            do { try await Task.sleep(for: Self.pause) } catch { return }
        }
    }

    func keep() async throws {
        let now = clock.now()
        try await ExchangePictures.erase(store, before: now - retention.pictures)
        try await DocumentHistoryBook.erase(
            store, accessesBefore: now - retention.pictures, linesBefore: now - retention.audit)
        if store.isShared {
            for table in Partitions.all {
                try await table.provide(store, at: now)
                try await table.drop(store, before: now - retention.of(table))
            }
        } else {
            for table in Partitions.all { try await deletePortions(table, before: now - retention.of(table)) }
        }
    }

    private func deletePortions(_ table: Partitions, before end: UnixTime) async throws {
        var deleted = Self.portion
        while deleted == Self.portion, !Task.isCancelled {
            deleted = try await store.write { database in
                // The key of both tables in SQLite; the number bounds the time that the one writer is kept.
                let keys = table.table == "audit" ? "id" : "source, sequence"
                return try database.execute(
                    """
                    DELETE FROM \(table.table) WHERE (\(keys)) IN
                    (SELECT \(keys) FROM \(table.table) WHERE \(table.column) < ? LIMIT \(Self.portion))
                    """, [end.milliseconds])
            }
        }
    }
}

extension Retention {
    fileprivate func of(_ table: Partitions) -> Duration { table.table == "audit" ? audit : bodies }
}
