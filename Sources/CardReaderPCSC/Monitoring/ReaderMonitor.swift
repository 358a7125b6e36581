import CPCSC
import KioskDevices
public import SmartCard
import Synchronization

/// Watches the smart-card service, its readers and their cards, for as long as ``run()`` runs. Readers and cards may come
/// and go, and so may the service: the monitor finds it again by itself.
public actor ReaderMonitor {
    private let executor = BlockingExecutor(name: "card-monitor")
    private let table: ATRTable
    private nonisolated let hub = SnapshotHub()
    /// The context that waits, for ``SCardCancel`` from another thread.
    private nonisolated let waiting = Mutex<SCARDCONTEXT?>(nil)

    /// The longest single wait for changes: what the notification misses is seen after it.
    private static let wait = Duration.seconds(1)

    /// A monitor that tells cards apart by `table`.
    public init(table: ATRTable = .builtIn) {
        self.table = table
    }

    /// The monitor's own thread.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// The readers as last seen.
    public nonisolated var latest: ReaderSnapshot { hub.latest }

    /// The latest snapshot and every change from now on; any number may listen.
    public nonisolated func snapshots() -> AsyncStream<ReaderSnapshot> { hub.listen() }

    /// Watches until the task is cancelled.
    public func run() async {
        var backOff = BackOff(limit: .seconds(5))
        await withTaskCancellationHandler {
            while !Task.isCancelled {
                do throws(CardError) {
                    try watch { backOff.reset() }
                } catch {
                    identify(hub.publish(ReaderSnapshot(service: .failed(error))))
                    try? await Task.sleep(for: backOff.next())
                }
            }
        } onCancel: {
            waiting.withLock { $0.map(PCSCContext.cancel) }
        }
    }

    /// Blocks this actor's thread, until cancelled or until the service fails.
    private func watch(_ reached: () -> Void) throws(CardError) {
        let context = try PCSCContext()
        waiting.withLock { $0 = context.handle }
        defer { waiting.withLock { $0 = nil } }
        var known: [String: ReaderState] = [:]
        while !Task.isCancelled {
            let names = try context.readers()
            known = known.filter { names.contains($0.key) }
            // New readers are asked at once: a wait that includes an unaware reader returns immediately.
            let states = names.map { known[$0] ?? ReaderState(name: $0) }
            let isNew = states.contains { $0.flags == UInt(SCARD_STATE_UNAWARE) }
            let changed = try changes(context, states, within: isNew ? .zero : known.isEmpty ? .zero : Self.wait)
            for state in changed { known[state.name] = state }
            reached()
            publish(names.compactMap { known[$0] })
            if known.isEmpty { try waitForReaders(context) }
        }
    }

    private func changes(
        _ context: borrowing PCSCContext, _ states: [ReaderState], within limit: Duration
    ) throws(CardError) -> [ReaderState] {
        guard !states.isEmpty else { return [] }
        do throws(CardError) {
            let asked = states + [ReaderState(name: ReaderState.plugAndPlay)]
            return try context.changes(of: asked, within: limit)?.filter { $0.name != ReaderState.plugAndPlay } ?? []
        } catch .closed {
            return []  // cancelled; the loop looks at the task
        } catch .noReader {
            return []  // unplugged between list and wait; the loop lists again
        }
    }

    private func waitForReaders(_ context: borrowing PCSCContext) throws(CardError) {
        do throws(CardError) {
            _ = try context.changes(of: [ReaderState(name: ReaderState.plugAndPlay)], within: Self.wait)
        } catch .closed {
            return
        }
    }

    private func publish(_ states: [ReaderState]) {
        // One that the service still lists and cannot reach is no reader.
        let readers = states.filter { !$0.isGone }.map { state in
            ReaderInfo(name: state.name, content: content(of: state), insertions: state.flags >> 16)
        }
        locate(hub.unlocated(readers.map(\.name)))
        identify(hub.publish(ReaderSnapshot(service: .running, readers: readers)))
    }

    private func content(of state: ReaderState) -> ReaderContent {
        if state.has(SCARD_STATE_MUTE) { return .mute }
        guard state.has(SCARD_STATE_PRESENT) else { return .empty }
        return .card(table.identify(state.atr), atr: state.atr)
    }

    /// Asks new readers for their port, each on a thread of its own: the service lets nobody connect to a reader, not even
    /// to ask the reader itself, while a program holds a transaction with its card.
    private nonisolated func locate(_ readers: [UnlocatedReader]) {
        for reader in readers {
            Task { [hub] in hub.located(reader, at: await PortQuery().port(of: reader.name)) }
        }
    }

    /// Asks cards that the table does not know for their application, on a thread of their own.
    private nonisolated func identify(_ readers: [ReaderInfo]) {
        for reader in readers {
            Task { [hub, table] in
                let connection = CardConnection(reader: reader.name, table: table)
                do throws(CardError) {
                    try await connection.open(within: .seconds(5))
                    hub.identified(
                        reader, as: try await connection.withApplication { (card) throws(CardError) in card.kind })
                } catch .unknownCard {
                    hub.identified(reader, as: .unknown)
                } catch {
                    return  // it stays unidentified: whoever opens it gets the reason
                }
                await connection.close()
            }
        }
    }
}
