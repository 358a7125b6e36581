/// How long a kiosk keeps what (R6).
public struct RetentionPolicy: Sendable, Hashable {
    /// Days that personal fields of a finished case may stay; at most ``longestPersonalDays``.
    public var personalDays: Int
    /// Days that outcomes stay, as the portal says; nil: until the portal says.
    public var outcomeDays: Int?

    /// R6 allows no more.
    public static let longestPersonalDays = 30

    /// Every field as given.
    public init(personalDays: Int, outcomeDays: Int?) {
        self.personalDays = personalDays
        self.outcomeDays = outcomeDays
    }

    /// What a record holds.
    public enum Matter: Sendable, Hashable, CaseIterable { case personalFields, outcome, picture }

    /// What the policy answers.
    public enum Decision: Sendable, Hashable { case keep, erase, neverStore }

    /// - Parameter finished: the day on which the case ended; nil while it goes on.
    public func decide(_ matter: Matter, finished: CivilDate?, on day: CivilDate) -> Decision {
        let days: Int?
        switch matter {
        case .picture: return .neverStore
        case .personalFields: days = min(personalDays, Self.longestPersonalDays)
        case .outcome: days = outcomeDays
        }
        guard let finished, let days else { return .keep }
        return finished.days(until: day) < days ? .keep : .erase
    }
}
