/// Days around expiry within which an ID card may be exchanged online (I1). Holds only while the pilot runs (I3).
public struct CardExchangeWindow: Sendable, Hashable {
    /// First day, counted back from the expiry, inclusive.
    public var daysBeforeExpiry: Int
    /// Last day, counted from the expiry, inclusive.
    public var daysAfterExpiry: Int

    /// Every field as given.
    public init(daysBeforeExpiry: Int, daysAfterExpiry: Int) {
        self.daysBeforeExpiry = daysBeforeExpiry
        self.daysAfterExpiry = daysAfterExpiry
    }

    /// First and last day on which a card with this last day of validity is exchanged, both inclusive.
    public func days(expiry: CivilDate) -> ClosedRange<CivilDate> {
        expiry.adding(days: -daysBeforeExpiry)...expiry.adding(days: daysAfterExpiry)
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
    /// Everything that the decision rests on.
    public struct Facts: Sendable, Hashable {
        /// The last day of the card's validity.
        public var expiry: CivilDate
        /// The day of the application.
        public var today: CivilDate
        /// The reason given.
        public var reason: CardExchangeReason
        /// Nobody applies for another.
        public var applicantIsHolder: Bool

        /// Every field as given.
        public init(expiry: CivilDate, today: CivilDate, reason: CardExchangeReason, applicantIsHolder: Bool) {
            self.expiry = expiry
            self.today = today
            self.reason = reason
            self.applicantIsHolder = applicantIsHolder
        }
    }

    /// For the technician; the person reads the one text of I2 whatever the reason.
    public enum Refusal: String, Sendable, Hashable, CaseIterable, Codable {
        case outsidePilot = "outside-pilot"
        case otherReason = "other-reason"
        case notHolder = "not-holder"
        case tooEarly = "too-early"
        case tooLate = "too-late"
    }

    /// What the gate answers.
    public enum Decision: Sendable, Hashable {
        case available
        case unavailable(Refusal)
    }

    /// Decides; the first reason against it is the one named.
    public static func decide(_ facts: Facts, pilot: Windowed<CardExchangeWindow>) -> Decision {
        guard let window = pilot.value(on: facts.today) else { return .unavailable(.outsidePilot) }
        guard facts.reason == .expiry else { return .unavailable(.otherReason) }
        guard facts.applicantIsHolder else { return .unavailable(.notHolder) }
        if window.contains(facts.today, expiry: facts.expiry) { return .available }
        return .unavailable(facts.today < facts.expiry ? .tooEarly : .tooLate)
    }
}
