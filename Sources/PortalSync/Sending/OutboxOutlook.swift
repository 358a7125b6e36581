public import PortalContract

/// One unsent record.
public struct OutboxRecord: Sendable, Hashable {
    /// As it goes on the wire.
    public var event: KioskEvent
    /// Whose order it keeps.
    public var lane: Lane

    /// Every field as given.
    public init(event: KioskEvent, lane: Lane) {
        self.event = event
        self.lane = lane
    }
}

/// What the journal offers for one batch, read at one moment.
public struct OutboxOutlook: Sendable, Hashable {
    /// In the order of their sequence.
    public var records: [OutboxRecord]
    /// Where the journal stands; nil from a store that keeps none.
    public var position: JournalPosition?

    /// Every field as given.
    public init(records: [OutboxRecord], position: JournalPosition?) {
        self.records = records
        self.position = position
    }
}

/// What the portal's answer settles, to be made durable in one transaction before the next batch is read.
public struct Settlement: Sendable, Hashable {
    /// A record that the portal holds.
    public struct Confirmation: Sendable, Hashable {
        /// Of the record.
        public var sequence: Int64
        /// As the portal answered it: hexadecimal SHA-256, equal to what was sent.
        public var digest: String

        /// Every field as given.
        public init(sequence: Int64, digest: String) {
            self.sequence = sequence
            self.digest = digest
        }
    }

    /// A record that the portal will not take.
    public struct Refusal: Sendable, Hashable {
        /// Of the record.
        public var sequence: Int64
        /// Raw code of the portal's reason.
        public var code: String

        /// Every field as given.
        public init(sequence: Int64, code: String) {
            self.sequence = sequence
            self.code = code
        }
    }

    /// Records that count as sent.
    public var confirmed: [Confirmation]
    /// Records that are set aside: kept, shown, not offered again.
    public var refused: [Refusal]
    /// What the portal holds of this kiosk.
    public var standing: JournalStanding?

    /// Every field as given.
    public init(
        confirmed: [Confirmation] = [], refused: [Refusal] = [], standing: JournalStanding? = nil
    ) {
        self.confirmed = confirmed
        self.refused = refused
        self.standing = standing
    }
}
