/// Times of the queue (Q3, Q4).
public struct QueuePolicy: Sendable, Hashable {
    /// Within so many minutes of max(slip, appointment) the person is called (Q3).
    public var callWithinMinutes: Int
    /// A slip is given from so many minutes before the appointment (Q3).
    public var slipBeforeMinutes: Int
    /// So many minutes after the appointed minute a person is still in time (Q4).
    public var lateToleranceMinutes: Int

    /// Every field as given.
    public init(callWithinMinutes: Int, slipBeforeMinutes: Int, lateToleranceMinutes: Int) {
        self.callWithinMinutes = callWithinMinutes
        self.slipBeforeMinutes = slipBeforeMinutes
        self.lateToleranceMinutes = lateToleranceMinutes
    }
}

/// The promise to a person with a reservation (Q3): called by then.
public struct CallPromise: Sendable, Hashable {
    /// Called by this moment, inclusive.
    public let callBy: CivilDateTime

    /// Every field as given.
    public init(slip: CivilDateTime, appointment: CivilDateTime, policy: QueuePolicy) {
        callBy = max(slip, appointment).adding(minutes: policy.callWithinMinutes)
    }

    /// Whether the promise is broken: recorded and shown, not hidden. The last minute counts whole.
    /// - Parameter calledAt: when the number was called; nil while it waits.
    public func isBroken(calledAt: CivilDateTime?, now: CivilDateTime) -> Bool { (calledAt ?? now) > callBy }
}
