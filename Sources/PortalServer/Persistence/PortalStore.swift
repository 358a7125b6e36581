import KioskDomain
import PortalContract
import SQLAccess
import SQLiteStore

/// The portal's one database, whichever engine keeps it. Every change is durable before `write` returns (DESIGN 5.1).
struct PortalStore: Sendable {
    private let store: any SQLStore

    /// Opens or makes `portal.sqlite` in `folder`.
    ///
    /// - Throws: ``PortalProblem`` `journal.newer-schema` when a newer program wrote it, `journal.fault` when the
    ///   database will not sync each commit.
    init(folder: String) throws {
        do {
            store = try SQLiteStore(folder: folder, name: "portal.sqlite", migrations: SQLiteSchema.migrations)
        } catch let fault as StoreFault {
            throw PortalProblem(fault)
        }
    }

    /// One transaction; nothing of it stays when `body` throws. It may run more than once (``SQLStore/write(_:)``).
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLTransaction) throws -> Value
    ) async throws -> Value {
        try await store.write(body)
    }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLTransaction) throws -> Value
    ) async throws -> Value {
        try await store.read(body)
    }

    func close() async throws { try await store.close() }
}

extension PortalProblem {
    /// What a fault of the database means for whoever asked.
    init(_ fault: StoreFault) {
        switch fault {
        case .full: self.init(.journalFull, 507, "the portal's disk is full")
        case .newerSchema: self.init(.journalNewer, 500, "the database was written by a newer program")
        case .notDurable(let what): self.init(.journalFault, 500, what)
        case .readOnly, .unavailable, .conflict, .unreadable, .refused:
            self.init(.internalError, 500, "see the portal's log")
        }
    }
}
