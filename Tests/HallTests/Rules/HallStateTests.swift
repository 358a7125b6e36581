import Foundation
import HallQueue
import KioskDomain
import Testing

/// Issue 5 item 1 and its bad input, on the pure state.
@Suite("State of the hall")
struct HallStateTests {
    private func hall(_ values: ClosedRange<Int> = 1...3, windows: Int = 2) throws -> HallState {
        var hall = HallState(plan: .plain(windows: windows), day: monday)
        for value in values { try hall.arrive(issued(.general, value, at: nine), at: nine) }
        return hall
    }

    @Test("two desks calling at the same instant get two numbers")
    func twoDesks() throws {
        var hall = try hall()
        let one = try hall.desk(.callNext, window: 1, at: nine)
        let two = try hall.desk(.callNext, window: 2, at: nine)
        #expect(one != nil && two != nil && one != two)
    }

    @Test("a desk that asks again after a lost answer gets the same number, and nobody is skipped")
    func sameRequestTwice() throws {
        var hall = try hall()
        let one = try hall.desk(.callNext, window: 1, id: "r1", at: nine)
        #expect(try hall.desk(.callNext, window: 1, id: "r1", at: nine) == one)
        #expect(hall.waiting.count == 2)
    }

    @Test("Q8: recall, no-show, transfer, finish go where the rule says; else nothing changes")
    func actions() throws {
        var hall = try hall()
        #expect(throws: HallRefusal.illegal) {
            try hall.act(.finish, window: 1, request: .init(desk: "d", id: "x"), at: nine)
        }
        try hall.desk(.callNext, window: 1, at: nine)
        #expect(throws: HallRefusal.windowBusy(number(.general, 1))) {
            try hall.act(.callNext, window: 1, request: .init(desk: "d", id: "x"), at: nine)
        }
        try hall.desk(.noShow, window: 1, at: nine)
        #expect(try hall.desk(.recall(number(.general, 1)), window: 2, at: nine) == number(.general, 1))
        #expect(hall.calls.first?.window == 2)
        try hall.desk(.transfer(.service("card")), window: 2, at: nine)
        #expect(hall.tickets[number(.general, 1)]?.service == "card")
        #expect(hall.tickets[number(.general, 1)]?.call == .waiting)
    }

    @Test("a window on its break calls nobody")
    func pause() throws {
        var hall = try hall()
        try hall.desk(.pause(true), window: 1, at: nine)
        #expect(throws: HallRefusal.windowPaused(1)) {
            try hall.act(.callNext, window: 1, request: .init(desk: "d", id: "x"), at: nine)
        }
        try hall.desk(.pause(false), window: 1, at: nine)
        #expect(try hall.desk(.callNext, window: 1, at: nine) != nil)
    }

    @Test("Q3: a promise that was not kept is shown, while it waits and after")
    func breaches() throws {
        var hall = HallState(plan: .plain(windows: 1), day: monday)
        let promise = nine + .seconds(1800)
        try hall.arrive(issued(.reserved, 1, at: nine, promise: promise), at: nine)
        // The last minute counts whole.
        #expect(hall.breaches(at: promise + .seconds(59)).isEmpty)
        #expect(hall.breaches(at: promise + .seconds(60)).map(\.number) == [number(.reserved, 1)])
        try hall.desk(.callNext, window: 1, at: promise + .seconds(60))
        #expect(hall.breaches(at: promise + .seconds(9000)).count == 1)
    }

    @Test("day rollover: at midnight the numbers of the day are over; a clock that goes back opens no day")
    func rollover() throws {
        var hall = try hall()
        #expect(hall.dayEvents(monday).isEmpty)
        #expect(hall.dayEvents(monday.adding(days: -1)).isEmpty)
        let tuesday = monday.adding(days: 1)
        hall.take(hall.dayEvents(tuesday))
        #expect(hall.day == tuesday)
        #expect(hall.tickets.isEmpty)
        #expect(hall.dayEvents(monday).isEmpty)
    }

    @Test("a slip that joins twice is one; another slip with its number is kept out")
    func joinsOnce() throws {
        let hall = try hall(1...1)
        #expect(try hall.join(issued(.general, 1, at: nine), at: nine).isEmpty)
        var other = issued(.general, 1, at: nine)
        other.sequence += 5
        #expect(throws: HallRefusal.conflict(number(.general, 1))) { try hall.join(other, at: nine) }
    }

    @Test("Q7: the same number of tomorrow, told at the same moment, is another slip: each is called once")
    func sameNumberOfTomorrow() throws {
        var hall = try hall(1...1)
        let tomorrow = try #require(TicketNumber(day: monday.adding(days: 1), lane: .general, number: 1))
        // From a terminal whose clock is a day ahead; the hall holds it to its own time.
        try hall.arrive(
            IssuedTicket(
                terminal: "t1", epoch: 1, sequence: 9, number: tomorrow, service: "eds",
                issuedAt: nine + .seconds(86_400)),
            at: try #require(hall.waiting.first).waitingSince)
        #expect(Set(hall.waiting.map(\.waitingSince)).count == 1)
        var called: [TicketNumber] = []
        while let number = try hall.desk(.callNext, window: 1, at: nine), called.count < 5 {
            called.append(number)
            try hall.desk(.finish, window: 1, at: nine)
        }
        #expect(called.count == 2 && Set(called) == [number(.general, 1), tomorrow])
        #expect(hall.waiting.isEmpty)
    }

    @Test("a terminal whose clock is an hour back overtakes nobody")
    func wrongClock() throws {
        var hall = HallState(plan: .plain(windows: 1, terminals: ["t1", "t2"]), day: monday)
        hall.take(try hall.hear(LeaseReport(terminal: "t2", epoch: nil, highest: [:]), at: nine).events)
        try hall.arrive(issued(.general, 1, at: nine - .seconds(60)), at: nine)
        try hall.arrive(issued(.general, 50, at: nine - .seconds(3600), terminal: "t2"), at: nine + .seconds(10))
        #expect(try hall.desk(.callNext, window: 1, at: nine + .seconds(20)) == number(.general, 1))
    }

    @Test("the estimate follows real times of service and the windows that are open")
    func estimates() throws {
        var hall = try hall(1...30, windows: 2)
        #expect(hall.estimatedMinutes(number(.general, 11)) == 25)
        var now = nine
        for _ in 0..<6 {
            try hall.desk(.callNext, window: 1, at: now)
            now = now + .seconds(120)
            try hall.desk(.finish, window: 1, at: now)
        }
        // Four before it, two minutes each, at two windows.
        #expect(hall.estimatedMinutes(number(.general, 11)) == 4)
        try hall.desk(.pause(true), window: 2, at: now)
        #expect(hall.estimatedMinutes(number(.general, 11)) == 8)
    }

    @Test("the state comes back from its events and from its stored form")
    func replay() throws {
        var hall = try hall()
        try hall.desk(.callNext, window: 1, at: nine)
        let stored = try JSONEncoder().encode(hall)
        #expect(try JSONDecoder().decode(HallState.self, from: stored) == hall)
    }

    @Test("a plan that speaks against itself is refused with its reasons")
    func badPlan() throws {
        let hall = try hall()
        var plan = HallPlan.plain(windows: 1)
        plan.windows[0].lanes = [.general]
        plan.windows.append(HallPlan.Window(number: 1, services: ["nothing"], lanes: []))
        #expect(throws: HallRefusal.self) { try hall.replan(plan) }
        #expect(plan.problems.count >= 4)
    }
}
