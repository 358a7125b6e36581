public import KioskDomain

/// What a queue ticket is issued for (Q3, Q5–Q7, Q9).
public struct TicketDraft: Sendable, Hashable {
    /// Civil day of the Public Service Centre; numbers start at 1 on each.
    public var day: CivilDate
    /// The lane whose number is allotted.
    public var lane: TicketLane
    /// Stable name of the service.
    public var service: String
    /// The reservation it answers; the same one asked again gets the same number, marked as a copy (Q7).
    public var reservation: String?
    /// To be called by then (Q3).
    public var promise: UnixTime?
    /// Given without the portal (Q9).
    public var isProvisional: Bool
    /// What the slip shows, for whoever prints it; sealed at rest.
    public var content: [UInt8]
    /// How the portal shows the number to whoever holds the slip; nil without a status link.
    public var status: TicketStatusLink?

    /// Every field as given.
    public init(
        day: CivilDate, lane: TicketLane, service: String, reservation: String? = nil, promise: UnixTime? = nil,
        isProvisional: Bool = false, content: [UInt8] = [], status: TicketStatusLink? = nil
    ) {
        self.day = day
        self.lane = lane
        self.service = service
        self.reservation = reservation
        self.promise = promise
        self.isProvisional = isProvisional
        self.content = content
        self.status = status
    }
}

/// What the portal is told so that a slip's status link works.
public struct TicketStatusLink: Sendable, Hashable {
    /// Code of the centre.
    public var centre: String
    /// SHA-256 of the link's token, lower-case hexadecimal; the token is on the paper and sealed in the slip's content.
    public var tokenHash: String

    /// Every field as given.
    public init(centre: String, tokenHash: String) {
        self.centre = centre
        self.tokenHash = tokenHash
    }
}

/// One slip of paper as the journal holds it.
public struct SlipRecord: Sendable, Hashable, Identifiable {
    /// 128 random bits in hexadecimal.
    public var id: String
    /// Number of the record at this kiosk.
    public var sequence: Int64
    /// A stable word: `ticket`, or what the caller named (`referral`, `application`, …).
    public var kind: String
    /// What is certain about the paper.
    public var state: SlipState
    /// The day it was issued on; a ticket's number holds on this day.
    public var day: CivilDate
    /// Nil on slips that are no ticket.
    public var ticket: TicketNumber?
    /// Sequence of the slip that this one repeats.
    public var copyOf: Int64?
    /// Nil once the personal fields are erased (R6).
    public var content: [UInt8]?
    /// When it was recorded.
    public var issuedAt: UnixTime
    /// When its state last changed.
    public var changedAt: UnixTime
}

extension SlipRecord: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Without personal data.
    public var description: String { "\(kind) slip \(sequence), \(state.rawValue)" }
    /// The same as ``description``.
    public var debugDescription: String { description }
    /// Without personal data.
    public var customMirror: Mirror { Mirror(self, children: ["sequence": sequence, "state": state.rawValue]) }
}
