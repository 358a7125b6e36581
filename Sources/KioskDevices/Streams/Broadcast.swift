import Synchronization

/// Hands every change of a value to any number of readers; a slow reader skips to the newest.
public final class Broadcast<Value: Sendable>: Sendable {
    private struct State {
        var value: Value
        var next = 0
        var readers: [Int: AsyncStream<Value>.Continuation] = [:]
    }

    private let state: Mutex<State>

    /// Begins with a value.
    public init(_ value: Value) { state = Mutex(State(value: value)) }

    /// The newest.
    public var value: Value { state.withLock { $0.value } }

    /// To all readers.
    public func send(_ value: Value) {
        let readers = state.withLock { state in
            state.value = value
            return Array(state.readers.values)
        }
        for reader in readers { reader.yield(value) }
    }

    /// Hands a value on without keeping it: a frame of a person is nowhere once it was shown (DESIGN 5.7).
    public func pass(_ value: Value) {
        for reader in state.withLock({ Array($0.readers.values) }) { reader.yield(value) }
    }

    /// The value of now, unless only newer ones are wanted, then every newer one.
    public func stream(fromNow: Bool = true) -> AsyncStream<Value> {
        AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
            let id = state.withLock { state in
                state.next += 1
                state.readers[state.next] = continuation
                if fromNow { continuation.yield(state.value) }
                return state.next
            }
            continuation.onTermination = { [weak self] _ in
                _ = self?.state.withLock { $0.readers.removeValue(forKey: id) }
            }
        }
    }
}
