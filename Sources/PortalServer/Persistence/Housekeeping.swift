import KioskDevices
import KioskDomain
import Logging
import SQLAccess

/// How long what only grows is kept (RULES R6); docs/portal-store.md has the table.
struct Retention: Sendable {
    /// SMS codes: they live for minutes, and no limit looks back further than a day.
    var codes = Duration.seconds(2 * 86_400)
    /// Reservations, after their day: a kiosk may tell late that one was used.
    var reservations = Duration.seconds(90 * 86_400)
    /// What events said, evidence and proofs of attempts: a kiosk may be off-line for a year. That events were taken, with
    /// their digests, is kept for ever, and so are attempts and what came of them.
    var bodies = Duration.seconds(400 * 86_400)
    /// Who did what.
    var audit = Duration.seconds(5 * 366 * 86_400)
    /// Photos and specimens of applications that nobody has decided on.
    var pictures = Duration.seconds(30 * 86_400)
}

/// Makes room for what comes, and lets go of what was kept long enough. Several processes may do it at once.
struct Housekeeping: Sendable {
    private static let pause = Duration.seconds(600)
    let store: PortalStore
    let clock: PortalClock
    var retention = Retention()
    /// Where the database has a clock of its own, nothing is let go before both say that it is old enough.
    var asksDatabase = true

    /// Until cancelled.
    func run(_ logger: Logger) async {
        while !Task.isCancelled {
            do {
                try await keep()
            } catch {
                let code = (error as? StoreFault).map { PortalProblem($0).code } ?? .internalError
                logger.warning(
                    "housekeeping is put off", metadata: ["code": "\(code.rawValue)", "error": "\(error)"])
            }
            do { try await Task.sleep(for: Self.pause) } catch { return }
        }
    }

    /// Makes room alone: what comes falls into its part.
    func provide() async throws {
        guard store.isShared else { return }
        for table in Partitions.all { try await table.provide(store, at: clock.now()) }
    }

    func keep() async throws {
        try await provide()
        let now = try await trusted()
        if store.isShared {
            for table in Partitions.all {
                try await table.drop(store, before: now - retention.of(table))
            }
        } else {
            for table in Partitions.all {
                // The key of both tables in SQLite.
                try await Expiry(
                    table: table.table, key: table.table == "audit" ? "id" : "source, sequence", column: table.column,
                    bound: .integer((now - retention.of(table)).milliseconds)
                ).enforce(store)
            }
        }
        for expiry in retention.expiries(at: now) { try await expiry.enforce(store) }
    }

    /// The earlier of the two clocks: one portal whose machine is a year ahead must not wipe what all the others keep.
    private func trusted() async throws -> UnixTime {
        let own = clock.now()
        guard store.isShared, asksDatabase else { return own }
        let database: Int64? = try await store.look {
            try $0.value("SELECT CAST(extract(epoch FROM now()) * 1000 AS BIGINT) AS now")
        }
        return min(own, database.map { UnixTime(milliseconds: $0) } ?? own)
    }
}

extension Retention {
    fileprivate func of(_ table: Partitions) -> Duration { table.table == "audit" ? audit : bodies }
}
