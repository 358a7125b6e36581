import KioskDomain
import KioskTestSupport
import Testing

@testable import HallQueue

/// The rule looks at each ticket once; here it is compared with its plain form, which sorts.
@Suite("Fair rule, counted and sorted")
struct LinearRuleTests {
    private func sorted(
        _ rule: FairRule, _ waiting: [HallTicket], run: Int, pace: FairRule.Pace, at now: UnixTime
    ) -> FairRule.Choice? {
        let ordered = waiting.sorted(by: rule.isBefore)
        guard let first = ordered.first else { return nil }
        let promised = ordered.filter { $0.promise != nil }
        let isUrgent = promised.enumerated().contains { place, ticket in
            let rounds = rule.rounds(place / pace.windows + 1, pace)
            let latest = now + pace.service * rounds + .seconds(60 * rule.urgentMinutes)
            return ticket.promise.map { $0 <= latest } ?? false
        }
        guard let urgent = promised.first, isUrgent else { return .init(ticket: first, isUrgent: false) }
        if run >= rule.urgentRun, let other = ordered.first(where: { $0.promise == nil }), rule.due(other) <= now {
            return .init(ticket: other, isUrgent: false)
        }
        return .init(ticket: urgent, isUrgent: true)
    }

    @Test("both choose the same ticket for the same reason, in 20,000 random halls")
    func same() {
        var seed = SplitMix64.seeded()
        print("seed \(seed.seed)")
        var urgent = 0
        for round in 0..<20_000 {
            let now = nine + .seconds(Int.random(in: 0...7200, using: &seed))
            let waiting = (0..<Int.random(in: 0...30, using: &seed)).map { value in
                let lane = TicketLane.allCases.randomElement(using: &seed) ?? .general
                let spare = Int64.random(in: -60_000...6_000_000, using: &seed)
                return HallTicket(
                    number: number(lane, value + 1), service: "eds",
                    waitingSince: nine + .seconds(Int.random(in: 0...7200, using: &seed)),
                    promise: lane == .reserved && seed.chance(90)
                        ? UnixTime(milliseconds: now.milliseconds + (seed.chance(30) ? spare / 60_000 * 60_000 : spare))
                        : nil, isProvisional: false)
            }
            let pace = FairRule.Pace(
                service: .milliseconds(Int.random(in: 0...600_000, using: &seed)),
                windows: Int.random(in: 1...7, using: &seed), hasOthers: seed.chance(70))
            let run = Int.random(in: 0...3, using: &seed)
            let choice = FairRule.standard.next(among: waiting, run: run, pace: pace, at: now)
            urgent += choice?.isUrgent == true ? 1 : 0
            #expect(
                choice == sorted(.standard, waiting, run: run, pace: pace, at: now),
                "round \(round), seed \(seed.seed)")
        }
        #expect(urgent > 2000 && urgent < 18_000)
    }
}
