internal import GRDB
internal import HallQueue
internal import KioskDevices
public import KioskDomain
internal import PortalSync

/// The durable memory of one kiosk: attempts, slips, certificate requests, the outbox to the portal and the audit chain.
///
/// Every call returns only after its transaction is on the disk (`synchronous=FULL`, DESIGN 5.1); what it throws left no
/// trace. Instants come from the caller: the journal has no clock. All of SQLite runs on a thread of its own.
public actor Journal {
    private let executor: BlockingExecutor
    let request: OpeningRequest
    var store: DatabaseQueue
    /// How the file is: ``Journal/renew()`` puts another in its place when this one is damaged.
    var file = FileState.sound
    let sealer: Sealer
    var floors: NumberFloors
    /// Not yet in the audit chain.
    var openingFindings: [RecoveryFinding]
    var damaged: (@Sendable () -> Void)?
    /// The queue of the centre, once it was opened here.
    var hall: HallState?
    /// The file that kept the hall is gone; the hall is here still and is written whole with its next decision.
    var isHallUnkept = false
    /// The position of the hall's last event.
    var hallPosition: Int64 = 0
    private var committed: (@Sendable (Duration) -> Void)?

    nonisolated var folder: String { request.folder }
    nonisolated var limits: JournalLimits { request.limits }

    /// The journal's own thread.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private init(executor: BlockingExecutor, opened: OpenedStore, request: OpeningRequest) {
        self.executor = executor
        self.request = request
        self.store = opened.queue
        self.sealer = Sealer(key: request.key)
        self.floors = opened.floors
        self.openingFindings = opened.findings
    }

    /// Opens `folder/journal.sqlite`, creating folder and file when they are missing.
    ///
    /// A file that cannot be read as a database is renamed aside and a new one started; ``recover(now:)`` reports it. So is
    /// one that is found damaged later: the call that met it throws `journal.corrupt`, those after it work.
    /// - Parameter demonstration: virtual parts may take part in what is written from now on; each record keeps that for good
    ///   (RULES R1), in whatever mode it is sent.
    /// - Throws: `journal.newer-schema`, `journal.key-missing` (the key is not the one that sealed this journal),
    ///   `journal.disk-full`, `journal.read-only`, `journal.fault` (also when another process has it open).
    public static func open(
        folder: String, key: JournalKey, now: UnixTime, limits: JournalLimits = JournalLimits(),
        demonstration: Bool = false
    ) async throws(JournalError) -> Journal {
        try await open(
            OpeningRequest(
                folder: folder, key: key, now: now, limits: limits, demonstration: demonstration,
                schema: .made(forDemonstration: demonstration)))
    }

    static func open(_ request: OpeningRequest) async throws(JournalError) -> Journal {
        let executor = BlockingExecutor(name: "journal")
        let opened = try await StoreOpener(executor: executor).open(request)
        return Journal(executor: executor, opened: opened, request: request)
    }

    /// Closes the file; later calls throw `journal.fault`.
    public func close() throws(JournalError) {
        file = .closed
        do { try store.close() } catch { throw JournalError(error, in: folder) }
    }

    /// Tells how long each durable transaction took, on the journal's thread: `watcher` must not wait for anything.
    public func watchCommits(_ watcher: @escaping @Sendable (Duration) -> Void) { committed = watcher }

    /// One durable transaction.
    func transaction<Value>(_ body: (Database) throws -> Value) throws(JournalError) -> Value {
        let start = ContinuousClock.now
        defer { committed?(start.duration(to: .now)) }
        return try onSoundFile { try store.writeWithoutTransaction { try $0.inOneTransaction(body) } }
    }

    /// Not GRDB's `read`: its `PRAGMA query_only` has every statement compiled again. Nothing else can write meanwhile: one
    /// connection, one queue.
    func reading<Value>(_ body: (Database) throws -> Value) throws(JournalError) -> Value {
        try onSoundFile {
            try store.unsafeRead { database in
                let changes = database.totalChangesCount
                defer { assert(database.totalChangesCount == changes, "a read wrote") }
                return try body(database)
            }
        }
    }
}

/// Bounds of the journal (DESIGN 5.8). Beyond them new work is refused with a code; nothing is ever dropped.
public struct JournalLimits: Sendable, Hashable {
    /// Events not yet taken by the portal.
    public var unsentEvents: Int64
    /// Bytes of those events.
    public var unsentBytes: Int64
    /// Age of the oldest of them; longer than the month that a line may be cut.
    public var unsentAge: Duration
    /// Free bytes the file system must have before new work starts, so that open work can still be closed.
    public var freeBytes: UInt64
    /// Free inodes, for the same reason.
    public var freeNodes: UInt64 = 16

    /// Every bound as given.
    public init(
        unsentEvents: Int64 = 200_000, unsentBytes: Int64 = 256 << 20, unsentAge: Duration = .seconds(40 * 86_400),
        freeBytes: UInt64 = 8 << 20
    ) {
        self.unsentEvents = unsentEvents
        self.unsentBytes = unsentBytes
        self.unsentAge = unsentAge
        self.freeBytes = freeBytes
    }

    var backlog: BacklogBounds { BacklogBounds(events: unsentEvents, bytes: unsentBytes, age: unsentAge) }
}
