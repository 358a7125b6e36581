public import KioskDomain

/// The dates in certificates and lists, whole seconds (RFC 5280, 4.1.2.5).
public enum ValidityDates {
    /// The same moment of the day so many years later (RULES E1).
    public static func end(from start: UnixTime, years: Int) -> UnixTime {
        let seconds = start.milliseconds / 1_000
        let day = CivilDate(dayNumber: Int(seconds / 86_400)).adding(years: years)
        return UnixTime(milliseconds: (Int64(day.dayNumber) * 86_400 + seconds % 86_400) * 1_000)
    }
}

extension UnixTime {
    /// Cut to the second.
    public var wholeSeconds: UnixTime { UnixTime(milliseconds: milliseconds / 1_000 * 1_000) }
}
