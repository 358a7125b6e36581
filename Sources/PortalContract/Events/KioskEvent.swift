public import FoundationEssentials

/// The type of an event. A portal keeps the types it does not know.
public struct KioskEventType: RawRepresentable, Codable, Sendable, Hashable {
    /// As on the wire.
    public var rawValue: String
    /// Memberwise.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Body: ``AttemptOpenedBody``.
    public static let attemptOpened = KioskEventType(rawValue: "attempt.opened")
    /// Body: ``AttemptClosedBody``.
    public static let attemptClosed = KioskEventType(rawValue: "attempt.closed")
    /// Body: ``TicketIssuedBody``.
    public static let ticketIssued = KioskEventType(rawValue: "ticket.issued")
    /// Body: ``TicketToldBody``.
    public static let ticketCalled = KioskEventType(rawValue: "ticket.called")
    /// Body: ``TicketToldBody``.
    public static let ticketWaiting = KioskEventType(rawValue: "ticket.waiting")
    /// Body: ``TicketToldBody``.
    public static let ticketClosed = KioskEventType(rawValue: "ticket.closed")
    /// Body: ``ReservationChangedBody``.
    public static let reservationUsed = KioskEventType(rawValue: "reservation.used")
    /// Body: ``ReservationChangedBody``.
    public static let reservationVoided = KioskEventType(rawValue: "reservation.voided")
    /// Body: ``SlipStateBody``.
    public static let slipState = KioskEventType(rawValue: "slip.state")
    /// Body: ``ApplicationWrittenBody``.
    public static let applicationWritten = KioskEventType(rawValue: "application.written")
    /// Body: ``ApplicationInterruptedBody``.
    public static let applicationInterrupted = KioskEventType(rawValue: "application.interrupted")
    /// Body: ``AuditHeadBody``.
    public static let auditHead = KioskEventType(rawValue: "audit.head")

    /// All of this version of the contract.
    public static let known: Set<KioskEventType> = [
        .attemptOpened, .attemptClosed, .ticketIssued, .ticketCalled, .ticketWaiting, .ticketClosed, .reservationUsed,
        .reservationVoided, .slipState, .applicationWritten, .applicationInterrupted, .auditHead,
    ]
}

/// One record of a kiosk's outbox. Stored once for each (kiosk, sequence), for ever.
public struct KioskEvent: Codable, Sendable, Hashable {
    /// Of the kiosk's journal; never used twice.
    public var sequence: Int64
    /// What happened.
    public var type: KioskEventType
    /// JSON bytes exactly as the journal keeps them.
    public var body: Data
    /// SHA-256 of `body`, lower-case hexadecimal.
    public var digest: String
    /// True when a virtual part took part (RULES R1).
    public var demonstration: Bool

    /// Memberwise.
    public init(sequence: Int64, type: KioskEventType, body: Data, digest: String, demonstration: Bool) {
        self.sequence = sequence
        self.type = type
        self.body = body
        self.digest = digest
        self.demonstration = demonstration
    }

    /// An event whose digest is computed from its body.
    public init(sequence: Int64, type: KioskEventType, body: Data, demonstration: Bool) {
        self.init(
            sequence: sequence, type: type, body: body, digest: ContentDigest.hex(of: body),
            demonstration: demonstration)
    }
}

/// Body of `POST /v1/events`.
public struct EventBatch: Codable, Sendable, Hashable {
    /// The most events one batch may hold.
    public static let limit = 200
    /// At most ``limit``, oldest first.
    public var events: [KioskEvent]
    /// Where the journal stands; with it the portal watches over the kiosk's sequence and audit chain.
    public var position: JournalPosition?

    /// Memberwise.
    public init(events: [KioskEvent], position: JournalPosition? = nil) {
        self.events = events
        self.position = position
    }
}

/// What the portal did with one event.
public struct EventReceipt: Codable, Sendable, Hashable {
    /// Of the event that this answers.
    public var sequence: Int64
    /// The digest that is stored under this sequence; nil when nothing is.
    public var digest: String?
    /// Raw `FailureCode` when the event was not taken: `portal.idempotency-conflict`, `portal.demonstration-refused`,
    /// `portal.request-invalid`, `portal.other-person`. Nothing changed then.
    public var code: String?

    /// Memberwise.
    public init(sequence: Int64, digest: String?, code: String? = nil) {
        self.sequence = sequence
        self.digest = digest
        self.code = code
    }
}

/// Answer of `POST /v1/events`: one receipt for each event, in the order sent.
public struct EventReceipts: Codable, Sendable, Hashable {
    /// In the order of the events.
    public var receipts: [EventReceipt]
    /// What the portal holds of the kiosk, this batch included; nil from a portal that watches over no position.
    public var standing: JournalStanding?

    /// Memberwise.
    public init(receipts: [EventReceipt], standing: JournalStanding? = nil) {
        self.receipts = receipts
        self.standing = standing
    }
}
