import Glibc
import KioskDevices
import KioskDomain
import PortalContract
import PostgreSQLStore
import PrometheusText
import SQLAccess
import SQLiteStore

/// The portal's one database, whichever engine keeps it. Every change is durable before `write` returns (DESIGN 5.1).
struct PortalStore: Sendable {
    /// Of one process. Four keep two cores of a database busy; more wait in line there.
    private static let connections = 4

    private let store: any SQLStore
    /// True when other processes work on the same database: nothing may be remembered in this one.
    let isShared: Bool
    private let metrics: PortalMetrics

    /// Opens or makes `portal.sqlite` in the folder of the state, or joins the database that is named.
    ///
    /// - Throws: ``PortalProblem`` `journal.newer-schema` when a newer program wrote it, `journal.fault` when the
    ///   database will not sync each commit, `portal.store-unavailable` when it cannot be reached.
    static func open(_ options: PortalOptions) async throws -> PortalStore {
        let metrics = PortalMetrics(factory: options.metrics)
        do {
            // Its files and locks are written at each start, wherever the database is.
            switch DiskRoom.at(options.stateFolder) {
            case .full: throw StoreFault.full
            case .readOnly: throw StoreFault.readOnly
            case .enough: break
            }
            guard let database = options.database else {
                return PortalStore(
                    store: try SQLiteStore(
                        folder: options.stateFolder, name: "portal.sqlite", migrations: SQLiteTables.migrations),
                    isShared: false, metrics: metrics)
            }
            return PortalStore(
                store: try await PostgreSQLStore(
                    try PostgreSQLAddress(database), connections: connections,
                    migrations: PostgreSQLTables.migrations), isShared: true, metrics: metrics)
        } catch let fault as StoreFault {
            throw PortalProblem(fault)
        }
    }

    /// One transaction; nothing of it stays when `body` throws. It may run more than once (``SQLStore/write(_:)``).
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLTransaction) throws -> Value
    ) async throws -> Value {
        try await counted("write") { try await store.write(body) }
    }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLTransaction) throws -> Value
    ) async throws -> Value {
        try await counted("read") { try await store.read(body) }
    }

    /// One query.
    func look<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLTransaction) throws -> Value
    ) async throws -> Value {
        try await counted("read") { try await store.look(body) }
    }

    private func counted<Value>(_ kind: String, _ work: () async throws -> Value) async throws -> Value {
        do {
            return try await metrics.timed(kind, work)
        } catch let fault as StoreFault {
            PortalMetrics.transactionsFailed.count(kind, in: metrics.factory)
            throw fault
        }
    }

    func close() async throws { try await store.close() }
}

extension PortalProblem {
    /// What a file that cannot be written means for whoever asked.
    init(_ error: PrivateFileError) {
        switch error.number {
        case ENOSPC, EDQUOT: self.init(StoreFault.full)
        case EROFS: self.init(StoreFault.readOnly)
        default: self.init(.internalError, 500, "a file of the portal cannot be written: \(error)")
        }
    }

    /// What a fault of the database means for whoever asked.
    init(_ fault: StoreFault) {
        switch fault {
        case .full:
            self.init(.journalFull, 507, "the portal's disk has no space or no inode left")
            retryAfter = 60
        case .newerSchema: self.init(.journalNewer, 500, "the database was written by a newer program")
        case .notDurable(let what): self.init(.journalFault, 500, what)
        case .unavailable(let what):
            self.init(.storeUnavailable, 503, "the portal's database does not answer: \(what)")
            retryAfter = 5
        case .readOnly:
            self.init(.storeUnavailable, 503, "the portal's database takes no changes")
            retryAfter = 5
        case .conflict, .unreadable, .refused: self.init(.internalError, 500, "see the portal's log")
        }
    }
}
