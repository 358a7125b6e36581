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
    /// How the fleet stood.
    var samples = Duration.seconds(90 * 86_400)
    /// What events said, evidence and proofs of attempts: a kiosk may be off-line for a year. That events were taken, with
    /// their digests, is kept for ever, and so are attempts and what came of them.
    var bodies = Duration.seconds(400 * 86_400)
    /// Who did what.
    var audit = Duration.seconds(5 * 366 * 86_400)
    /// Photos and specimens of applications that nobody has decided on.
    var pictures = Duration.seconds(30 * 86_400)
    /// Certificates of a key file that no kiosk told to be saved (docs/sticks.md): a kiosk that saved one may be off-line for a
    /// month before it tells.
    var unsavedFiles = Duration.seconds(60 * 86_400)
}

/// Makes room for what comes, and lets go of what was kept long enough. Several processes may do it at once.
struct Housekeeping: Sendable {
    private static let pause = Duration.seconds(600)
    let store: PortalStore
    let clock: PortalClock
    var retention = Retention()
    /// Whose file always holds a code that is good for a while.
    var codes: EnrolmentCodes?
    /// Looked after, since others may have adopted other rules meanwhile.
    var terms: PortalTerms?
    /// Where the database has a clock of its own, nothing is let go before both say that it is old enough.
    var asksDatabase = true

    /// Until cancelled.
    func run(_ logger: Logger) async {
        while !Task.isCancelled {
            await round(logger)
            do { try await Task.sleep(for: Self.pause) } catch { return }
        }
    }

    func round(_ logger: Logger) async {
        for deed in [keep, compare] {
            do {
                try await deed()
            } catch let problem as PortalProblem where problem.code == .configurationPortal {
                logger.error("to be started anew", metadata: ["code": "\(problem.code.rawValue)"])
            } catch {
                let code = (error as? StoreFault).map { PortalProblem($0).code } ?? .internalError
                logger.warning(
                    "housekeeping is put off", metadata: ["code": "\(code.rawValue)", "error": "\(error)"])
            }
        }
    }

    private func compare() async throws { try await terms?.compare() }

    /// Makes room alone: what comes falls into its part.
    func provide() async throws {
        guard store.isShared else { return }
        for table in Partitions.all { try await table.provide(store, at: clock.now()) }
    }

    /// All of it, also where a part fails: a lock on one table must not keep pictures of people in another.
    ///
    /// - Throws: the first failure.
    func keep() async throws {
        let now = try await trusted()
        var deeds: [@Sendable () async throws -> Void] = [provide]
        deeds += Partitions.all.map { table in { [self] in try await drop(table, at: now) } }
        if let codes { deeds.append { [store] in try await store.write(codes.provide) } }
        deeds += retention.expiries(at: now).map { expiry in { [store] in try await expiry.enforce(store) } }
        let unsaved = UnsavedFiles(store: store, bound: now - retention.unsavedFiles, now: now)
        deeds.append { try await unsaved.cease() }
        var failure: (any Error)?
        for deed in deeds {
            do {
                try await deed()
            } catch {
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
    }

    private func drop(_ table: Partitions, at now: UnixTime) async throws {
        guard !store.isShared else { return try await table.drop(store, before: now - retention.of(table)) }
        // The key of both tables in SQLite.
        try await Expiry(
            table: table.table, key: table.table == "audit" ? "id" : "source, sequence", column: table.column,
            bound: .integer((now - retention.of(table)).milliseconds)
        ).enforce(store)
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
