import KioskDomain
import KioskTime
import Synchronization
import Testing

/// A clock that stands until it is set.
private final class ScriptedClock: WallClock {
    private let state: Mutex<(now: UnixTime, steady: Duration)>

    init(now: UnixTime) { state = Mutex((now, .zero)) }

    func now() -> UnixTime { state.withLock { $0.now } }
    func steady() -> Duration { state.withLock { $0.steady } }

    /// Time passes on both clocks.
    func pass(_ time: Duration) {
        state.withLock {
            $0.now = $0.now + time
            $0.steady += time
        }
    }

    /// The machine's clock jumps.
    func jump(_ time: Duration) { state.withLock { $0.now = $0.now + time } }
}

@Suite("Trusted clock")
struct TrustedClockTests {
    private let noon = UnixTime(milliseconds: 1_800_000_000_000)

    private func measured(ahead offset: Duration) -> (ScriptedClock, TrustedClock) {
        let machine = ScriptedClock(now: noon)
        let clock = TrustedClock(clock: machine)
        clock.measured(portal: noon + offset, asked: clock.mark())
        return (machine, clock)
    }

    @Test("The portal's clock decides")
    func portal() {
        let (machine, clock) = measured(ahead: .seconds(12))
        machine.pass(.seconds(60))
        let reading = clock.read()
        #expect(reading.now == noon + .seconds(72))
        #expect(reading.trust == .portal && reading.refusal == nil)
        #expect(reading.offset == .seconds(12) && reading.sinceMeasured == .seconds(60))
    }

    @Test("An offset of 30 s is tolerated, a greater one is said, to either side")
    func tolerance() {
        for (milliseconds, large) in [(30_000, false), (30_001, true), (-30_000, false), (-30_001, true)] {
            let (_, clock) = measured(ahead: .milliseconds(milliseconds))
            #expect(clock.read().offsetIsLarge == large)
        }
    }

    @Test("The answer counts for the middle of its way")
    func roundTrip() {
        let machine = ScriptedClock(now: noon)
        let clock = TrustedClock(clock: machine)
        let asked = clock.mark()
        machine.pass(.seconds(4))
        clock.measured(portal: noon + .seconds(2), asked: asked)
        #expect(clock.read().offset == .zero)
    }

    @Test("A jump of the machine's clock moves nothing and shows as an offset")
    func jump() {
        let (machine, clock) = measured(ahead: .zero)
        machine.jump(.seconds(-3600))
        #expect(clock.now() == noon)
        #expect(clock.read().offset == .seconds(3600))
        #expect(clock.read().offsetIsLarge)
    }

    @Test("Never measured: a plausible machine is believed, an implausible one stops time-bound work")
    func neverMeasured() {
        func trust(_ milliseconds: Int64) -> TimeReading {
            TrustedClock(clock: ScriptedClock(now: UnixTime(milliseconds: milliseconds))).read()
        }
        #expect(trust(0).trust == .none)
        #expect(trust(0).refusal == .clockUntrusted)
        #expect(trust(1_767_225_599_999).trust == .none)
        #expect(trust(1_767_225_600_000).trust == .machine)
        #expect(trust(2_398_377_600_000).trust == .machine)
        #expect(trust(2_398_377_600_001).trust == .none)
    }

    @Test("An implausible machine is trusted once the portal was asked")
    func recovered() {
        let clock = TrustedClock(clock: ScriptedClock(now: UnixTime(milliseconds: 0)))
        clock.measured(portal: noon, asked: clock.mark())
        #expect(clock.read().trust == .portal && clock.now() == noon)
    }

    @Test("The machine's own clocks go forward")
    func system() {
        let clock = SystemClock()
        let before = clock.steady()
        #expect(clock.now().milliseconds > 0)
        #expect(clock.steady() >= before)
    }
}
