internal import GRDB
internal import KioskDevices
internal import KioskDomain

/// What ``Journal/open(folder:key:now:limits:composer:)`` was asked for.
struct OpeningRequest: Sendable {
    var folder: String
    var key: JournalKey
    var now: UnixTime
    var limits = JournalLimits()
    /// Virtual parts may take part in what is written from now on (RULES R1).
    var demonstration = false
    var schema = Schema.current

    var path: String { folder + "/journal.sqlite" }
}

struct OpenedStore: Sendable {
    var queue: DatabaseQueue
    var floors: NumberFloors
    var findings: [RecoveryFinding] = []
}

/// Opens the file on the journal's own thread.
actor StoreOpener {
    private let executor: BlockingExecutor
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    init(executor: BlockingExecutor) { self.executor = executor }

    func open(_ request: OpeningRequest) throws(JournalError) -> OpenedStore { try StoreFile.open(request) }
}

/// What must be true of the file before anybody works on it.
enum StoreFile {
    /// How well a file that is there is looked at.
    enum Look: Sendable {
        /// Pages and records.
        case quick
        /// Indexes as well; for a file in which something was found.
        case thorough
    }

    /// - Parameter look: before the file is taken; one that fails it is put aside and a new one begun.
    static func open(_ request: OpeningRequest, look: Look = .quick) throws(JournalError) -> OpenedStore {
        try Files.makeFolder(request.folder)
        do throws(JournalError) {
            return try openFile(request, look)
        } catch  where error.code == .journalCorrupt {
            let finding = try putAside(request)
            var opened = try openFile(request, .quick)
            opened.findings = [finding]
            return opened
        }
    }

    static func putAside(_ request: OpeningRequest) throws(JournalError) -> RecoveryFinding {
        let name = try Quarantine.moveAside(request)
        return RecoveryFinding(.journalQuarantined, .journalCorrupt, detail: "kept as \(name)")
    }

    private static func openFile(_ request: OpeningRequest, _ look: Look) throws(JournalError) -> OpenedStore {
        let floors = try NumberFloors(folder: request.folder)
        // Made by us, so that it and the log beside it have mode 0600.
        if !Files.exists(request.path) { try Files.writeNew(request.path, []) }
        do {
            let queue = try DatabaseQueue(path: request.path, configuration: configuration)
            let isNew = try check(queue, request, look)
            try request.schema.migrate(queue)
            try requireFullSync(queue)
            try KeyCheck(key: request.key).confirm(queue)
            try startAboveFloors(queue, floors, isNew: isNew)
            try Files.syncFolder(request.folder)
            let lost = isNew && floors.sequence > 0
            let finding = RecoveryFinding(.journalQuarantined, .journalCorrupt, detail: "the file was missing or empty")
            return OpenedStore(queue: queue, floors: floors, findings: lost ? [finding] : [])
        } catch { throw JournalError(error, in: request.folder) }
    }

    /// Exclusive: one process owns the journal, and no shared-memory file is needed.
    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.label = "journal"
        configuration.journalMode = .wal
        configuration.foreignKeysEnabled = true
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA locking_mode = EXCLUSIVE; PRAGMA secure_delete = ON")
        }
        return configuration
    }

    /// True when the file holds nothing yet. A copy is made before an older one is migrated (DESIGN 5.10).
    private static func check(_ queue: DatabaseQueue, _ request: OpeningRequest, _ look: Look) throws -> Bool {
        let version = try queue.read(Schema.version)
        guard version <= request.schema.version else {
            throw JournalError(.journalNewer, "schema \(version), this program knows \(request.schema.version)")
        }
        guard version > 0 else { return true }
        let name = look == .thorough ? "integrity_check" : "quick_check"
        let verdict = try queue.read { try String.fetchOne($0, sql: "PRAGMA \(name)(1)") }
        guard verdict == "ok" else { throw JournalError.corrupt("\(name) failed") }
        if version < request.schema.version {
            let copy = request.path + ".before-\(version + 1)"
            try Quarantine.removeUnfinished(copy)
            try queue.writeWithoutTransaction { try $0.execute(sql: "VACUUM INTO ?", arguments: [copy]) }
            try Quarantine.sync(copy)
        }
        return false
    }

    /// Set after opening, because the WAL set-up of GRDB puts it back to NORMAL, and read back to be sure.
    private static func requireFullSync(_ queue: DatabaseQueue) throws {
        let level = try queue.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA synchronous = FULL")
            return try Int.fetchOne(database, sql: "PRAGMA synchronous")
        }
        guard level == 2 else { throw JournalError(.journalFault, "synchronous is \(level ?? -1), not 2") }
    }

    /// A file older than its floors (new, or put back from a copy) goes on above every number that may have been used.
    private static func startAboveFloors(_ queue: DatabaseQueue, _ floors: NumberFloors, isNew: Bool) throws {
        let last = try queue.read { try Int64.fetchOne($0, sql: "SELECT last FROM ledger") } ?? 0
        guard isNew || last + NumberFloors.sequenceBlock + 1 < floors.sequence else { return }
        try queue.write { database in
            try database.execute(sql: "UPDATE ledger SET last = max(last, ?)", arguments: [floors.sequence])
            // Numbers of the blocks may be on paper already.
            try database.execute(sql: "DELETE FROM lease_holder")
        }
    }
}
