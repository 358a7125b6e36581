public import KioskDomain

/// First taps on "Reservation" of a day that a fault of the centre made vain (Q4). Its terminals share them, so that nobody
/// who goes to another one is late there. People stand in it by keyed hashes only.
public struct VainTaps: Sendable, Hashable, Codable {
    /// More people of one day are not kept: a terminal that goes wild fills no memory.
    public static let limit = 1000

    /// Of the hall.
    public private(set) var day: CivilDate
    /// By the hash of the person.
    public private(set) var first: [String: UnixTime] = [:]

    /// None yet.
    public init(day: CivilDate) { self.day = day }

    /// A tap of a person; the earliest one stays.
    public mutating func note(_ person: String, at tap: UnixTime) {
        guard first[person] != nil || first.count < Self.limit else { return }
        first[person] = min(tap, first[person] ?? tap)
    }

    /// What another one knows; those of a day before it are over.
    public mutating func merge(_ other: VainTaps) {
        guard other.day >= day else { return }
        if other.day > day { self = VainTaps(day: other.day) }
        for (person, tap) in other.first { note(person, at: tap) }
    }
}
