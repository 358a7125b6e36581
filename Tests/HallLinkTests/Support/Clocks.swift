import KioskDomain
import KioskTime
import Synchronization

/// The machine's clock, as certificates are verified by it, put forward by a test.
final class ShiftedClock: Sendable {
    private let real = SystemClock()
    private let shift = Mutex(Duration.zero)

    func now() -> UnixTime { real.now() + shift.withLock { $0 } }

    func advance(_ time: Duration) { shift.withLock { $0 += time } }
}

/// Noon of a Monday in the hall: no test runs over midnight.
struct NoonClock: WallClock {
    static let day = CivilDate.literal(2026, 3, 2)
    /// One for all machines of a test.
    private static let real = SystemClock()

    func now() -> UnixTime {
        CentreZone.almaty.instant(CivilDateTime(Self.day, CivilTime(hour: 12, minute: 0) ?? .midnight)) + steady()
    }

    func steady() -> Duration { Self.real.steady() }
}
