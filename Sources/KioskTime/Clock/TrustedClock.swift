public import KioskDomain
import Synchronization

/// How far the time of a reading is to be trusted.
public enum TimeTrust: String, Sendable, Hashable, CaseIterable, Codable {
    /// Measured against the portal.
    case portal
    /// Never measured, but the machine's clock is plausible.
    case machine
    /// No trusted time at all: time-bound work stops.
    case none
}

/// One reading of ``TrustedClock``.
public struct TimeReading: Sendable, Hashable {
    /// The corrected instant.
    public var now: UnixTime
    /// How far it is to be trusted.
    public var trust: TimeTrust
    /// What the portal's clock is ahead of the machine's; nil when it was never measured.
    public var offset: Duration?
    /// The offset is greater than the rules tolerate; said on screens and in diagnostics.
    public var offsetIsLarge: Bool
    /// Since the last measurement.
    public var sinceMeasured: Duration?

    /// The reason to stop time-bound work, if there is one.
    public var refusal: FailureCode? { trust == .none ? .clockUntrusted : nil }
}

/// The time that the kiosk works by: the portal's clock decides (RULES, head).
///
/// Between measurements a steady clock carries the portal's time on, so that a jump of the machine's clock moves
/// nothing.
public final class TrustedClock: Sendable {
    private struct Anchor {
        var portal: UnixTime
        var steady: Duration
    }

    private let clock: any WallClock
    private let tolerance: Duration
    private let plausible: ClosedRange<UnixTime>
    private let anchor = Mutex<Anchor?>(nil)

    /// - Parameters:
    ///   - tolerance: a greater offset is said; ``RuleBook/clockTolerance``.
    ///   - plausible: instants at which a machine that was never measured may believe to be.
    public init(
        clock: any WallClock = SystemClock(), tolerance: Duration = .seconds(30),
        plausible: ClosedRange<UnixTime> = TrustedClock.plausibleInstants
    ) {
        self.clock = clock
        self.tolerance = tolerance
        self.plausible = plausible
    }

    /// From 2026-01-01, when this software was not yet written, to 2046-01-01.
    public static let plausibleInstants =
        UnixTime(milliseconds: 1_767_225_600_000)...UnixTime(milliseconds: 2_398_377_600_000)

    /// The steady time to remember before the portal is asked.
    public func mark() -> Duration { clock.steady() }

    /// Takes an answer of the portal: its time is taken to be that of the middle of the way.
    /// - Parameter asked: ``mark()`` from before the question.
    public func measured(portal: UnixTime, asked: Duration) {
        let answered = clock.steady()
        let middle = asked + (answered - asked) / 2
        anchor.withLock { $0 = Anchor(portal: portal, steady: middle) }
    }

    /// The time now, with what is known about it.
    public func read() -> TimeReading {
        let machine = clock.now()
        let steady = clock.steady()
        guard let anchor = anchor.withLock({ $0 }) else {
            return TimeReading(
                now: machine, trust: plausible.contains(machine) ? .machine : .none, offset: nil, offsetIsLarge: false,
                sinceMeasured: nil)
        }
        let elapsed = steady - anchor.steady
        let now = anchor.portal + elapsed
        let offset = machine.duration(to: now)
        return TimeReading(
            now: now, trust: .portal, offset: offset, offsetIsLarge: offset > tolerance || offset < .zero - tolerance,
            sinceMeasured: elapsed)
    }

    /// The corrected instant alone.
    public func now() -> UnixTime { read().now }
}
