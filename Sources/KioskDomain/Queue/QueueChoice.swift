/// What a person has said so far on the way to a queue slip, and what was told about a reservation.
public struct QueueChoice: Sendable, Hashable {
    /// The person asks for the preferential window as a pensioner or a person with a disability; the operator verifies (Q6).
    public var claimsPreference: Bool
    /// What became of the question for a reservation; nil when none was asked for.
    public var notice: ReservationNotice?

    /// Every field as given.
    public init(claimsPreference: Bool = false, notice: ReservationNotice? = nil) {
        self.claimsPreference = claimsPreference
        self.notice = notice
    }

    /// The lane of the slip (Q5, Q6).
    public var lane: TicketLane { .withoutReservation(claimsPreference: claimsPreference) }
    /// The slip says that it was given without the portal (Q9).
    public var isProvisional: Bool { notice == .unknown }
}

/// Why there is no slip of the reserved lane; the general queue is offered with each.
public enum ReservationNotice: Sendable, Hashable {
    /// None for today here. Whether there is one for another day or centre is not told, and not known at the terminal (Q5).
    case none
    /// Slips are given from then on (Q3).
    case early(from: CivilTime)
    /// The appointed minute is over, the reservation is void (Q4).
    case late
    /// Portal not reached and nothing synced (Q9).
    case unknown
    /// Too many numbers without a reservation were typed at this terminal.
    case tooManyTries

    /// The stable code of it.
    public var code: FailureCode {
        switch self {
        case .none: .reservationNotFound
        case .early: .reservationEarly
        case .late: .reservationLate
        case .unknown: .reservationsUnknown
        case .tooManyTries: .reservationRate
        }
    }
}
