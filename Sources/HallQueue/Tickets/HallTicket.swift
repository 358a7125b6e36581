public import KioskDomain

/// A slip as its terminal reports it. No person's data: a reservation is known by the portal's number only.
public struct IssuedTicket: Sendable, Hashable, Codable {
    /// The terminal or desk that gave it.
    public var terminal: String
    /// The terminal's lease epoch.
    public var epoch: Int64
    /// Counts up within the epoch.
    public var sequence: Int64
    /// What is on the slip.
    public var number: TicketNumber
    /// Code of the service.
    public var service: String
    /// By the terminal's clock, corrected by its measured offset.
    public var issuedAt: UnixTime
    /// The promise to a person with a reservation (Q3).
    public var promise: UnixTime?
    /// Given without the portal (Q9).
    public var isProvisional: Bool
    /// The portal's number of the reservation that it answers; one reservation is called under one number (Q7).
    public var reservation: String?

    /// A slip as reported.
    public init(
        terminal: String, epoch: Int64, sequence: Int64, number: TicketNumber, service: String, issuedAt: UnixTime,
        promise: UnixTime? = nil, isProvisional: Bool = false, reservation: String? = nil
    ) {
        self.terminal = terminal
        self.epoch = epoch
        self.sequence = sequence
        self.number = number
        self.service = service
        self.issuedAt = issuedAt
        self.promise = promise
        self.isProvisional = isProvisional
        self.reservation = reservation
    }
}

/// A ticket in the hall.
public struct HallTicket: Sendable, Hashable, Codable {
    /// What is on the slip.
    public var number: TicketNumber
    /// Code of the service; a transfer may change it.
    public var service: String
    /// Since when the wait counts.
    public var waitingSince: UnixTime
    /// To be called by then (Q3).
    public var promise: UnixTime?
    /// Given without the portal (Q9).
    public var isProvisional: Bool
    /// Only this window may call it, after a transfer.
    public var onlyWindow: Int?
    /// Where it stands (Q8).
    public var call: TicketCall = .waiting
    /// When it was called last.
    public var calledAt: UnixTime?
    /// When it was called first: the promise is held against it.
    public var firstCalledAt: UnixTime?
    /// The portal's number of the reservation that it answers.
    public var reservation: String?
    /// The number under which the hall already calls the same reservation; this one is never called (Q7).
    public var copyOf: TicketNumber?
    /// Where it came from: the same slip again is known by it.
    var origin: Origin?

    /// Which slip of which terminal.
    struct Origin: Sendable, Hashable, Codable {
        var terminal: String
        var epoch: Int64
        var sequence: Int64

        init(_ ticket: IssuedTicket) {
            terminal = ticket.terminal
            epoch = ticket.epoch
            sequence = ticket.sequence
        }
    }

    /// The promise was not kept: it was called later, or still waits (recorded and shown, Q3). The last minute counts whole.
    public func isBreach(at now: UnixTime) -> Bool {
        promise.map { (firstCalledAt ?? now).milliseconds / 60_000 > $0.milliseconds / 60_000 } ?? false
    }
}
