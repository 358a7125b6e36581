/// So many within so long.
public struct SendLimit: Sendable, Hashable {
    /// At most so many …
    public var count: Int
    /// … within this time.
    public var window: Duration

    /// Every field as given.
    public init(count: Int, window: Duration) {
        self.count = count
        self.window = window
    }

    /// When the next may be sent, given the instants of earlier sends; nil when at once.
    func waitUntil(_ sends: [UnixTime], now: UnixTime) -> UnixTime? {
        let recent = sends.filter { $0 + window > now }.sorted()
        guard count > 0 else { return now + window }
        return recent.count < count ? nil : recent[recent.count - count] + window
    }
}

/// Limits of SMS codes (L2, B0). Where the portal gives values, they win.
public struct SMSCodePolicy: Sendable, Hashable {
    /// Digits of a code.
    public var length: Int
    /// A code lives strictly shorter than this.
    public var life: Duration
    /// Answers that one code takes.
    public var tries: Int
    /// Sends for one IIN; each limit must allow.
    public var perIIN: [SendLimit]
    /// Sends of one kiosk.
    public var perKiosk: [SendLimit]

    /// Every field as given.
    public init(length: Int, life: Duration, tries: Int, perIIN: [SendLimit], perKiosk: [SendLimit]) {
        self.length = length
        self.life = life
        self.tries = tries
        self.perIIN = perIIN
        self.perKiosk = perKiosk
    }

    /// Whether a code may be sent.
    public enum Send: Sendable, Hashable {
        case allowed
        /// Too many for this person or from this kiosk; again from then on.
        case limited(until: UnixTime)
    }

    /// From the instants of earlier sends; each limit must allow.
    public func maySend(earlierForIIN: [UnixTime], earlierFromKiosk: [UnixTime], now: UnixTime) -> Send {
        let waits =
            perIIN.compactMap { $0.waitUntil(earlierForIIN, now: now) }
            + perKiosk.compactMap { $0.waitUntil(earlierFromKiosk, now: now) }
        return waits.max().map { .limited(until: $0) } ?? .allowed
    }

    /// Whether a text has the form of a code, before it is sent anywhere.
    public func isWellFormed(_ code: String) -> Bool {
        code.utf8.count == length && code.utf8.allSatisfy(DecimalDigits.isDigit)
    }
}

/// One code that was sent and what has become of it (L2). The code itself is not kept here.
public struct SMSChallenge: Sendable, Hashable {
    /// What one answer leads to.
    public enum Answer: Sendable, Hashable {
        case accepted
        case wrong(triesLeft: Int)
        case triesExhausted
        case expired
        /// A code holds for one authentication only.
        case alreadyUsed
    }

    /// When the code was sent.
    public let sentAt: UnixTime
    /// Answers taken so far.
    public private(set) var triesUsed = 0
    /// It was accepted once.
    public private(set) var isUsed = false

    /// Every field as given.
    public init(sentAt: UnixTime) { self.sentAt = sentAt }

    /// From durable state.
    public init(sentAt: UnixTime, triesUsed: Int, isUsed: Bool) {
        self.sentAt = sentAt
        self.triesUsed = triesUsed
        self.isUsed = isUsed
    }

    /// Takes one answer. A wrong one uses a try; an expired or used code does not.
    public mutating func answer(matches: Bool, now: UnixTime, policy: SMSCodePolicy) -> Answer {
        if isUsed { return .alreadyUsed }
        guard now < sentAt + policy.life else { return .expired }
        guard triesUsed < policy.tries else { return .triesExhausted }
        triesUsed += 1
        guard matches else {
            return triesUsed < policy.tries ? .wrong(triesLeft: policy.tries - triesUsed) : .triesExhausted
        }
        isUsed = true
        return .accepted
    }
}
