import Foundation
public import KioskDomain

/// A source of time that a test can replace.
public protocol WallClock: Sendable {
    /// The machine's idea of the instant; it may jump.
    func now() -> UnixTime
    /// Time since any fixed moment, counted through sleep; it never jumps.
    func steady() -> Duration
}

/// The machine's own clocks.
public struct SystemClock: WallClock {
    private let origin = ContinuousClock.now

    /// Begins to count ``steady()`` now.
    public init() {}

    /// CLOCK_REALTIME in whole milliseconds.
    public func now() -> UnixTime {
        UnixTime(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
    }

    /// CLOCK_BOOTTIME since this value was made.
    public func steady() -> Duration { origin.duration(to: .now) }
}
