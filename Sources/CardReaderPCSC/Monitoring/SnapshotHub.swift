import SmartCard
import Synchronization

/// A reader whose port nobody has asked yet; the number tells it from a later one of the same name.
struct UnlocatedReader: Sendable {
    var name: String
    var number: Int
}

/// The latest snapshot and all who want the next ones.
final class SnapshotHub: Sendable {
    private struct State {
        var latest = ReaderSnapshot(service: .unknown)
        var listeners: [Int: AsyncStream<ReaderSnapshot>.Continuation] = [:]
        var nextListener = 0
        /// What asked cards answered, by reader; only for the insertion that it was asked for.
        var identified: [String: (insertions: UInt, kind: CardKind)] = [:]
        /// Where readers hang, by name, for as long as they are there; nil while nobody knows.
        var ports: [String: (number: Int, port: String?)] = [:]
        var nextReader = 0
        /// How often each reader was lost, by name.
        var losses: [String: Int] = [:]
    }

    /// Names of readers whose losses are counted; a name may hold a number that grows.
    private static let mostCounted = 64

    private let state = Mutex(State())

    var latest: ReaderSnapshot { state.withLock { $0.latest } }

    /// A stream that begins with the latest snapshot. A slow listener loses old ones, never the newest.
    func listen() -> AsyncStream<ReaderSnapshot> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: ReaderSnapshot.self, bufferingPolicy: .bufferingNewest(32))
        let number = state.withLock { state in
            state.nextListener += 1
            state.listeners[state.nextListener] = continuation
            continuation.yield(state.latest)
            return state.nextListener
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { _ = $0.listeners.removeValue(forKey: number) }
        }
        return stream
    }

    /// Publishes a snapshot and gives the readers whose card nobody has asked yet.
    func publish(_ snapshot: ReaderSnapshot) -> [ReaderInfo] {
        state.withLock { state in
            Self.countLosses(snapshot, &state)
            let complete = Self.complete(snapshot, with: state)
            if complete != state.latest { Self.tell(complete, &state) }
            let unasked = complete.readers.filter { reader in
                guard case .card(.unidentified, _) = reader.content else { return false }
                return state.identified[reader.name]?.insertions != reader.insertions
            }
            for reader in unasked { state.identified[reader.name] = (reader.insertions, .unidentified) }
            return unasked
        }
    }

    /// Notes what a card answered, if it is still the same card.
    func identified(_ reader: ReaderInfo, as kind: CardKind) {
        state.withLock { state in
            state.identified[reader.name] = (reader.insertions, kind)
            let complete = Self.complete(state.latest, with: state)
            if complete != state.latest { Self.tell(complete, &state) }
        }
    }

    /// Forgets readers that are gone, and gives those that are new.
    func unlocated(_ names: [String]) -> [UnlocatedReader] {
        state.withLock { state in
            state.ports = state.ports.filter { names.contains($0.key) }
            return names.filter { state.ports[$0] == nil }.map { name in
                state.nextReader += 1
                state.ports[name] = (state.nextReader, nil)
                return UnlocatedReader(name: name, number: state.nextReader)
            }
        }
    }

    /// Notes where a reader hangs, if it is still the same reader.
    func located(_ reader: UnlocatedReader, at port: String?) {
        state.withLock { state in
            guard state.ports[reader.name]?.number == reader.number else { return }
            state.ports[reader.name]?.port = port
            let complete = Self.complete(state.latest, with: state)
            if complete != state.latest { Self.tell(complete, &state) }
        }
    }

    /// A reader is lost when the service goes on without it.
    private static func countLosses(_ snapshot: ReaderSnapshot, _ state: inout State) {
        guard snapshot.service == .running, state.latest.service == .running else { return }
        let present = Set(snapshot.readers.map(\.name))
        for name in state.latest.readers.map(\.name) where !present.contains(name) {
            guard state.losses[name] != nil || state.losses.count < mostCounted else { continue }
            state.losses[name, default: 0] += 1
        }
    }

    private static func tell(_ snapshot: ReaderSnapshot, _ state: inout State) {
        state.latest = snapshot
        for listener in state.listeners.values { listener.yield(snapshot) }
    }

    private static func complete(
        _ snapshot: ReaderSnapshot, with state: State
    ) -> ReaderSnapshot {
        var snapshot = snapshot
        snapshot.losses = state.losses
        for index in snapshot.readers.indices {
            let reader = snapshot.readers[index]
            snapshot.readers[index].port = state.ports[reader.name]?.port
            guard case .card(.unidentified, let atr) = reader.content, let known = state.identified[reader.name],
                known.insertions == reader.insertions
            else { continue }
            snapshot.readers[index].content = .card(known.kind, atr: atr)
        }
        return snapshot
    }
}
