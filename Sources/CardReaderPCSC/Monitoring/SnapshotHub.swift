import SmartCard
import Synchronization

/// The latest snapshot and all who want the next ones.
final class SnapshotHub: Sendable {
    private struct State {
        var latest = ReaderSnapshot(service: .unknown)
        var listeners: [Int: AsyncStream<ReaderSnapshot>.Continuation] = [:]
        var nextListener = 0
        /// What asked cards answered, by reader; only for the insertion that it was asked for.
        var identified: [String: (insertions: UInt, kind: CardKind)] = [:]
    }

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
            let complete = Self.complete(snapshot, with: state.identified)
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
            let complete = Self.complete(state.latest, with: state.identified)
            if complete != state.latest { Self.tell(complete, &state) }
        }
    }

    private static func tell(_ snapshot: ReaderSnapshot, _ state: inout State) {
        state.latest = snapshot
        for listener in state.listeners.values { listener.yield(snapshot) }
    }

    private static func complete(
        _ snapshot: ReaderSnapshot, with identified: [String: (insertions: UInt, kind: CardKind)]
    ) -> ReaderSnapshot {
        var snapshot = snapshot
        for index in snapshot.readers.indices {
            let reader = snapshot.readers[index]
            guard case .card(.unidentified, let atr) = reader.content, let known = identified[reader.name],
                known.insertions == reader.insertions
            else { continue }
            snapshot.readers[index].content = .card(known.kind, atr: atr)
        }
        return snapshot
    }
}
