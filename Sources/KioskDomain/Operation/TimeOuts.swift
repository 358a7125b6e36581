/// Time-outs of a session (R2) and of its attempts (table of outcomes).
public struct TimeOutPolicy: Sendable, Hashable {
    /// Quiet time before "More time?" is asked.
    public var idle: Duration
    /// How long the question stands before the session is wiped; at least ``shortestWarning``.
    public var warning: Duration
    /// What an answer "more time" gives before the question comes again.
    public var extended: Duration
    /// Length of one attempt, from its first usable frame.
    public var attempt: Duration
    /// How long an attempt waits for its first usable frame.
    public var firstFrame: Duration
    /// How long a lost device may take to be back within the same attempt.
    public var deviceReturn: Duration

    /// R2 allows no shorter warning.
    public static let shortestWarning = Duration.seconds(20)

    /// Every field as given.
    public init(
        idle: Duration, warning: Duration, extended: Duration, attempt: Duration, firstFrame: Duration,
        deviceReturn: Duration
    ) {
        self.idle = idle
        self.warning = warning
        self.extended = extended
        self.attempt = attempt
        self.firstFrame = firstFrame
        self.deviceReturn = deviceReturn
    }
}

/// Counts the quiet time of one session (R2). Instants are durations since any fixed start, from the caller's clock.
public struct IdleTimer: Sendable, Hashable {
    /// Where a session stands.
    public enum State: Sendable, Hashable {
        case active(warningIn: Duration)
        /// "More time?" stands on the screen.
        case warning(endsIn: Duration)
        /// The session is over and is wiped.
        case expired
    }

    private let policy: TimeOutPolicy
    private var warnAt: Duration

    /// Every field as given.
    public init(startedAt now: Duration, policy: TimeOutPolicy) {
        self.policy = policy
        warnAt = now + policy.idle
    }

    /// Where the session stands at that moment.
    public func state(at now: Duration) -> State {
        if now < warnAt { return .active(warningIn: warnAt - now) }
        let end = warnAt + policy.warning
        return now < end ? .warning(endsIn: end - now) : .expired
    }

    /// The person did something. It never shortens the time that is left, and brings nothing back.
    public mutating func touched(at now: Duration) {
        guard state(at: now) != .expired else { return }
        warnAt = max(warnAt, now + policy.idle)
    }

    /// The person asked for more time; returns false when it was too late.
    public mutating func extend(at now: Duration) -> Bool {
        guard state(at: now) != .expired else { return false }
        warnAt = max(warnAt, now + policy.extended)
        return true
    }
}

/// The deadline of one attempt (R2): its time starts with the first usable frame.
public struct AttemptDeadline: Sendable, Hashable {
    /// From the first usable frame.
    public private(set) var attempt: Duration
    /// How long the first usable frame is waited for.
    public private(set) var firstFrame: Duration

    /// Both as given.
    public init(attempt: Duration, firstFrame: Duration) {
        self.attempt = attempt
        self.firstFrame = firstFrame
    }

    /// The person asked for more time; it is never shortened.
    public mutating func extend(by time: Duration) {
        attempt += max(time, .zero)
        firstFrame += max(time, .zero)
    }

    /// When the attempt is over, counted from Start.
    ///
    /// - Parameter firstUsableFrame: when the first usable frame came, if one has.
    public func end(firstUsableFrame: Duration?) -> Duration { firstUsableFrame.map { $0 + attempt } ?? firstFrame }

    /// Nothing lasts longer than this.
    public var longest: Duration { firstFrame + attempt }
}
