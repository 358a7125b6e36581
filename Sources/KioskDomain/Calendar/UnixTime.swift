/// An instant: milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
///
/// The rules never read a clock; they are given instants and answer about them.
public struct UnixTime: Sendable, Hashable, Comparable, Codable {
    /// Since 1970-01-01T00:00:00Z.
    public let milliseconds: Int64

    /// Every field as given.
    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// From a decoder, in the form that `encode(to:)` writes.
    public init(from decoder: any Decoder) throws {
        milliseconds = try decoder.singleValueContainer().decode(Int64.self)
    }

    /// In the form of a single value.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(milliseconds)
    }

    /// Earlier before later.
    public static func < (left: UnixTime, right: UnixTime) -> Bool { left.milliseconds < right.milliseconds }

    /// Later (earlier when negative) by a duration, cut to whole milliseconds; stays at the ends of the range.
    public static func + (time: UnixTime, duration: Duration) -> UnixTime {
        let (sum, overflow) = time.milliseconds.addingReportingOverflow(duration.wholeMilliseconds)
        guard overflow else { return UnixTime(milliseconds: sum) }
        return UnixTime(milliseconds: duration < .zero ? .min : .max)
    }

    /// Earlier by a duration, cut to whole milliseconds.
    public static func - (time: UnixTime, duration: Duration) -> UnixTime { time + (.zero - duration) }

    /// From this instant to the other; negative when the other is earlier.
    public func duration(to other: UnixTime) -> Duration {
        .milliseconds(other.milliseconds) - .milliseconds(milliseconds)
    }
}

extension Duration {
    /// Whole milliseconds, cut towards zero, at most the range of the type.
    public var wholeMilliseconds: Int64 {
        let (seconds, attoseconds) = components
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1000)
        guard !overflow else { return seconds < 0 ? .min : .max }
        let (sum, beyond) = product.addingReportingOverflow(attoseconds / 1_000_000_000_000_000)
        return beyond ? (seconds < 0 ? .min : .max) : sum
    }
}
