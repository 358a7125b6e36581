public import KioskDomain
public import PortalContract

/// What the portal holds of one kiosk when a batch comes.
public struct KnownKiosk: Sendable, Hashable {
    /// The highest sequence stored as an event. An attempt that was opened directly proves nothing of the journal's end: a batch
    /// that was read before it may come after it.
    public var highest: Int64
    /// The journal that spoke last; nil before the first.
    public var journal: String?
    /// Journals that spoke before it.
    public var former: Set<String>
    /// When the newest position was said.
    public var saidAtMilliseconds: Int64
    /// Links of the present journal's chain, by their place: those since the last one that the kiosk said back.
    public var links: [Int64: String]
    /// How many of its batches were answered. A kiosk that has heard more shows that this database was put back.
    public var answers: Int64
    /// The most that it has said to have heard in this era: a kiosk that says less later is an old picture of itself.
    public var heard: Int64
    /// Digests of records that it has shown and this portal does not hold, by sequence: held back behind an open record, or
    /// answered with a code. Their numbers are used.
    public var shown: [Int64: String]
    /// Since this database was last found put back; nil when it never was.
    public var era: String?
    /// Why nothing more is taken from it; nil while it is trusted.
    public var fenced: String?

    /// Every field as given.
    public init(
        highest: Int64 = 0, journal: String? = nil, former: Set<String> = [], saidAtMilliseconds: Int64 = 0,
        links: [Int64: String] = [:], answers: Int64 = 0, heard: Int64 = 0, shown: [Int64: String] = [:],
        era: String? = nil, fenced: String? = nil
    ) {
        self.highest = highest
        self.journal = journal
        self.former = former
        self.saidAtMilliseconds = saidAtMilliseconds
        self.links = links
        self.answers = answers
        self.heard = heard
        self.shown = shown
        self.era = era
        self.fenced = fenced
    }

    /// True when the kiosk has heard an answer that this database does not remember. A kiosk that has heard none can miss none.
    func hasForgotten(_ position: JournalPosition) -> Bool {
        position.heard > answers || position.era != era && position.heard > 0
    }

    /// The newest link held.
    public var head: AuditHeadBody? {
        links.max { $0.key < $1.key }.map { AuditHeadBody(index: $0.key, hash: $0.value) }
    }
}

/// Whether a kiosk's journal goes on from what the portal holds, or was set back (DESIGN 5.2, `docs/sync.md`).
public enum PositionRule {
    /// What the portal does.
    public enum Verdict: Sendable, Hashable {
        /// The batch is taken and this remembered; `alarm` is told to both sides.
        case goesOn(KnownKiosk, alarm: FailureCode?)
        /// An older batch that came after a newer one, or a clock that is wrong: its events are taken by their digests, its
        /// position says nothing.
        case late
        /// It lies behind what the portal holds, and was said before the kiosk heard the last answer: an old picture, or a batch
        /// that is late. No clock tells which, so nothing is taken before it is said anew.
        case doubted
        /// The journal is an old picture of itself, which would use numbers twice: nothing is taken from this kiosk again.
        case fence(String)
    }

    /// A kiosk whose clock is ahead by more has not asked for the time yet: believed, it would make what it says later late.
    static let clockTolerance = Duration.seconds(600)
    /// Links that are kept of a kiosk that never says the portal's one back, the newest; what it says of older ones is a gap.
    static let linksKept = 64
    /// Journals that one machine may have begun. None may be forgotten, or it could come back.
    static let journalsKept = 256

    /// Judged before any event of the batch.
    public static func judge(_ position: JournalPosition, _ known: KnownKiosk, at now: UnixTime) -> Verdict {
        let verdict = goOn(position, known)
        // An old picture must not learn by being doubted: the answer is said back beside what its journal has heard.
        let newest = max(position.heard, position.echo ?? 0)
        if case .fence = verdict { return newest < known.answers ? .doubted : verdict }
        let said = UnixTime(milliseconds: position.saidAtMilliseconds)
        return said.milliseconds > known.saidAtMilliseconds && said <= now + clockTolerance ? verdict : .late
    }

    private static func goOn(_ position: JournalPosition, _ known: KnownKiosk) -> Verdict {
        guard position.last >= known.highest else {
            return .fence("the journal ends at \(position.last), the portal holds \(known.highest)")
        }
        guard !known.former.contains(position.journal) else { return .fence("a former journal came back") }
        let isSame = position.journal == known.journal && position.era == known.era
        guard !isSame || position.heard >= known.heard else {
            return .fence("the journal has heard \(position.heard) answers, it had heard \(known.heard)")
        }
        var next = known
        next.heard = position.heard
        next.saidAtMilliseconds = position.saidAtMilliseconds
        if let journal = known.journal, journal != position.journal {
            guard known.former.count < journalsKept else {
                return .fence("the machine has begun \(journalsKept) journals")
            }
            next.former.insert(journal)
            next.journal = position.journal
            next.links = position.audit.map { [$0.index: $0.hash] } ?? [:]
            return .goesOn(next, alarm: .journalReplaced)
        }
        next.journal = position.journal
        return chain(position, known, next)
    }

    private static func chain(_ position: JournalPosition, _ known: KnownKiosk, _ next: KnownKiosk) -> Verdict {
        var next = next
        let held = known.head
        if let held {
            guard let audit = position.audit, audit.index >= held.index else {
                return .fence("the audit chain is shorter than the one the portal holds")
            }
        }
        var alarm: FailureCode?
        if let anchor = position.anchor {
            switch known.links[anchor.index] {
            case anchor.hash: next.links = next.links.filter { $0.key >= anchor.index }
            case nil: alarm = anchor.index > held?.index ?? 0 ? .auditGap : .auditFork
            default: alarm = .auditFork
            }
        }
        if let audit = position.audit {
            if let same = known.links[audit.index], same != audit.hash { alarm = .auditFork }
            next.links[audit.index] = audit.hash
            if next.links.count > linksKept, let oldest = next.links.keys.min() { next.links[oldest] = nil }
        }
        return .goesOn(next, alarm: alarm)
    }
}
