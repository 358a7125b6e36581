import Synchronization

/// An answer that comes from whoever is first; later ones are dropped.
final class OneAnswer<Value: Sendable>: Sendable {
    private enum State {
        case open
        case awaited(CheckedContinuation<Value, Never>)
        case answered(Value)
        case taken
    }

    private let state = Mutex(State.open)

    func give(_ value: Value) {
        let continuation: CheckedContinuation<Value, Never>? = state.withLock { state in
            switch state {
            case .open:
                state = .answered(value)
                return nil
            case .awaited(let continuation):
                state = .taken
                return continuation
            case .answered, .taken: return nil
            }
        }
        continuation?.resume(returning: value)
    }

    /// Waits for the answer; for one caller, once.
    func value() async -> Value {
        await withCheckedContinuation { continuation in
            let value: Value? = state.withLock { state in
                if case .answered(let value) = state { return value }
                state = .awaited(continuation)
                return nil
            }
            if let value { continuation.resume(returning: value) }
        }
    }
}

/// Carries a value that cannot be copied into a closure that runs later.
final class OneTime<Value: ~Copyable & Sendable>: Sendable {
    private let content: Mutex<Value?>

    init(_ value: consuming Value) { content = Mutex(value) }

    /// The value, once.
    func take() -> Value? { content.withLock { $0.take() } }
}
