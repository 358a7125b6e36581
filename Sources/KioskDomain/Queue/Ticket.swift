/// The lane of a slip. The letters look alike in Latin and Cyrillic, so that nobody reads another number.
public enum TicketLane: String, Sendable, Hashable, CaseIterable, Codable {
    case general = "A"
    case reserved = "B"
    /// Pensioners and persons with disabilities; no reservation, the operator verifies (Q6).
    case preferential = "C"
    /// Sent on to an operator by a kiosk (B4).
    case referral = "E"

    /// The lane a person takes without a reservation (Q5, Q6).
    public static func withoutReservation(claimsPreference: Bool) -> TicketLane {
        claimsPreference ? .preferential : .general
    }

    /// Whether the operator verifies the right to this lane before serving (Q6).
    public var operatorVerifies: Bool { self == .preferential }
}

/// The number on a slip: unique on its day and lane, over all terminals of one centre (Q7).
public struct TicketNumber: Sendable, Hashable, Codable, CustomStringConvertible {
    /// The day on which it holds.
    public let day: CivilDate
    /// Its lane.
    public let lane: TicketLane
    /// From 1.
    public let number: Int

    /// Nil for a number below 1.
    public init?(day: CivilDate, lane: TicketLane, number: Int) {
        guard number >= 1 else { return nil }
        self.day = day
        self.lane = lane
        self.number = number
    }

    /// Letter and at least three digits, as printed and shown on the board: `A001`.
    public var text: String { lane.rawValue + DecimalDigits.text(number, width: 3) }
    /// The same as ``text``.
    public var description: String { text }

    /// The number after the last one given on a lane. Should the clock have gone back a day, counting goes on in the
    /// later one: no number is ever given twice.
    public static func next(after last: TicketNumber?, lane: TicketLane, on day: CivilDate) -> TicketNumber {
        guard let last, last.day >= day else { return TicketNumber(checkedDay: day, lane: lane, number: 1) }
        return TicketNumber(checkedDay: last.day, lane: lane, number: last.number + 1)
    }

    private init(checkedDay day: CivilDate, lane: TicketLane, number: Int) {
        self.day = day
        self.lane = lane
        self.number = number
    }
}
