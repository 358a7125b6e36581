import Foundation
import HallQueue
import KioskDomain
import Testing

/// Issue 5 item 4: working hours, breaks, holidays, last slip before closing.
@Suite("Hours of the hall")
struct HoursTests {
    static func span(_ from: String, _ to: String) -> HallHours.Span {
        HallHours.Span(from: CivilTime(iso: from) ?? .midnight, to: CivilTime(iso: to) ?? .midnight)
    }

    /// Monday to Friday 9–18, Saturday 9–13, lunch 13–14, Wednesday a holiday, Sunday a working day that was moved.
    static let hours = HallHours(
        days: (1...5).map { HallHours.Day(weekday: $0, open: span("09:00", "18:00")) }
            + [HallHours.Day(weekday: 6, open: span("09:00", "13:00"))],
        breaks: [span("13:00", "14:00")],
        holidays: [
            HallHours.Holiday(date: monday.adding(days: 2), name: "Nauryz"),
            HallHours.Holiday(date: monday.adding(days: 6), name: "moved", open: span("10:00", "12:00")),
        ], lastSlipMinutes: 30)

    private func at(_ days: Int, _ time: String) -> CivilDateTime {
        CivilDateTime(monday.adding(days: days), CivilTime(iso: time) ?? .midnight)
    }

    @Test(
        "each moment of the week has its reason, and the next opening",
        arguments: [
            (0, "08:59", HallClosing.Reason.closed, 0, "09:00"), (0, "13:00", .break, 0, "14:00"),
            (0, "17:31", .afterLastSlip, 1, "09:00"), (1, "18:00", .closed, 3, "09:00"),
            (2, "10:00", .holiday("Nauryz"), 3, "09:00"), (5, "12:59", .afterLastSlip, 6, "10:00"),
            (6, "09:59", .closed, 6, "10:00"), (6, "11:31", .afterLastSlip, 7, "09:00"),
        ] as [(Int, String, HallClosing.Reason, Int, String)])
    func reasons(day: Int, time: String, reason: HallClosing.Reason, later: Int, opens: String) {
        let closing = Self.hours.closing(at: at(day, time))
        #expect(closing == HallClosing(reason, opens: at(later, opens)))
    }

    @Test(
        "slips are given from opening to the minute of the last slip", arguments: ["09:00", "12:59", "14:00", "17:30"])
    func open(time: String) { #expect(Self.hours.closing(at: at(0, time)) == nil) }

    @Test("people are served until closing, but not in a break")
    func served() {
        #expect(Self.hours.isOpen(at: at(0, "17:59")))
        #expect(!Self.hours.isOpen(at: at(0, "13:30")))
        #expect(!Self.hours.isOpen(at: at(0, "18:00")))
        #expect(!Self.hours.isOpen(at: at(2, "10:00")))
    }

    @Test("next opening is a moment at which slips are given, and none lies before it, at every minute of ten days")
    func nextOpening() throws {
        for minute in stride(from: 0, to: 10 * 1440, by: 7) {
            let now = at(0, "00:00").adding(minutes: minute)
            guard let closing = Self.hours.closing(at: now) else { continue }
            let next = try #require(closing.opens)
            #expect(Self.hours.closing(at: next) == nil)
            let between = stride(from: 1, to: now.seconds(until: next) / 60, by: 1)
            #expect(!between.contains { Self.hours.closing(at: now.adding(minutes: $0)) == nil })
        }
    }

    @Test("a centre whose holidays never end has no next opening, and the search ends")
    func never() {
        var hours = Self.hours
        hours.holidays = (0...400).map { HallHours.Holiday(date: monday.adding(days: $0), name: "x") }
        #expect(hours.closing(at: at(0, "10:00")) == HallClosing(.holiday("x")))
        #expect(!hours.problems.isEmpty)
    }

    @Test("a service that is off gives no slip at any time, and one that nobody knows neither")
    func serviceOff() {
        var plan = HallPlan.plain(windows: 1)
        plan.services[0].isOn = false
        #expect(plan.closing(of: "eds", at: at(0, "10:00"))?.reason == .serviceOff)
        #expect(plan.closing(of: "none", at: at(0, "10:00"))?.reason == .serviceOff)
        #expect(plan.closing(of: "card", at: at(0, "03:00")) == nil)
    }

    @Test("each way in which hours speak against themselves is told")
    func problems() {
        #expect(Self.hours.problems.isEmpty)
        let changes: [(inout HallHours) -> Void] = [
            {
                $0.days = []; $0.holidays = []
            }, { $0.days[0].weekday = 0 }, { $0.days[1].weekday = 1 },
            { $0.days[0].open = Self.span("18:00", "09:00") }, { $0.days[0].open = Self.span("09:00", "09:30") },
            { $0.breaks.append(Self.span("13:30", "13:45")) }, { $0.breaks[0] = Self.span("14:00", "14:00") },
            { $0.holidays[1].date = $0.holidays[0].date }, { $0.holidays[0].name = "" },
            { $0.holidays[0].name = String(repeating: "ә", count: 101) }, { $0.lastSlipMinutes = -1 },
        ]
        for change in changes {
            var hours = Self.hours
            change(&hours)
            #expect(!hours.problems.isEmpty)
            var plan = HallPlan.plain(windows: 1)
            plan.hours = hours
            #expect(!plan.problems.isEmpty)
        }
    }

    @Test("the sentence names reason and next opening in all languages")
    func sentence() {
        let closing = HallClosing(.break, opens: at(1, "09:05"))
        for text in [closing.text(today: monday).kk, closing.text(today: monday).ru, closing.text(today: monday).en] {
            #expect(text.contains("03.03") && text.contains("09:05"))
        }
        #expect(!closing.text(today: monday.adding(days: 1)).en.contains("03.03"))
        #expect(HallClosing(.serviceOff).text(today: monday).ru.contains("консультант"))
    }

    @Test("a plan of an older program is read: no hours, no breaks; with them it comes back as it was")
    func stored() throws {
        var plan = HallPlan.plain(windows: 1)
        plan.hours = Self.hours
        plan.windows[0].breaks = [Self.span("11:00", "11:15")]
        let data = try JSONEncoder().encode(plan)
        #expect(try JSONDecoder().decode(HallPlan.self, from: data) == plan)
        var fields = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        fields["hours"] = nil
        var windows = try #require(fields["windows"] as? [[String: Any]])
        windows[0]["breaks"] = nil
        fields["windows"] = windows
        let old = try JSONDecoder().decode(HallPlan.self, from: JSONSerialization.data(withJSONObject: fields))
        #expect(old == HallPlan.plain(windows: 1))
    }
}

/// Breaks at the windows, by the clock.
@Suite("Breaks of the plan")
struct BreakTests {
    private func hall() throws -> HallState {
        var plan = HallPlan.plain(windows: 2)
        plan.hours = HoursTests.hours
        plan.windows[1].breaks = [HoursTests.span("10:00", "10:15")]
        var hall = HallState(plan: plan, day: monday)
        for value in 1...4 { try hall.arrive(issued(.general, value, at: nine), at: nine) }
        return hall
    }

    private func pass(_ hall: inout HallState, _ minutes: Int) -> UnixTime {
        let now = nine + .seconds(60 * minutes)
        hall.take(hall.clockEvents(at: now, secondsEast: 0))
        #expect(hall.clockEvents(at: now, secondsEast: 0).isEmpty)
        return now
    }

    @Test("a window pauses at the start of its break and goes on at its end; the other one calls meanwhile")
    func windowBreak() throws {
        var hall = try hall()
        let during = pass(&hall, 60)
        #expect(throws: HallRefusal.windowPaused(2)) {
            try hall.act(.callNext, window: 2, request: .init(desk: "d", id: "x"), at: during)
        }
        #expect(try hall.desk(.callNext, window: 1, at: during) != nil)
        #expect(try hall.desk(.callNext, window: 2, at: pass(&hall, 75)) != nil)
    }

    @Test("an operator who goes on in the break is let be; one who paused by hand goes on by hand")
    func byHand() throws {
        var hall = try hall()
        var now = pass(&hall, 61)
        try hall.desk(.pause(false), window: 2, at: now)
        now = pass(&hall, 62)
        #expect(try hall.desk(.callNext, window: 2, at: now) != nil)
        try hall.desk(.finish, window: 2, at: now)
        try hall.desk(.pause(true), window: 2, at: now)
        now = pass(&hall, 80)
        #expect(hall.windows[2]?.isPaused == true)
    }

    @Test("the hall's break pauses every window, and the estimate counts its hour")
    func hallBreak() throws {
        var hall = try hall()
        let now = pass(&hall, 230)
        // Three before it at two windows, 5 minutes each: 7.5 minutes; none of it reaches 13:00 but for the tail.
        #expect(hall.estimatedMinutes(number(.general, 4), at: now) == 8)
        let late = nine + .seconds(60 * 235)
        #expect(hall.estimatedMinutes(number(.general, 4), at: late) == 68)
        _ = pass(&hall, 241)
        #expect(hall.windows.values.allSatisfy { $0.isPaused })
        _ = pass(&hall, 300)
        #expect(hall.windows.values.allSatisfy { !$0.isPaused })
    }
}
