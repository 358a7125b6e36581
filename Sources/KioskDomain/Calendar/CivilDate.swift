/// A day of the proleptic Gregorian calendar, years 1 to 9999, without a time zone.
///
/// All rules count in days of the Public Service Centre; `KioskTime` turns instants into them.
public struct CivilDate: Sendable, Hashable {
    /// 1 to 9999.
    public let year: Int
    /// 1 to 12.
    public let month: Int
    /// 1 to the length of the month.
    public let day: Int

    /// Nil when there is no such day.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month) else { return nil }
        guard day >= 1, day <= Self.length(ofMonth: month, year: year) else { return nil }
        self.init(unchecked: year, month, day)
    }

    /// A day written in the source. Only for constants: a day that does not exist is a fault of the program.
    public static func literal(_ year: Int, _ month: Int, _ day: Int) -> CivilDate {
        guard let date = CivilDate(year: year, month: month, day: day) else {
            preconditionFailure("no such day: \(year)-\(month)-\(day)")
        }
        return date
    }

    private init(unchecked year: Int, _ month: Int, _ day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// Gregorian rule: every fourth year, of the full centuries only each fourth.
    public static func isLeap(year: Int) -> Bool {
        year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    }

    /// Number of days of a month; `month` must be 1 to 12.
    public static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: isLeap(year: year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

// MARK: Arithmetic

extension CivilDate {
    /// First and last day that can be expressed.
    public static let earliest = CivilDate(unchecked: 1, 1, 1)
    /// The last day that can be expressed.
    public static let latest = CivilDate(unchecked: 9999, 12, 31)

    /// Days since 1970-01-01; negative before it.
    public var dayNumber: Int {
        // A year is taken to begin in March, so that the leap day is its last and month lengths follow one formula.
        let shifted = month > 2 ? year : year - 1
        let era = shifted / 400
        let yearOfEra = shifted % 400
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        let dayOfEra = 365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * Self.daysInEra + dayOfEra - Self.epoch
    }

    /// The day with this ``dayNumber``; beyond the calendar the nearest end of it.
    public init(dayNumber: Int) {
        let first = CivilDate.earliest.dayNumber
        let last = CivilDate.latest.dayNumber
        let days = min(max(dayNumber, first), last) + Self.epoch
        let era = days / Self.daysInEra
        let dayOfEra = days % Self.daysInEra
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
        self.init(unchecked: year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    /// Days in 400 years, after which the calendar repeats.
    private static let daysInEra = 146_097
    /// Days from 0000-03-01 to 1970-01-01.
    private static let epoch = 719_468

    /// 1 Monday to 7 Sunday (ISO 8601).
    public var weekday: Int {
        // 1970-01-01 was a Thursday.
        let days = (dayNumber + 3) % 7
        return (days < 0 ? days + 7 : days) + 1
    }

    /// The day so many days later (earlier when negative), at most the ends of the calendar.
    public func adding(days: Int) -> CivilDate {
        let (sum, overflow) = dayNumber.addingReportingOverflow(days)
        return overflow ? (days > 0 ? .latest : .earliest) : CivilDate(dayNumber: sum)
    }

    /// Days from this day to the other; negative when the other is earlier.
    public func days(until other: CivilDate) -> Int { other.dayNumber - dayNumber }

    /// The same day of another year; 29 February becomes 1 March of a common year (P3).
    public func adding(years: Int) -> CivilDate {
        let (sum, overflow) = year.addingReportingOverflow(years)
        let wanted = overflow ? (years > 0 ? 9999 : 1) : min(max(sum, 1), 9999)
        if month == 2, day == 29, !Self.isLeap(year: wanted) { return CivilDate(unchecked: wanted, 3, 1) }
        return CivilDate(unchecked: wanted, month, day)
    }
}

extension CivilDate: Comparable {
    /// Earlier before later.
    public static func < (left: CivilDate, right: CivilDate) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }
}

// MARK: Text, ISO 8601

extension CivilDate: CustomStringConvertible {
    /// Reads exactly `YYYY-MM-DD` (ISO 8601 calendar date, extended form).
    public init?(iso text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else { return nil }
        guard let year = DecimalDigits.value(bytes[0..<4]), let month = DecimalDigits.value(bytes[5..<7]),
            let day = DecimalDigits.value(bytes[8..<10])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// `YYYY-MM-DD`.
    public var description: String {
        DecimalDigits.text(year, width: 4) + "-" + DecimalDigits.text(month, width: 2) + "-"
            + DecimalDigits.text(day, width: 2)
    }
}

extension CivilDate: Codable {
    /// From a decoder, in the form that `encode(to:)` writes.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let date = try CivilDate(iso: container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a date of form YYYY-MM-DD")
        }
        self = date
    }

    /// In the form of a single value.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
