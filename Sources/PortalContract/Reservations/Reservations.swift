public import FoundationEssentials
import Crypto

/// Answer of `GET /v1/reservations`: what a terminal of one centre needs of one day, and nothing more. No name and no IIN:
/// whoever types an IIN is found by its keyed hash.
public struct ReservationList: Codable, Sendable, Hashable {
    /// Code of the centre.
    public var centre: String
    /// Civil day of the appointments, `YYYY-MM-DD`.
    public var day: String
    /// 32 bytes, of this machine, centre and day only: lists of two machines or days cannot be held against each other.
    public var key: Data
    /// In the order of their numbers; cancelled ones are left out.
    public var reservations: [ListedReservation]

    /// Memberwise.
    public init(centre: String, day: String, key: Data, reservations: [ListedReservation]) {
        self.centre = centre
        self.day = day
        self.key = key
        self.reservations = reservations
    }

    /// HMAC-SHA-256 (RFC 2104) of the twelve digits with the list's key.
    ///
    /// An IIN is guessable, so that the hash hides it only from whoever has no key: the list is sealed at rest.
    public static func person(_ iin: String, key: Data) -> Data {
        Data(HMAC<SHA256>.authenticationCode(for: Data(iin.utf8), using: SymmetricKey(data: key)))
    }

    /// The reservation of a person; nil when this centre has none on this day.
    public func reservation(of iin: String) -> ListedReservation? {
        let person = Self.person(iin, key: key)
        return reservations.first { $0.person == person }
    }
}

/// One line of a ``ReservationList``.
public struct ListedReservation: Codable, Sendable, Hashable {
    /// Its number at the portal.
    public var number: String
    /// ``ReservationList/person(_:key:)``.
    public var person: Data
    /// What the person comes for, by its code.
    public var purpose: String
    /// Time of the appointment on the wall of the centre, `HH:MM`.
    public var time: String
    /// Whether it still holds.
    public var state: ReservationState

    /// Memberwise.
    public init(number: String, person: Data, purpose: String, time: String, state: ReservationState) {
        self.number = number
        self.person = person
        self.purpose = purpose
        self.time = time
        self.state = state
    }
}

/// Where a reservation stands.
public enum ReservationState: String, Codable, Sendable, Hashable, CaseIterable {
    /// Made, not yet asked for at a terminal.
    case booked
    /// A terminal gave its slip (RULES Q3).
    case used
    /// The person came late (RULES Q4).
    case void
    /// Taken back by the person: frees the day (RULES Q1).
    case cancelled
}

/// Body of `POST /demonstration/reservations`: what a person does on the portal's own pages (RULES Q1).
public struct ReservationRequest: Codable, Sendable, Hashable {
    /// 12 digits.
    public var iin: String
    /// Code of the region.
    public var region: String
    /// Code of the centre.
    public var centre: String
    /// What the person comes for, by its code.
    public var purpose: String
    /// Civil day of the appointment, `YYYY-MM-DD`.
    public var day: String
    /// Time of the appointment, `HH:MM`.
    public var time: String

    /// Memberwise.
    public init(iin: String, region: String, centre: String, purpose: String, day: String, time: String) {
        self.iin = iin
        self.region = region
        self.centre = centre
        self.purpose = purpose
        self.day = day
        self.time = time
    }
}

/// A reservation as the portal confirms it (RULES Q2).
public struct ReservationRecord: Codable, Sendable, Hashable {
    /// Its number at the portal.
    public var number: String
    /// Where it stands.
    public var state: ReservationState
    /// The confirmation in Kazakh, Russian and English, by the code of the language.
    public var confirmation: [String: String]
    /// Where the SMS went, last two digits; nil when the phone is not in the Mobile Citizens Database.
    public var maskedPhone: String?

    /// Memberwise.
    public init(number: String, state: ReservationState, confirmation: [String: String], maskedPhone: String?) {
        self.number = number
        self.state = state
        self.confirmation = confirmation
        self.maskedPhone = maskedPhone
    }
}
