import Synchronization

/// How many requests of machines are worked on at once; the others wait in the order of their arrival. A country of kiosks that
/// comes back after an outage asks all at once, and a request that waits for the database amid its work holds far more memory
/// than one that waits here.
final class RequestTurns: Sendable {
    private struct Line {
        var free: Int
        private var waiting: [CheckedContinuation<Bool, Never>] = []
        private var first = 0

        let places: Int

        init(places: Int) { (free, self.places) = (places, places) }

        /// Who has a turn or waits for it.
        var count: Int { places - free + waiting.count - first }

        mutating func join(_ one: CheckedContinuation<Bool, Never>) { waiting.append(one) }

        /// Whose turn it is. The others move up only when half of the line has gone.
        mutating func next() -> CheckedContinuation<Bool, Never>? {
            guard first < waiting.count else { return nil }
            let one = waiting[first]
            first += 1
            if first * 2 >= waiting.count {
                waiting.removeFirst(first)
                first = 0
            }
            return one
        }
    }

    private let line: Mutex<Line>

    /// - Parameter places: how many are worked on at once; at least one.
    init(places: Int) { line = Mutex(Line(places: max(places, 1))) }

    /// Who asked went away while the request waited; nothing was worked for it.
    struct NobodyWaits: Error {}

    /// Works when its turn has come.
    ///
    /// - Parameter hasLeft: asked of one that had to wait, when its turn comes.
    /// - Throws: what `work` throws; ``NobodyWaits`` or, for a task that was cancelled, `CancellationError`.
    func take<Value>(
        unless hasLeft: () -> Bool = { false }, _ work: () async throws -> Value
    ) async throws -> Value {
        let hasWaited = await enter()
        defer { leave() }
        try Task.checkCancellation()
        if hasWaited, hasLeft() { throw NobodyWaits() }
        return try await work()
    }

    /// Each turn ends, so each comes: a wait needs no end of its own.
    ///
    /// - Returns: whether there was a wait.
    private func enter() async -> Bool {
        await withCheckedContinuation { one in
            let isNow = line.withLock { line in
                guard line.free == 0 else {
                    line.free -= 1
                    return true
                }
                line.join(one)
                return false
            }
            if isNow { one.resume(returning: false) }
        }
    }

    /// For tests: who has a turn or waits for it.
    var count: Int { line.withLock(\.count) }

    private func leave() {
        let next = line.withLock { line in
            let next = line.next()
            if next == nil { line.free += 1 }
            return next
        }
        next?.resume(returning: true)
    }
}
