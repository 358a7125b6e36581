import Synchronization

/// Carries a value that cannot be copied into a closure that runs later.
final class OneTime<Value: ~Copyable & Sendable>: Sendable {
    private let content: Mutex<Value?>

    init(_ value: consuming Value) { content = Mutex(value) }

    /// The value, once.
    func take() -> Value? { content.withLock { $0.take() } }
}
