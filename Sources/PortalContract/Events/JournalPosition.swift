/// Where a kiosk's journal stands when it sends a batch. The portal finds by it a journal that was set back.
public struct JournalPosition: Codable, Sendable, Hashable {
    /// Random name of the journal file; a new one when the file was quarantined and begun anew.
    public var journal: String
    /// The last sequence allotted.
    public var last: Int64
    /// The highest number of an answer that this journal has settled; 0 before the first.
    public var heard: Int64
    /// As in the answers that it has settled; nil before the first set-back.
    public var era: String?
    /// When this was said, milliseconds since 1970 by the portal's clock as the kiosk knows it. Batches that come late are told
    /// from a journal that was set back by it.
    public var saidAtMilliseconds: Int64
    /// Records older than the newest of this batch that stay out of it, because an older one of the same person is open; the
    /// oldest ``withheldLimit`` of them, nil when there is none. A number used twice is found by them too.
    public var withheld: [RecordMark]?
    /// The newest link of the audit chain; nil while the chain is empty.
    public var audit: AuditHeadBody?
    /// The link that the portal last said to hold, as this kiosk's chain has it now; nil before the first.
    public var anchor: AuditHeadBody?
    /// ``JournalStanding/answer`` of the answer that doubted, once: it shows that this was said after it. Kept in no journal.
    public var echo: Int64?

    /// More are not told.
    public static let withheldLimit = 500

    /// Memberwise.
    public init(
        journal: String, last: Int64, heard: Int64, era: String? = nil, saidAtMilliseconds: Int64,
        withheld: [RecordMark]? = nil, audit: AuditHeadBody?, anchor: AuditHeadBody?
    ) {
        self.journal = journal
        self.last = last
        self.heard = heard
        self.era = era
        self.saidAtMilliseconds = saidAtMilliseconds
        self.withheld = withheld
        self.audit = audit
        self.anchor = anchor
    }
}

/// A record without its content.
public struct RecordMark: Codable, Sendable, Hashable {
    /// Its number at the kiosk.
    public var sequence: Int64
    /// Hexadecimal SHA-256 of its body.
    public var digest: String

    /// Memberwise.
    public init(sequence: Int64, digest: String) {
        self.sequence = sequence
        self.digest = digest
    }
}

/// What the portal holds of a kiosk, with each answer to a batch.
public struct JournalStanding: Codable, Sendable, Hashable {
    /// Number of this answer among those to this kiosk; with `portal.set-back` of the last one that the database remembers.
    public var answer: Int64
    /// Random, another one each time the portal finds that its database was put back. A batch that still says the former one is
    /// not taken: the kiosk did not know yet.
    public var era: String?
    /// The newest link of the kiosk's audit chain that the portal holds.
    public var audit: AuditHeadBody?
    /// Raw `FailureCode` of what the portal found wrong with the kiosk's position (`audit.chain-gap`, `audit.chain-fork`,
    /// `journal.replaced`) or with itself (`portal.set-back`).
    public var alarm: String?
    /// True when nothing was taken: the position lies behind what the portal holds, and it was said before the kiosk heard the
    /// portal's last answer, so it may only be late. Said anew with ``JournalPosition/echo`` it is believed, or the kiosk fenced.
    public var isDoubted: Bool?

    /// Memberwise.
    public init(
        answer: Int64, era: String? = nil, audit: AuditHeadBody?, alarm: String? = nil, isDoubted: Bool? = nil
    ) {
        self.answer = answer
        self.era = era
        self.audit = audit
        self.alarm = alarm
        self.isDoubted = isDoubted
    }
}
