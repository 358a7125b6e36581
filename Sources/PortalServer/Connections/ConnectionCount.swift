import Logging
import Synchronization

/// Counts the connections of a port, and says when they are too many: once when that begins and once when it ends, with the
/// count of those refused between.
final class ConnectionCount: Sendable {
    private struct State {
        var open = 0
        var refused = 0
    }

    private let port: String
    private let limit: Int
    private let state = Mutex(State())

    init(port: String, limit: Int) {
        self.port = port
        self.limit = limit
    }

    /// - Returns: false when there is no place; then ``leave(_:)`` is not called.
    func enter(_ logger: Logger) -> Bool {
        let refused: Int? = state.withLock { state in
            guard state.open < limit else {
                state.refused += 1
                return state.refused
            }
            state.open += 1
            return nil
        }
        if refused == 1 {
            logger.warning("connections refused", metadata: ["port": "\(port)", "open": "\(limit)"])
        }
        return refused == nil
    }

    /// A tenth must be free before it is over, so that a count at the edge says nothing again and again.
    func leave(_ logger: Logger) {
        let refused: Int? = state.withLock { state in
            state.open -= 1
            guard state.refused > 0, state.open <= limit - (limit + 9) / 10 else { return nil }
            defer { state.refused = 0 }
            return state.refused
        }
        if let refused {
            logger.notice("connections taken again", metadata: ["port": "\(port)", "refused": "\(refused)"])
        }
    }
}
