/// How long an EDS holds by its medium (E1). The certificate's own dates are the truth; this is a plausibility check.
public struct ValidityPeriod: Sendable, Hashable {
    /// Full years by medium.
    public var years: [Medium: Int]

    /// Every field as given.
    public init(years: [Medium: Int]) { self.years = years }

    /// What the comparison shows.
    public enum Finding: Sendable, Hashable {
        case plausible
        /// Ends before it begins.
        case reversed
        case shorter(expected: CivilDate)
        case longer(expected: CivilDate)
        /// No rule for this medium.
        case unknownMedium
    }

    /// Compares the certificate's dates with the rule; a day more or less is usual (zones, inclusive ends).
    public func check(_ medium: Medium, notBefore: CivilDate, notAfter: CivilDate) -> Finding {
        guard notBefore <= notAfter else { return .reversed }
        guard let years = years[medium] else { return .unknownMedium }
        let expected = notBefore.adding(years: years)
        let difference = expected.days(until: notAfter)
        if difference < -1 { return .shorter(expected: expected) }
        return difference > 1 ? .longer(expected: expected) : .plausible
    }
}
