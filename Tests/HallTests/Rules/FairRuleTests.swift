import HallQueue
import KioskDomain
import KioskTestSupport
import Testing

/// Issue 5 item 1: the fair rule between lanes.
@Suite("Fair rule between the lanes")
struct FairRuleTests {
    /// One morning: people come at random, windows call and serve at random; who was called when.
    private struct Morning {
        var seed: SplitMix64
        var hall: HallState
        let windows: Int
        let seconds: Int
        var joined: [TicketNumber: UnixTime] = [:]
        var called: [TicketNumber: UnixTime] = [:]
        var busyUntil: [Int: UnixTime] = [:]
        private var counts: [TicketLane: Int] = [:]

        init(seed: UInt64, windows: Int, seconds: Int) {
            self.seed = SplitMix64(seed: seed)
            self.windows = windows
            self.seconds = seconds
            hall = HallState(plan: .plain(windows: windows, seconds: seconds), day: monday)
        }

        mutating func come(_ lane: TicketLane, at now: UnixTime, promise: UnixTime? = nil) throws {
            counts[lane, default: 0] += 1
            let ticket = issued(lane, counts[lane] ?? 1, at: now, promise: promise)
            try hall.arrive(ticket, at: now)
            joined[ticket.number] = now
        }

        mutating func work(at now: UnixTime) throws {
            for window in 1...windows where busyUntil[window].map({ $0 <= now }) ?? true {
                if hall.windows[window]?.serving != nil { try hall.desk(.finish, window: window, at: now) }
                guard let ticket = try hall.desk(.callNext, window: window, at: now) else { continue }
                called[ticket] = now
                busyUntil[window] = now + .seconds(seconds)
            }
        }
    }

    @Test("nobody starves: however full the hall of reservations is, each general ticket is called within its bound")
    func nobodyStarves() throws {
        let first = SplitMix64.firstSeed
        print("seed \(first)")
        for offset in 0..<20 {
            var morning = Morning(seed: first &+ UInt64(offset), windows: 1 + offset % 4, seconds: 300)
            // Twice what the windows can do, all of it promises, for eight hours; one general ticket at the start.
            try morning.come(.general, at: nine)
            var now = nine
            for minute in 0..<480 {
                now = nine + .seconds(60 * minute)
                for _ in 0..<morning.windows where morning.seed.chance(40) {
                    try morning.come(.reserved, at: now, promise: now + .seconds(1800))
                }
                try morning.work(at: now)
            }
            let wait = morning.called[number(.general, 1)].map { nine.duration(to: $0) }
            // Due after 40 minutes; then at most two urgent calls more by the first window that is free, 5 minutes each.
            #expect(
                wait.map { $0 <= .seconds(60 * (40 + 3 * 5 + 1)) } ?? false,
                "seed \(first &+ UInt64(offset)): \(wait as Any)")
        }
    }

    @Test("Q3: when the windows can bear the promises, each is kept, whatever comes to the other lanes")
    func promisesAreKept() throws {
        let first = SplitMix64.firstSeed
        print("seed \(first)")
        for offset in 0..<20 {
            let windows = 2 + offset % 3
            var morning = Morning(seed: first &+ UInt64(offset), windows: windows, seconds: 300)
            for minute in 0..<480 {
                let now = nine + .seconds(60 * minute)
                // Half of what the windows can serve is promised; the general lane brings twice as much as they can.
                if minute % 10 == 0 {
                    for _ in 0..<windows { try morning.come(.reserved, at: now, promise: now + .seconds(1800)) }
                }
                for _ in 0..<windows where morning.seed.chance(40) { try morning.come(.general, at: now) }
                try morning.work(at: now)
            }
            let end = nine + .seconds(60 * 480)
            let broken = morning.hall.breaches(at: end)
            #expect(broken.isEmpty, "seed \(first &+ UInt64(offset)): \(broken.map(\.number.text))")
        }
    }

    @Test("within one lane nobody is overtaken")
    func firstComeWithinALane() throws {
        var hall = HallState(plan: .plain(windows: 1), day: monday)
        for value in [1, 2, 3] {
            try hall.arrive(issued(.general, value, at: nine + .seconds(value)), at: nine + .seconds(5))
        }
        for value in [1, 2, 3] {
            #expect(try hall.desk(.callNext, window: 1, at: nine + .seconds(60)) == number(.general, value))
            try hall.desk(.finish, window: 1, at: nine + .seconds(61))
        }
    }

    @Test("Q6: a preferential ticket goes before general ones that came up to half an hour earlier")
    func preferentialFirst() throws {
        var hall = HallState(plan: .plain(windows: 1), day: monday)
        try hall.arrive(issued(.general, 1, at: nine), at: nine)
        let later = nine + .seconds(60 * 29)
        try hall.arrive(issued(.preferential, 1, at: later), at: later)
        #expect(try hall.desk(.callNext, window: 1, at: later) == number(.preferential, 1))
    }

    @Test("a window calls only its services and lanes, and what was sent to it")
    func windowsServeTheirLanes() throws {
        var plan = HallPlan.plain(windows: 2)
        plan.windows[1].lanes = [.reserved]
        var hall = HallState(plan: plan, day: monday)
        try hall.arrive(issued(.general, 1, at: nine), at: nine)
        #expect(try hall.desk(.callNext, window: 2, at: nine) == nil)
        #expect(try hall.desk(.callNext, window: 1, at: nine) == number(.general, 1))
        try hall.desk(.transfer(.window(2)), window: 1, at: nine)
        #expect(try hall.desk(.callNext, window: 1, at: nine) == nil)
        #expect(try hall.desk(.callNext, window: 2, at: nine) == number(.general, 1))
    }
}
