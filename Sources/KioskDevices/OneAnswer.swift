import Synchronization

/// An answer that comes from whoever is first; later ones are dropped. So a caller waits for its limit only where the work
/// cannot be cancelled: a call into a library goes on by itself, and what it answers too late is nobody's.
public final class OneAnswer<Value: Sendable>: Sendable {
    private enum State {
        case open
        case awaited(CheckedContinuation<Value, Never>)
        case answered(Value)
        case taken
    }

    private let state = Mutex(State.open)

    /// Not yet given.
    public init() {}

    /// The first one counts.
    ///
    /// - Parameter deciding: done when this one counts, before anybody hears of it.
    public func give(_ value: Value, deciding: () -> Void = {}) {
        let continuation: CheckedContinuation<Value, Never>? = state.withLock { state in
            switch state {
            case .open:
                deciding()
                state = .answered(value)
                return nil
            case .awaited(let continuation):
                deciding()
                state = .taken
                return continuation
            case .answered, .taken: return nil
            }
        }
        continuation?.resume(returning: value)
    }

    /// Waits for the answer; for one caller, once.
    public func value() async -> Value {
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
