import Synchronization

/// Bytes that all connections together hold.
final class MemoryBudget: Sendable {
    private let limit: Int
    private let held = Mutex(0)

    init(limit: Int) { self.limit = limit }

    /// False when that would be too much; nothing is taken then.
    func take(_ bytes: Int) -> Bool {
        held.withLock { held in
            guard held + bytes <= limit else { return false }
            held += bytes
            return true
        }
    }

    func giveBack(_ bytes: Int) { held.withLock { $0 -= bytes } }

    var inUse: Int { held.withLock { $0 } }
}
