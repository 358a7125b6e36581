/// A wait that ended by its deadline and not by its event (DESIGN 5.8).
public struct DeadlineExceeded: Error, Hashable, CustomStringConvertible {
    /// What was awaited.
    public var what: String
    /// How long it was waited for.
    public var limit: Duration
    /// For logs; nothing personal.
    public var description: String { "\(what): no answer within \(limit)" }
}

/// Runs `operation` and throws ``DeadlineExceeded`` when it has not ended within `limit`.
///
/// The operation is cancelled then; it must answer cancellation, or this function waits for it.
public func withDeadline<Value: Sendable>(
    _ limit: Duration, _ what: String, isolation: isolated (any Actor)? = #isolation,
    _ operation: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    try await withThrowingTaskGroup(of: Value.self) { group in
        group.addTask { try await operation() }
        group.addTask {
            try await Task.sleep(for: limit)
            throw DeadlineExceeded(what: what, limit: limit)
        }
        defer { group.cancelAll() }
        guard let value = try await group.next() else { throw CancellationError() }
        return value
    }
}

/// Growing pauses between tries, with jitter, so that a thousand kiosks do not knock together (DESIGN 5.8).
public struct BackOff: Sendable {
    /// The first pause before jitter.
    public var first: Duration
    /// The longest pause before jitter.
    public var limit: Duration
    private var step = 0

    /// Every field as given.
    public init(first: Duration = .milliseconds(200), limit: Duration = .seconds(30)) {
        self.first = first
        self.limit = limit
    }

    /// The next pause: doubled each time up to `limit`, of which a random half to whole is taken.
    public mutating func next(using generator: inout some RandomNumberGenerator) -> Duration {
        let whole = min(first * (1 << min(step, 20)), limit)
        step += 1
        return whole * Double.random(in: 0.5...1, using: &generator)
    }

    /// The next pause, with the system's random numbers.
    public mutating func next() -> Duration {
        var generator = SystemRandomNumberGenerator()
        return next(using: &generator)
    }

    /// Begins with the first pause again.
    public mutating func reset() { step = 0 }
}
