import KioskDomain

/// The rule book's count of quiet time (``IdleTimer``), on the machine's clock.
struct QuietTime {
    private static let start = ContinuousClock.now
    private static var now: Duration { start.duration(to: .now) }

    private let policy: TimeOutPolicy
    private var timer: IdleTimer

    init(_ policy: TimeOutPolicy) {
        self.policy = policy
        timer = IdleTimer(startedAt: Self.now, policy: policy)
    }

    var state: IdleTimer.State { timer.state(at: Self.now) }

    /// After something that the person did, or that was shown to them; another policy starts another count.
    func touched(_ policy: TimeOutPolicy) -> QuietTime {
        guard policy == self.policy, state != .expired else { return QuietTime(policy) }
        var touched = self
        touched.timer.touched(at: Self.now)
        return touched
    }

    /// False when it was too late.
    mutating func extend() -> Bool { timer.extend(at: Self.now) }
}
