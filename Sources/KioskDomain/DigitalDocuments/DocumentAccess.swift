/// How long an access to a digital document lives (D1).
public struct DocumentAccessPolicy: Sendable, Hashable {
    /// Life of a code; strictly shorter than this.
    public var life: Duration
    /// Life with all extensions.
    public var longest: Duration

    /// Every field as given.
    public init(life: Duration, longest: Duration) {
        self.life = life
        self.longest = longest
    }
}

/// One access that the owner opened by QR or short code (D1).
public struct DocumentAccess: Sendable, Hashable {
    /// One scan, or as the portal says.
    public enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
        /// One scan.
        case once
        /// Honoured when the portal says so, never created here.
        case continuous
    }

    /// What a scan answers.
    public enum Scan: Sendable, Hashable { case granted, expired, alreadyUsed }

    /// One scan, or continuous.
    public let kind: Kind
    /// When the owner opened it.
    public let openedAt: UnixTime
    /// From this instant on it is dead.
    public private(set) var expiresAt: UnixTime
    /// It was scanned.
    public private(set) var isUsed = false

    /// An access opened here: always for one scan.
    public init(openedAt: UnixTime, policy: DocumentAccessPolicy) {
        kind = .once
        self.openedAt = openedAt
        expiresAt = openedAt + policy.life
    }

    /// A continuous access as the portal tells it.
    public init(continuousFromPortal openedAt: UnixTime, until expiresAt: UnixTime) {
        kind = .continuous
        self.openedAt = openedAt
        self.expiresAt = expiresAt
    }

    /// An access as it was kept.
    public init(kept kind: Kind, openedAt: UnixTime, expiresAt: UnixTime, isUsed: Bool) {
        self.kind = kind
        self.openedAt = openedAt
        self.expiresAt = expiresAt
        self.isUsed = isUsed
    }

    /// Extends a living code by one life, never beyond the longest; returns whether it gained time.
    public mutating func extend(now: UnixTime, policy: DocumentAccessPolicy) -> Bool {
        guard kind == .once, !isUsed, now < expiresAt else { return false }
        let wanted = min(expiresAt + policy.life, openedAt + policy.longest)
        guard wanted > expiresAt else { return false }
        expiresAt = wanted
        return true
    }

    /// Takes one scan.
    public mutating func scan(now: UnixTime) -> Scan {
        if kind == .once, isUsed { return .alreadyUsed }
        guard now < expiresAt else { return .expired }
        isUsed = true
        return .granted
    }
}
