import Synchronization

/// Those who wait for one kind of answer on a connection; each with a deadline.
final class AnswerWaiters<Answer: Sendable>: Sendable {
    private struct State {
        var ended = false
        var answered = 0
        var newest: Answer?
        var waiters: [(until: ContinuousClock.Instant, continuation: CheckedContinuation<Answer?, Never>)] = []
    }

    private let state = Mutex(State())

    /// To be taken before a question is sent: its answer may be here before anybody waits.
    var mark: Int { state.withLock { $0.answered } }

    /// Waits for the first answer after `mark`; nil when the connection ends or the deadline passes.
    func next(after mark: Int, within limit: Duration) async -> Answer? {
        await withCheckedContinuation { continuation in
            let known: Answer?? = state.withLock { state in
                if state.answered > mark { return state.newest }
                if state.ended { return .some(nil) }
                state.waiters.append((.now + limit, continuation))
                return nil
            }
            if let known { continuation.resume(returning: known) }
        }
    }

    func deliver(_ answer: Answer) {
        state.withLock {
            $0.answered += 1
            $0.newest = answer
        }
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
