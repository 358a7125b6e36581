import Synchronization

/// Those who wait for one kind of answer on a connection; each with a deadline.
final class AnswerWaiters<Answer: Sendable>: Sendable {
    private struct State {
        var ended = false
        var waiters: [(until: ContinuousClock.Instant, continuation: CheckedContinuation<Answer?, Never>)] = []
    }

    private let state = Mutex(State())

    /// Waits for the next answer; nil when the connection ends or the deadline passes.
    func next(within limit: Duration) async -> Answer? {
        await withCheckedContinuation { continuation in
            let ended = state.withLock { state in
                if !state.ended { state.waiters.append((.now + limit, continuation)) }
                return state.ended
            }
            if ended { continuation.resume(returning: nil) }
        }
    }

    func deliver(_ answer: Answer) {
        for waiter in take({ _ in true }) { waiter.continuation.resume(returning: answer) }
    }

    /// Ends the waits whose deadline has passed.
    func expire() {
        let now = ContinuousClock.now
        for waiter in take({ $0 <= now }) { waiter.continuation.resume(returning: nil) }
    }

    /// The connection is over; whoever waits, or comes later, gets nothing.
    func end() {
        state.withLock { $0.ended = true }
        for waiter in take({ _ in true }) { waiter.continuation.resume(returning: nil) }
    }

    private func take(
        _ isDue: (ContinuousClock.Instant) -> Bool
    ) -> [(until: ContinuousClock.Instant, continuation: CheckedContinuation<Answer?, Never>)] {
        state.withLock { state in
            let due = state.waiters.filter { isDue($0.until) }
            state.waiters.removeAll { isDue($0.until) }
            return due
        }
    }
}
