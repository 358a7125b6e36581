/// What the terminal does when a person taps "Reservation" and gives the IIN (Q3–Q5, Q7, Q9).
public enum ReservationDesk {
    /// Everything that the decision rests on.
    public struct Facts: Sendable {
        /// The person's reservation for today as the portal or the last sync knows it.
        public var reservation: Reservation?
        /// The centre in which the terminal stands.
        public var centre: String
        /// The moment of the decision.
        public var now: CivilDateTime
        /// The first tap on "Reservation" of this visit, which decides about being late.
        public var firstTap: CivilDateTime
        /// Something of ours (terminal, printer, portal) failed and kept the person from tapping in time.
        public var delayedByUs: Bool
        /// The slip that was already given for this reservation.
        public var slipGiven: TicketNumber?
        /// Whether the list of reservations is current: the portal was reached.
        public var portalReached: Bool

        /// Every field as given.
        public init(
            reservation: Reservation?, centre: String, now: CivilDateTime, firstTap: CivilDateTime,
            delayedByUs: Bool, slipGiven: TicketNumber?, portalReached: Bool
        ) {
            self.reservation = reservation
            self.centre = centre
            self.now = now
            self.firstTap = firstTap
            self.delayedByUs = delayedByUs
            self.slipGiven = slipGiven
            self.portalReached = portalReached
        }
    }

    /// What the terminal does.
    public enum Decision: Sendable, Hashable {
        /// A slip on the reserved lane, with the promise (Q3).
        case reserved(CallPromise)
        /// The same number again, marked copy (Q7).
        case copy(TicketNumber)
        /// Slips are given from then on (Q3).
        case tooEarly(from: CivilDateTime)
        /// Late: general queue, the reservation is void (Q4).
        case late
        /// The reservation is for another centre; the general queue is offered here.
        case otherCentre(String)
        /// No reservation: the general queue is offered (Q5).
        case none
        /// Portal not reached and nothing synced: a general slip marked provisional (Q9).
        case provisional
    }

    /// Decides; total over all facts.
    public static func decide(_ facts: Facts, policy: QueuePolicy) -> Decision {
        guard let reservation = facts.reservation, !reservation.isCancelled else {
            return facts.portalReached ? .none : .provisional
        }
        if let given = facts.slipGiven { return .copy(given) }
        guard reservation.centre == facts.centre else { return .otherCentre(reservation.centre) }
        let opens = reservation.slot.adding(minutes: -policy.slipBeforeMinutes)
        guard facts.now >= opens else { return .tooEarly(from: opens) }
        guard !isLate(facts, slot: reservation.slot, policy: policy) else { return .late }
        return .reserved(CallPromise(slip: facts.now, appointment: reservation.slot, policy: policy))
    }

    /// The appointed minute itself, and the tolerance after it, are in time.
    private static func isLate(_ facts: Facts, slot: CivilDateTime, policy: QueuePolicy) -> Bool {
        let minute = CivilDateTime(wallSeconds: slot.wallSeconds - slot.time.second)
        return !facts.delayedByUs && facts.firstTap >= minute.adding(minutes: 1 + policy.lateToleranceMinutes)
    }
}
