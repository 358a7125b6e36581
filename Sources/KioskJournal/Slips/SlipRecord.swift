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

    /// Every field as given.
    public init(
        day: CivilDate, lane: TicketLane, service: String, reservation: String? = nil, promise: UnixTime? = nil,
        isProvisional: Bool = false, content: [UInt8] = []
    ) {
        self.day = day
        self.lane = lane
        self.service = service
        self.reservation = reservation
        self.promise = promise
        self.isProvisional = isProvisional
        self.content = content
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
