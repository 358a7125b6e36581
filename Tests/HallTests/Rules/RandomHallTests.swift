import KioskDomain
import KioskTestSupport
import Testing

@testable import HallQueue

/// Issue 5 item 1: what docs/hall.md says of the rule, in halls of every kind. `KIOSK_SEED` repeats a run;
/// `KIOSK_HISTORIES` makes it longer, a hall for ten of the simulation's histories.
@Suite("Fair rule in random halls")
struct RandomHallTests {
    @Test(
        "nobody starves: overtaken only by who is due earlier or by an urgent promise; each is called within its bound")
    func bounds() throws {
        let first = SplitMix64.firstSeed
        let count = max(1, Histories.count(1000) / 10)
        print("seed \(first), \(count) halls")
        var calls = 0
        for offset in 0..<UInt64(count) {
            var hall = RandomHall(seed: first &+ offset)
            try hall.run(minutes: 150)
            calls += hall.calls
            #expect(hall.problems.isEmpty, "KIOSK_SEED=\(first &+ offset): \(hall.problems.prefix(3))")
        }
        #expect(calls > 20 * count)
    }

    @Test(
        "Q3: a reservation that the windows can bear is called within its 30 minutes, however full the other lanes are")
    func promises() throws {
        let first = SplitMix64.firstSeed
        let count = max(1, Histories.count(1000) / 25)
        print("seed \(first), \(count) mornings")
        var kept = 0
        for offset in 0..<UInt64(count) {
            var morning = FullMorning(seed: first &+ offset)
            try morning.run(minutes: 240)
            kept += morning.promised
            let broken = morning.hall.breaches(at: nine + .seconds(60 * 240)).map(\.number.text)
            #expect(broken.isEmpty, "KIOSK_SEED=\(first &+ offset): \(broken)")
        }
        // One morning alone may be a quiet one.
        #expect(count == 1 || kept > 7 * count)
    }

    @Test(
        "Q3: so it is with several services, windows that serve some of them, and windows that are switched off and on")
    func mixedPromises() throws {
        let first = SplitMix64.firstSeed
        let count = max(1, Histories.count(1000) / 10)
        print("seed \(first), \(count) mornings")
        var (kept, switched) = (0, 0)
        for offset in 0..<UInt64(count) {
            var morning = MixedMorning(seed: first &+ offset)
            try morning.run(minutes: 240)
            kept += morning.promised
            switched += morning.switched
            #expect(morning.broken.isEmpty, "KIOSK_SEED=\(first &+ offset): \(morning.broken.map(\.text))")
        }
        #expect(count == 1 || kept > 4 * count && switched > 2 * count)
    }

    /// Twice as many come to the general lane as the windows can serve; reservations as long as the windows can bear them.
    private struct FullMorning {
        private(set) var hall: HallState
        private(set) var promised = 0
        private var seed: SplitMix64
        private var busyUntil: [Int: UnixTime] = [:]
        private var general = 0
        private let windows: Int
        private let seconds: Int

        init(seed start: UInt64) {
            seed = SplitMix64(seed: start)
            windows = Int.random(in: 1...6, using: &seed)
            seconds = 60 * Int.random(in: 2...14, using: &seed)
            hall = HallState(plan: .plain(windows: windows, seconds: seconds), day: monday)
        }

        mutating func run(minutes: Int) throws {
            for minute in 0..<minutes {
                let now = nine + .seconds(60 * minute)
                for _ in 0..<windows where seed.chance(2 * 6000 / seconds) { try come(.general, nil, at: now) }
                for _ in 0..<windows where seed.chance(60) {
                    let promise = now + .seconds(60 * Int.random(in: 30...60, using: &seed))
                    if canBear(promise, at: now) { try come(.reserved, promise, at: now) }
                }
                for window in 1...windows where busyUntil[window].map({ $0 <= now }) ?? true {
                    if hall.windows[window]?.serving != nil { try hall.desk(.finish, window: window, at: now) }
                    guard try hall.desk(.callNext, window: window, at: now) != nil else { continue }
                    busyUntil[window] = now + .seconds(seconds)
                }
            }
        }

        /// Each window has at worst just begun with somebody, and gives one call of three to the others.
        private func canBear(_ promise: UnixTime, at now: UnixTime) -> Bool {
            let promises = (hall.waiting.compactMap(\.promise) + [promise]).sorted()
            return promises.enumerated().allSatisfy { place, promise in
                let own = place / windows + 1
                return now + .seconds(seconds * (own + (own + 1) / 2)) <= promise
            }
        }

        private mutating func come(_ lane: TicketLane, _ promise: UnixTime?, at now: UnixTime) throws {
            if promise == nil { general += 1 } else { promised += 1 }
            let value = promise == nil ? general : promised
            try hall.arrive(issued(lane, value, at: now, promise: promise), at: now)
        }
    }
}
