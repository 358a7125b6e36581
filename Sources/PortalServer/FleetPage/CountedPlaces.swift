import Synchronization

/// A bounded number of places.
final class CountedPlaces: Sendable {
    private let limit: Int
    private let taken = Mutex(0)

    init(limit: Int) { self.limit = limit }

    /// False when all are taken.
    var areFree: Bool { taken.withLock { $0 < limit } }

    /// - Returns: false when all are taken.
    func take() -> Bool {
        taken.withLock { taken in
            guard taken < limit else { return false }
            taken += 1
            return true
        }
    }

    func leave() { taken.withLock { $0 -= 1 } }
}
