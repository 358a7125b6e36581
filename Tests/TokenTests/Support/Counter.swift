import Synchronization

/// Collects what a callback told.
final class Counter: Sendable {
    private let held = Mutex<[Int]>([])
    func add(_ value: Int) { held.withLock { $0.append(value) } }
    var values: [Int] { held.withLock { $0 } }
}
