import Synchronization

/// What all connections do at the moment: for ending when idle, and for noticing work that hangs.
final class Activity: Sendable {
    /// The most connections at a time.
    static let mostConnections = 16
    /// How long open keys and prepared documents keep the process without being used.
    static let holdingLimit = Duration.seconds(600)

    private struct Connection {
        var deadline: ContinuousClock.Instant?
        var holds = false
    }

    private struct State {
        var connections: [Int: Connection] = [:]
        var next = 0
        var lastWork = ContinuousClock.now
    }

    private let state = Mutex(State())

    /// Nil when there are too many.
    func open() -> Int? {
        state.withLock { state in
            guard state.connections.count < Self.mostConnections else { return nil }
            state.next += 1
            state.connections[state.next] = Connection()
            state.lastWork = .now
            return state.next
        }
    }

    func close(_ connection: Int) {
        state.withLock { state in
            state.connections[connection] = nil
            state.lastWork = .now
        }
    }

    /// Work has begun, or has shown a sign of life: it must end or show another within `limit`.
    func work(_ connection: Int, within limit: Duration) {
        state.withLock { $0.connections[connection]?.deadline = .now + limit }
    }

    /// Work has ended.
    func rest(_ connection: Int, holds: Bool) {
        state.withLock { state in
            state.connections[connection]?.deadline = nil
            state.connections[connection]?.holds = holds
            state.lastWork = .now
        }
    }

    /// Whether some work hangs.
    var isOverdue: Bool {
        state.withLock { state in
            state.connections.values.contains { $0.deadline.map { $0 < .now } ?? false }
        }
    }

    /// Whether nothing was asked for so long, or so long that what is held no longer counts.
    func isIdle(for limit: Duration) -> Bool {
        state.withLock { state in
            let connections = state.connections.values
            guard !connections.contains(where: { $0.deadline != nil }) else { return false }
            let needed = connections.contains(where: \.holds) ? Self.holdingLimit : limit
            return .now - state.lastWork > needed
        }
    }
}
