public import KioskDomain

/// When the centre serves people, by the clock on its wall: weekdays, breaks, holidays, the last slip before closing.
public struct HallHours: Sendable, Hashable, Codable {
    /// A part of a day, its end not included.
    public struct Span: Sendable, Hashable, Codable {
        /// Its first second.
        public var from: CivilTime
        /// The first second after it.
        public var to: CivilTime

        /// A part of a day.
        public init(from: CivilTime, to: CivilTime) {
            self.from = from
            self.to = to
        }

        /// Whether the time lies in it.
        public func contains(_ time: CivilTime) -> Bool { from <= time && time < to }
    }

    /// The hours of one weekday; a weekday that is not named is closed.
    public struct Day: Sendable, Hashable, Codable {
        /// 1 Monday to 7 Sunday (ISO 8601).
        public var weekday: Int
        /// From opening to closing.
        public var open: Span

        /// The hours of one weekday.
        public init(weekday: Int, open: Span) {
            self.weekday = weekday
            self.open = open
        }
    }

    /// A date that does not follow its weekday.
    public struct Holiday: Sendable, Hashable, Codable {
        /// The date.
        public var date: CivilDate
        /// As people are told.
        public var name: String
        /// Hours of a shortened day, or of a working day that was moved here; nil when closed.
        public var open: Span?

        /// A date of its own kind.
        public init(date: CivilDate, name: String, open: Span? = nil) {
            self.date = date
            self.name = name
            self.open = open
        }
    }

    /// The weekdays on which the centre is open.
    public var days: [Day]
    /// Breaks of the whole hall, each day: nobody is called and no slip is given.
    public var breaks: [Span]
    /// Dates of their own kind.
    public var holidays: [Holiday]
    /// So many minutes before closing the last slip is given.
    public var lastSlipMinutes: Int

    /// Hours as configured.
    public init(days: [Day], breaks: [Span] = [], holidays: [Holiday] = [], lastSlipMinutes: Int = 0) {
        self.days = days
        self.breaks = breaks
        self.holidays = holidays
        self.lastSlipMinutes = lastSlipMinutes
    }

    /// From a decoder; only the days are needed.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        days = try fields.decode([Day].self, forKey: .days)
        breaks = try fields.decodeIfPresent([Span].self, forKey: .breaks) ?? []
        holidays = try fields.decodeIfPresent([Holiday].self, forKey: .holidays) ?? []
        lastSlipMinutes = try fields.decodeIfPresent(Int.self, forKey: .lastSlipMinutes) ?? 0
    }
}
