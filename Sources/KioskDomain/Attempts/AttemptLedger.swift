/// Where an attempt was made (B1 counts over all of them).
public enum AttemptChannel: String, Sendable, Hashable, CaseIterable, Codable {
    case home, kiosk, mobile
}

/// Names one attempt everywhere: kiosk (or channel) and its sequence number there (DESIGN 5.4).
public struct AttemptKey: Sendable, Hashable, Codable {
    /// The kiosk or channel that numbered it.
    public var source: String
    /// Its number there.
    public var sequence: Int64

    /// Every field as given.
    public init(source: String, sequence: Int64) {
        self.source = source
        self.sequence = sequence
    }
}

/// One line of a person's history of attempts.
public enum LedgerEntry: Sendable, Hashable {
    /// An attempt that ended.
    case closed(AttemptKey, AttemptChannel, AttemptOutcome)
    /// An attempt that has begun and not ended: it holds its place, so that two kiosks never share the fifth.
    case open(AttemptKey, AttemptChannel)
    /// An operator issued the EDS, which closes the count (B6).
    case issuedByOperator

    var key: AttemptKey? {
        switch self {
        case .closed(let key, _, _), .open(let key, _): key
        case .issuedByOperator: nil
        }
    }
}

/// The count of failures since the last success, over all channels, with what this kiosk has not yet synced (B1, B6).
public struct AttemptLedger: Sendable, Hashable {
    /// Failures since the last success.
    public private(set) var failures = 0
    /// Those among ``failures`` that the portal does not know yet.
    public private(set) var unsynced = 0
    /// Attempts that are open now.
    public private(set) var open = 0
    /// The failures counted, oldest first; the referral slip carries them (B4).
    public private(set) var outcomes: [AttemptOutcome] = []

    /// - Parameters:
    ///   - portal: the portal's list, oldest first.
    ///   - pending: what this kiosk has not yet synced, oldest first. An attempt that is in both counts once.
    public init(portal: [LedgerEntry], pending: [LedgerEntry] = []) {
        // A closed entry of ours is newer than the portal's open one of the same attempt.
        let ended = Set(pending.compactMap { if case .closed(let key, _, _) = $0 { key } else { nil } })
        var known: Set<AttemptKey> = []
        for entry in portal {
            if case .open(let key, _) = entry, ended.contains(key) { continue }
            add(entry, unsynced: false, known: &known)
        }
        for entry in pending { add(entry, unsynced: true, known: &known) }
    }

    /// From a bare count of the portal and the outcomes that this kiosk has not yet synced, oldest first.
    public init(portalFailures: Int, pending: [AttemptOutcome] = []) {
        failures = min(max(0, portalFailures), 1_000_000)
        for outcome in pending { add(outcome, unsynced: true) }
    }

    private mutating func add(_ entry: LedgerEntry, unsynced isUnsynced: Bool, known: inout Set<AttemptKey>) {
        if let key = entry.key, !known.insert(key).inserted { return }
        switch entry {
        case .open: open += 1
        case .closed(_, _, let outcome): add(outcome, unsynced: isUnsynced)
        case .issuedByOperator: closeCount()
        }
    }

    private mutating func add(_ outcome: AttemptOutcome, unsynced isUnsynced: Bool) {
        guard outcome.countsAsFailure else { return closeCount() }
        failures += 1
        unsynced += isUnsynced ? 1 : 0
        outcomes.append(outcome)
    }

    private mutating func closeCount() {
        failures = 0
        unsynced = 0
        outcomes = []
    }

    /// How many attempts may still begin, the open ones taken off.
    public func left(limit: Int) -> Int { max(0, limit - failures - open) }
}
