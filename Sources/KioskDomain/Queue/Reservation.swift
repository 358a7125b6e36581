/// A queue reservation (Q1). Personal: its IIN prints as a mask.
public struct Reservation: Sendable, Hashable {
    /// Its number at the portal.
    public var number: String
    /// The person.
    public var iin: IIN
    /// The region, by its code.
    public var region: String
    /// The Public Service Centre, by its code.
    public var centre: String
    /// What the person comes for, by its code.
    public var purpose: String
    /// Date and time of the appointment.
    public var slot: CivilDateTime
    /// The day on which it was made.
    public var created: CivilDate
    /// It no longer counts.
    public var isCancelled: Bool

    /// Every field as given.
    public init(
        number: String, iin: IIN, region: String, centre: String, purpose: String, slot: CivilDateTime,
        created: CivilDate, isCancelled: Bool = false
    ) {
        self.number = number
        self.iin = iin
        self.region = region
        self.centre = centre
        self.purpose = purpose
        self.slot = slot
        self.created = created
        self.isCancelled = isCancelled
    }
}

/// May a reservation be made? One per IIN and creation day, country-wide (Q1).
public enum ReservationGate {
    /// What the gate answers.
    public enum Decision: Sendable, Hashable {
        case allowed
        /// This one was made on the same day.
        case alreadyMade(number: String)
    }

    /// - Parameter existing: the person's reservations in the whole country; a cancelled one frees the day.
    public static func mayReserve(
        _ iin: IIN, on day: CivilDate, existing: [Reservation]
    ) -> Decision {
        let made = existing.first { $0.iin == iin && $0.created == day && !$0.isCancelled }
        return made.map { .alreadyMade(number: $0.number) } ?? .allowed
    }
}

/// Where a reservation is confirmed (Q2).
public enum ReservationConfirmation: Sendable, Hashable {
    case screen, sms

    /// The screen always; an SMS only where it can arrive.
    public static func channels(phoneInMobileCitizensDatabase: Bool) -> [ReservationConfirmation] {
        phoneInMobileCitizensDatabase ? [.screen, .sms] : [.screen]
    }
}
