/// Body of `ticket.issued` (RULES Q3, Q5, Q7).
public struct TicketIssuedBody: Codable, Sendable, Hashable {
    /// Civil day of the PSC, `YYYY-MM-DD`.
    public var day: String
    /// Letter of the lane.
    public var lane: String
    /// Number of the slip.
    public var number: Int
    /// What the person came for.
    public var service: String
    /// Milliseconds since 1970.
    public var issuedAtMilliseconds: Int64
    /// Given without the portal (RULES Q9).
    public var provisional: Bool
    /// Code of the centre; nil from a machine that has no status links.
    public var centre: String?
    /// SHA-256 of the token of the slip's status link, lower-case hexadecimal; the token itself is on the paper only.
    public var tokenHash: String?

    /// Memberwise.
    public init(
        day: String, lane: String, number: Int, service: String, issuedAtMilliseconds: Int64, provisional: Bool,
        centre: String? = nil, tokenHash: String? = nil
    ) {
        self.day = day
        self.lane = lane
        self.number = number
        self.service = service
        self.issuedAtMilliseconds = issuedAtMilliseconds
        self.provisional = provisional
        self.centre = centre
        self.tokenHash = tokenHash
    }
}

/// Body of `ticket.called`, `ticket.waiting` (again, after a transfer) and `ticket.closed`, by the machine of the hall.
public struct TicketToldBody: Codable, Sendable, Hashable {
    /// Code of the centre.
    public var centre: String
    /// Civil day of the number, `YYYY-MM-DD`.
    public var day: String
    /// Letter of the lane.
    public var lane: String
    /// Number of the slip.
    public var number: Int
    /// Where the person goes; with `ticket.called`.
    public var window: Int?
    /// The number under which the hall calls the same reservation, such as `B007`; with `ticket.closed` (RULES Q7).
    public var sameAs: String?
    /// Milliseconds since 1970.
    public var atMilliseconds: Int64

    /// Memberwise.
    public init(
        centre: String, day: String, lane: String, number: Int, window: Int? = nil, sameAs: String? = nil,
        atMilliseconds: Int64
    ) {
        self.centre = centre
        self.day = day
        self.lane = lane
        self.number = number
        self.window = window
        self.sameAs = sameAs
        self.atMilliseconds = atMilliseconds
    }
}

/// Body of `reservation.used` (RULES Q3) and `reservation.voided` (RULES Q4).
public struct ReservationChangedBody: Codable, Sendable, Hashable {
    /// The reservation's number at the portal.
    public var reservation: String
    /// Milliseconds since 1970.
    public var atMilliseconds: Int64

    /// Memberwise.
    public init(reservation: String, atMilliseconds: Int64) {
        self.reservation = reservation
        self.atMilliseconds = atMilliseconds
    }
}
