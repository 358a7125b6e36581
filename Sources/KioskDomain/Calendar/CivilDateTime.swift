/// A time of day on the wall of the Public Service Centre.
public struct CivilTime: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// 0 to 86 399.
    public let secondOfDay: Int

    /// Nil when there is no such time; leap seconds are not times of this clock.
    public init?(hour: Int, minute: Int, second: Int = 0) {
        guard (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second) else { return nil }
        secondOfDay = hour * 3600 + minute * 60 + second
    }

    init(secondOfDay: Int) { self.secondOfDay = min(max(secondOfDay, 0), 86_399) }

    /// 00:00:00.
    public static let midnight = CivilTime(secondOfDay: 0)

    /// 0 to 23.
    public var hour: Int { secondOfDay / 3600 }
    /// 0 to 59.
    public var minute: Int { secondOfDay / 60 % 60 }
    /// 0 to 59.
    public var second: Int { secondOfDay % 60 }

    /// Earlier before later.
    public static func < (left: CivilTime, right: CivilTime) -> Bool { left.secondOfDay < right.secondOfDay }

    /// `HH:MM:SS` (ISO 8601, extended form).
    public var description: String { hoursAndMinutes + ":" + DecimalDigits.text(second, width: 2) }

    /// `HH:MM`, as people read it.
    public var hoursAndMinutes: String {
        DecimalDigits.text(hour, width: 2) + ":" + DecimalDigits.text(minute, width: 2)
    }
}

extension CivilTime: Codable {
    /// Reads exactly `HH:MM` or `HH:MM:SS` (ISO 8601, extended form).
    public init?(iso text: String) {
        let fields = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard fields.count == 2 || fields.count == 3, fields.allSatisfy({ $0.count == 2 }) else { return nil }
        let numbers = fields.compactMap { DecimalDigits.value($0) }
        guard numbers.count == fields.count else { return nil }
        self.init(hour: numbers[0], minute: numbers[1], second: numbers.count == 3 ? numbers[2] : 0)
    }

    /// From a decoder, in the form that `encode(to:)` writes, or `HH:MM`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let time = try CivilTime(iso: container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a time of form HH:MM")
        }
        self = time
    }

    /// In the form of a single value.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(second == 0 ? hoursAndMinutes : description)
    }
}

/// A moment as the calendar and the clock of the Public Service Centre show it.
///
/// Arithmetic is that of the wall; zones that shift the clock do so in `KioskTime`.
public struct CivilDateTime: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The day.
    public let date: CivilDate
    /// The time of that day.
    public let time: CivilTime

    /// Every field as given.
    public init(_ date: CivilDate, _ time: CivilTime) {
        self.date = date
        self.time = time
    }

    /// Nil when there is no such day or time.
    public init?(year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int = 0) {
        guard let date = CivilDate(year: year, month: month, day: day),
            let time = CivilTime(hour: hour, minute: minute, second: second)
        else { return nil }
        self.init(date, time)
    }

    /// Seconds of the wall since 1970-01-01T00:00:00.
    public var wallSeconds: Int { date.dayNumber * 86_400 + time.secondOfDay }

    /// The moment so many seconds of the wall after 1970-01-01T00:00:00, at most the ends of the calendar.
    public init(wallSeconds: Int) {
        let seconds = min(max(wallSeconds, -Self.farAway), Self.farAway)
        let days = seconds >= 0 ? seconds / 86_400 : (seconds + 1) / 86_400 - 1
        date = CivilDate(dayNumber: days)
        time = CivilTime(secondOfDay: seconds - days * 86_400)
    }

    /// So many seconds of the wall later; earlier when negative.
    public func adding(seconds: Int) -> CivilDateTime {
        CivilDateTime(wallSeconds: wallSeconds + min(max(seconds, -Self.farAway), Self.farAway))
    }
    /// So many minutes of the wall later; earlier when negative.
    public func adding(minutes: Int) -> CivilDateTime {
        adding(seconds: min(max(minutes, -Self.farAway), Self.farAway) * 60)
    }

    /// Seconds beyond either end of the calendar: sums are cut to them, so that none overflows.
    private static let farAway = 1_000_000_000_000

    /// Seconds from this moment to the other; negative when the other is earlier.
    public func seconds(until other: CivilDateTime) -> Int { other.wallSeconds - wallSeconds }

    /// Earlier before later.
    public static func < (left: CivilDateTime, right: CivilDateTime) -> Bool {
        (left.date, left.time) < (right.date, right.time)
    }

    /// `YYYY-MM-DDTHH:MM:SS` (ISO 8601, extended form, local time).
    public var description: String { "\(date)T\(time)" }
}

extension CivilDateTime: Codable {}
