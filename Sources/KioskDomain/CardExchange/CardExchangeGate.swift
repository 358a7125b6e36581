/// Days around expiry within which an ID card may be exchanged online (I1). Holds only while the pilot runs (I3).
public struct CardExchangeWindow: Sendable, Hashable {
    public var daysBeforeExpiry: Int
    public var daysAfterExpiry: Int

    public init(daysBeforeExpiry: Int, daysAfterExpiry: Int) {
        self.daysBeforeExpiry = daysBeforeExpiry
        self.daysAfterExpiry = daysAfterExpiry
    }

    func contains(_ day: CivilDate, expiry: CivilDate) -> Bool {
        (-daysBeforeExpiry...daysAfterExpiry).contains(expiry.days(until: day))
    }
}

/// Why a person asks for a new card (I1).
public enum CardExchangeReason: String, Sendable, Hashable, CaseIterable, Codable {
    case expiry
    case nameChange = "name-change"
    case loss, damage, other
}

/// May an identity card be exchanged online? (I1–I3)
public enum CardExchangeGate {
    public struct Facts: Sendable, Hashable {
        public var expiry: CivilDate
        public var today: CivilDate
        public var reason: CardExchangeReason
        public var applicantIsHolder: Bool

        public init(expiry: CivilDate, today: CivilDate, reason: CardExchangeReason, applicantIsHolder: Bool) {
            self.expiry = expiry
            self.today = today
            self.reason = reason
            self.applicantIsHolder = applicantIsHolder
        }
    }

    /// For the technician; the person reads the one text of I2 whatever the reason.
    public enum Refusal: Sendable, Hashable, CaseIterable {
        case outsidePilot, otherReason, notHolder, tooEarly, tooLate
    }

    public enum Decision: Sendable, Hashable {
        case available
        case unavailable(Refusal)
    }

    public static func decide(_ facts: Facts, pilot: Windowed<CardExchangeWindow>) -> Decision {
        guard let window = pilot.value(on: facts.today) else { return .unavailable(.outsidePilot) }
        guard facts.reason == .expiry else { return .unavailable(.otherReason) }
        guard facts.applicantIsHolder else { return .unavailable(.notHolder) }
        if window.contains(facts.today, expiry: facts.expiry) { return .available }
        return .unavailable(facts.today < facts.expiry ? .tooEarly : .tooLate)
    }
}
