public import KioskDomain

/// What waits for the portal.
public struct Backlog: Sendable, Hashable {
    /// Records.
    public var events: Int64
    /// Bytes of their bodies.
    public var bytes: Int64
    /// When the oldest was written.
    public var oldest: UnixTime?

    /// Every field as given.
    public init(events: Int64, bytes: Int64, oldest: UnixTime?) {
        self.events = events
        self.bytes = bytes
        self.oldest = oldest
    }
}

/// How much may wait before the kiosk freezes and says why.
public struct BacklogBounds: Sendable, Hashable {
    /// Records.
    public var events: Int64
    /// Bytes of their bodies.
    public var bytes: Int64
    /// Of the oldest: longer than the month that a line may be cut.
    public var age: Duration

    /// Every bound as given.
    public init(events: Int64, bytes: Int64, age: Duration) {
        self.events = events
        self.bytes = bytes
        self.age = age
    }
}

/// Freeze and say why: beyond the bounds no attempt begins; what is open may end, and tickets go on to twice the count and
/// bytes. Nothing is ever dropped.
public enum BacklogRule {
    /// What somebody wants to begin.
    public enum Work: Sendable, Hashable, CaseIterable {
        case attempt, ticket
    }

    /// Nil when it may begin.
    public static func refusal(
        of work: Work, _ backlog: Backlog, _ bounds: BacklogBounds, at now: UnixTime
    ) -> FailureCode? {
        let room: Int64 = work == .attempt ? 1 : 2
        guard backlog.events < bounds.events.multipliedCapped(room),
            backlog.bytes < bounds.bytes.multipliedCapped(room)
        else { return .journalBacklog }
        guard work == .attempt, let oldest = backlog.oldest else { return nil }
        return oldest.duration(to: now) > bounds.age ? .journalUnsentTooLong : nil
    }
}

extension Int64 {
    fileprivate func multipliedCapped(_ factor: Int64) -> Int64 {
        let (product, overflow) = multipliedReportingOverflow(by: factor)
        return overflow ? .max : product
    }
}
