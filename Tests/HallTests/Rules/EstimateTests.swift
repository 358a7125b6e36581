import HallQueue
import KioskDomain
import KioskTestSupport
import Testing

@Suite("Issue 5, item 1: the estimated wait when people come for services of different length")
struct EstimateTests {
    /// Each window serves everybody; whoever is free calls the next.
    private struct Morning {
        var hall: HallState
        let windows: Int
        let minutes: [String: Int]
        let count: Int

        init(seed: inout SplitMix64, windows: Int) throws {
            self.windows = windows
            minutes = ["quick": Int.random(in: 1...3, using: &seed), "slow": Int.random(in: 10...30, using: &seed)]
            count = Int.random(in: 2...25, using: &seed)
            hall = HallState(
                plan: HallPlan(
                    services: minutes.map { HallPlan.Service(id: $0.key, usualSeconds: $0.value * 60) },
                    windows: (1...windows).map {
                        HallPlan.Window(number: $0, services: ["quick", "slow"], lanes: Set(TicketLane.allCases))
                    }, terminals: ["t1"]), day: monday)
            for value in 1...count {
                let service = Bool.random(using: &seed) ? "quick" : "slow"
                try hall.arrive(issued(.general, value, at: nine, service: service), at: nine)
            }
        }

        /// Minutes after nine at which each one is called, when serving takes what the plan says.
        func called() throws -> [TicketNumber: Int] {
            var hall = hall
            var free = Array(repeating: 0, count: windows)
            var times: [TicketNumber: Int] = [:]
            for _ in 0..<count {
                guard let minute = free.min(), let place = free.firstIndex(of: minute) else { break }
                let now = nine + .seconds(60 * minute)
                if hall.windows[place + 1]?.serving != nil { try hall.desk(.finish, window: place + 1, at: now) }
                guard let ticket = try hall.desk(.callNext, window: place + 1, at: now) else { break }
                times[ticket] = minute
                free[place] += minutes[hall.tickets[ticket]?.service ?? ""] ?? 0
            }
            return times
        }
    }

    @Test(
        "at one window the estimate is the time of those before; at more it is never below, and at most one service above"
    )
    func mixed() throws {
        let first = SplitMix64.firstSeed
        print("seed \(first)")
        for offset in 0..<200 {
            var seed = SplitMix64(seed: first &+ UInt64(offset))
            let windows = 1 + offset % 4
            let morning = try Morning(seed: &seed, windows: windows)
            let called = try morning.called()
            #expect(called.count == morning.count)
            for (ticket, minute) in called {
                let estimate = try #require(morning.hall.estimatedMinutes(ticket))
                if windows == 1 {
                    #expect(estimate == minute, "seed \(first), \(offset)")
                } else {
                    #expect(estimate >= minute, "seed \(first), \(offset)")
                    #expect(estimate <= minute + (morning.minutes["slow"] ?? 0) + 1, "seed \(first), \(offset)")
                }
            }
        }
    }

    @Test("ten of one minute before one of twenty: ten minutes, and not two hundred")
    func tenQuickOnes() throws {
        var hall = try hall(windows: [["quick", "slow"]])
        for value in 1...10 { try hall.arrive(issued(.general, value, at: nine, service: "quick"), at: nine) }
        try hall.arrive(issued(.general, 11, at: nine, service: "slow"), at: nine)
        #expect(hall.estimatedMinutes(number(.general, 11)) == 10)
        #expect(hall.ahead(of: number(.general, 11)) == 10)
    }

    @Test("a line that another window serves too brings its share only")
    func shared() throws {
        var hall = try hall(windows: [["quick", "slow"], ["quick"]])
        for value in 1...10 { try hall.arrive(issued(.general, value, at: nine, service: "quick"), at: nine) }
        try hall.arrive(issued(.general, 11, at: nine, service: "slow"), at: nine)
        #expect(hall.estimatedMinutes(number(.general, 11)) == 5)
        #expect(hall.estimatedMinutes(number(.general, 9)) == 4)
    }

    private func hall(windows: [Set<String>]) throws -> HallState {
        HallState(
            plan: HallPlan(
                services: [
                    HallPlan.Service(id: "quick", usualSeconds: 60), HallPlan.Service(id: "slow", usualSeconds: 1200),
                ],
                windows: windows.enumerated().map {
                    HallPlan.Window(number: $0.offset + 1, services: $0.element, lanes: Set(TicketLane.allCases))
                }, terminals: ["t1"]), day: monday)
    }
}
