import KioskDomain
import Testing

@testable import HallQueue

/// Issue 5 item 1, Q8: what each action of a desk does and refuses, and that a changed plan leaves nobody behind.
@Suite("Actions of a desk, one by one")
struct DeskRuleTests {
    private func hall(windows: Int = 3, general: Int = 3) throws -> HallState {
        var hall = HallState(plan: .plain(windows: windows), day: monday)
        for value in 1...general { try hall.arrive(issued(.general, value, at: nine), at: nine) }
        return hall
    }

    private func refusal(_ hall: HallState, _ action: DeskAction, _ window: Int) -> HallRefusal? {
        do throws(HallRefusal) {
            _ = try hall.act(action, window: window, request: RequestID(desk: "x", id: "y"), at: nine)
            return nil
        } catch { return error }
    }

    @Test("call next: not at an unknown window, one that is off, busy or paused; nobody waiting is no refusal")
    func callNext() throws {
        var hall = try hall(general: 1)
        #expect(refusal(hall, .callNext, 9) == .unknownWindow(9))
        hall.take(try hall.replan(off(hall.plan, 3)))
        #expect(refusal(hall, .callNext, 3) == .unknownWindow(3))
        try hall.desk(.callNext, window: 1, at: nine)
        #expect(refusal(hall, .callNext, 1) == .windowBusy(number(.general, 1)))
        #expect(try hall.desk(.callNext, window: 2, at: nine) == nil)
        try hall.desk(.pause(true), window: 2, at: nine)
        #expect(refusal(hall, .callNext, 2) == .windowPaused(2))
    }

    @Test(
        "recall: one's own number again, or one who did not come; not one who waits, is served elsewhere or was served")
    func recall() throws {
        var hall = try hall()
        try hall.desk(.callNext, window: 1, at: nine)
        #expect(try hall.desk(.recall(nil), window: 1, at: nine + .seconds(30)) == number(.general, 1))
        #expect(hall.calls.first?.at == nine + .seconds(30) && hall.calls.count == 1)
        #expect(refusal(hall, .recall(number(.general, 1)), 2) == .illegal)
        #expect(refusal(hall, .recall(number(.general, 2)), 2) == .illegal)
        #expect(refusal(hall, .recall(number(.general, 99)), 2) == .unknownTicket)
        #expect(refusal(hall, .recall(nil), 2) == .unknownTicket)
        #expect(refusal(hall, .recall(number(.general, 2)), 1) == .windowBusy(number(.general, 1)))
        try hall.desk(.noShow, window: 1, at: nine)
        #expect(hall.missed == [number(.general, 1)])
        try hall.desk(.recall(number(.general, 1)), window: 2, at: nine)
        #expect(hall.missed.isEmpty && hall.windows[2]?.serving == number(.general, 1))
        try hall.desk(.finish, window: 2, at: nine)
        #expect(refusal(hall, .recall(number(.general, 1)), 2) == .illegal)
    }

    @Test("recall of one who did not come is a call: not at a window that pauses or is off")
    func recallAtRest() throws {
        var hall = try hall()
        try hall.desk(.callNext, window: 1, at: nine)
        try hall.desk(.noShow, window: 1, at: nine)
        try hall.desk(.pause(true), window: 2, at: nine)
        hall.take(try hall.replan(off(hall.plan, 3)))
        #expect(refusal(hall, .recall(number(.general, 1)), 2) == .windowPaused(2))
        #expect(refusal(hall, .recall(number(.general, 1)), 3) == .unknownWindow(3))
        #expect(try hall.desk(.recall(number(.general, 1)), window: 1, at: nine) == number(.general, 1))
        try hall.desk(.pause(true), window: 1, at: nine)
        #expect(try hall.desk(.recall(nil), window: 1, at: nine) == number(.general, 1), "its own number again")
    }

    @Test("no-show, transfer and finish only of the number that the window serves")
    func needANumber() throws {
        let hall = try hall()
        for action in [DeskAction.noShow, .transfer(.window(2)), .finish] {
            #expect(refusal(hall, action, 1) == .illegal)
        }
    }

    @Test("transfer: to a window or service that is there and on; the wait so far counts, and only that window calls")
    func transfer() throws {
        var hall = try hall()
        try hall.desk(.callNext, window: 1, at: nine)
        #expect(refusal(hall, .transfer(.window(9)), 1) == .unknownWindow(9))
        #expect(refusal(hall, .transfer(.service("none")), 1) == .unknownService("none"))
        var plan = off(hall.plan, 3)
        plan.services[1].isOn = false
        hall.take(try hall.replan(plan))
        #expect(refusal(hall, .transfer(.window(3)), 1) == .unknownWindow(3))
        #expect(refusal(hall, .transfer(.service("card")), 1) == .unknownService("card"))
        try hall.desk(.transfer(.window(2)), window: 1, at: nine + .seconds(60))
        #expect(try hall.desk(.callNext, window: 1, at: nine + .seconds(60)) == number(.general, 2))
        #expect(try hall.desk(.callNext, window: 2, at: nine + .seconds(60)) == number(.general, 1))
    }

    @Test("pause: who is served is served to the end, and nobody is called until it goes on")
    func pause() throws {
        var hall = try hall()
        try hall.desk(.callNext, window: 1, at: nine)
        try hall.desk(.pause(true), window: 1, at: nine)
        try hall.desk(.finish, window: 1, at: nine + .seconds(60))
        #expect(refusal(hall, .callNext, 1) == .windowPaused(1))
        try hall.desk(.pause(false), window: 1, at: nine)
        #expect(try hall.desk(.callNext, window: 1, at: nine) == number(.general, 2))
    }

    @Test("a transfer to a window that is switched off afterwards is called by the others")
    func windowGone() throws {
        var hall = try hall()
        try hall.desk(.callNext, window: 1, at: nine)
        try hall.desk(.transfer(.window(3)), window: 1, at: nine)
        hall.take(try hall.replan(off(hall.plan, 3)))
        #expect(try hall.desk(.callNext, window: 2, at: nine) == number(.general, 1))
    }

    @Test("who waits for a service that a new plan does not have any more is called by every window")
    func serviceGone() throws {
        var hall = try hall()
        var plan = HallPlan.plain(windows: 2)
        plan.services.removeFirst()
        for place in plan.windows.indices { plan.windows[place].services = ["card"] }
        hall.take(try hall.replan(plan))
        #expect(hall.estimatedMinutes(number(.general, 2)) != nil)
        #expect(try hall.desk(.callNext, window: 2, at: nine) == number(.general, 1))
    }

    @Test("a number at a window that a new plan does not have is taken over by recalling it at another")
    func servedAtNoWindow() throws {
        var hall = try hall()
        try hall.desk(.callNext, window: 3, at: nine)
        hall.take(try hall.replan(.plain(windows: 2)))
        #expect(try hall.desk(.recall(number(.general, 1)), window: 1, at: nine) == number(.general, 1))
        hall.take(try hall.replan(.plain(windows: 3)))
        #expect(hall.windows[3]?.serving == nil)
        #expect(try hall.desk(.callNext, window: 3, at: nine) == number(.general, 2))
    }

    private func off(_ plan: HallPlan, _ window: Int) -> HallPlan {
        var plan = plan
        plan.windows[window - 1].isOn = false
        return plan
    }

    @Test("two pages at one desk have requests of their own: each is answered again as before, whatever the other did")
    func pages() throws {
        var hall = HallState(plan: .plain(windows: 2), day: monday)
        for value in 1...3 { try hall.arrive(issued(.general, value, at: nine), at: nine) }
        func act(_ page: String?, _ id: String, _ action: DeskAction, _ window: Int) throws -> TicketNumber? {
            let request = RequestID(desk: "d", page: page, id: id)
            let (ticket, events) = try hall.act(action, window: window, request: request, at: nine)
            hall.take(events)
            return ticket
        }
        #expect(try act("one", "1", .callNext, 1) == number(.general, 1))
        #expect(try act("two", "1", .callNext, 2) == number(.general, 2))
        #expect(try act("one", "1", .callNext, 1) == number(.general, 1), "the answer was lost")
        #expect(try act("two", "1", .callNext, 2) == number(.general, 2))
        #expect(hall.waiting.count == 1)
        // A page that asks for something new needs no former answer; one desk cannot fill the memory with pages.
        for page in 0..<100 { _ = try act(String(page), "x", .pause(true), 2) }
        #expect(hall.answers["d"]?.count == HallState.answerLimit)
    }
}
