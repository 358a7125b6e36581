/// How often a terminal may be asked for reservations that do not exist, so that nobody finds out by trying who has one.
public struct TryPolicy: Sendable, Hashable {
    /// Wrong numbers in a row before the first wait.
    public var free: Int
    /// The first wait; each further wrong number doubles it.
    public var firstWait: Duration
    /// No wait is longer.
    public var longestWait: Duration
    /// One wrong number is forgotten after so long without another.
    public var forgetting: Duration

    /// Every field as given.
    public init(free: Int, firstWait: Duration, longestWait: Duration, forgetting: Duration) {
        self.free = free
        self.firstWait = firstWait
        self.longestWait = longestWait
        self.forgetting = forgetting
    }

    /// Five people in a row may err; then half a minute, a minute, and so on up to a quarter of an hour (decided).
    public static let standard = TryPolicy(
        free: 5, firstWait: .seconds(30), longestWait: .seconds(900), forgetting: .seconds(120))
}

/// The wrong numbers of one terminal. A right one does not wipe them out: who has one reservation may not try for others.
public struct ReservationTries: Sendable, Hashable, Codable {
    private var wrong = 0
    private var lastWrong: UnixTime?

    /// None yet.
    public init() {}

    /// From when on the terminal may be asked again; nil when it may be asked now.
    public func opens(at now: UnixTime, _ policy: TryPolicy = .standard) -> UnixTime? {
        let counted = counted(at: now, policy)
        guard counted >= policy.free, let lastWrong else { return nil }
        let end = lastWrong + wait(after: counted, policy)
        return now < end ? end : nil
    }

    /// A number without a reservation was typed.
    public mutating func noteWrong(at now: UnixTime, _ policy: TryPolicy = .standard) {
        wrong = min(counted(at: now, policy) + 1, policy.free + 32)
        lastWrong = now
    }

    /// A clock that went back forgets nothing.
    private func counted(at now: UnixTime, _ policy: TryPolicy) -> Int {
        guard let lastWrong else { return 0 }
        let quiet = lastWrong.duration(to: now) - wait(after: wrong, policy)
        return max(
            0, wrong - max(0, Int(clamping: quiet.wholeMilliseconds / max(1, policy.forgetting.wholeMilliseconds))))
    }

    private func wait(after wrong: Int, _ policy: TryPolicy) -> Duration {
        guard wrong >= policy.free else { return .zero }
        var wait = policy.firstWait
        for _ in 0..<min(wrong - policy.free, 32) where wait < policy.longestWait { wait = wait + wait }
        return min(wait, policy.longestWait)
    }
}
