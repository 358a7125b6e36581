import Foundation
import HallQueue
import KioskDomain
import KioskScreens
import Testing

@Suite("Issue 5, item 4: the manager's form of the hours", .serialized)
struct HoursFormTests {
    private let pages = PlanPage()
    private var hall: ScriptedHall { pages.hall }
    private var staff: ScriptedStaff { pages.staff }

    @Test("hours, breaks, holidays and the last slip are saved as typed, are in force, and leave a line")
    func hours() async throws {
        let (hall, staff) = (hall, staff)
        try await pages.serve { page in
            let office = try await Office.signedIn(page)
            let fields = Office.fields(try await office.get("/manager/hours?lang=en").text)
            let saved = try await office.post("/manager/hours", fields.merging(PlanPage.changes) { $1 })
            #expect(saved.status == 303 && saved.location == "/manager/hours?lang=en&saved=1")
            let hours = try #require(hall.hall.plan.hours)
            #expect(hours.days.map(\.weekday) == [1, 2, 3, 4, 5, 6] && hours.lastSlipMinutes == 20)
            #expect(hours.days.last?.open.from == CivilTime(hour: 10, minute: 0))
            #expect(hours.breaks.map(\.to.hoursAndMinutes) == ["14:00"])
            #expect(hours.holidays.map(\.date.description) == ["2025-12-16", "2025-12-31"])
            #expect(hours.holidays.map(\.open?.from.hoursAndMinutes) == [nil, "09:00"] && hours.problems.isEmpty)
            let again = try await office.get("/manager/hours?lang=kk&saved=1").text
            #expect(again.contains("Сақталды") && again.contains("value=\"16.12.2025\"") && again.contains("Қысқа күн"))
        }
        #expect(staff.lines == ["staff.signed-in", "manager.plan-saved part=hours"])
    }

    private static let badHours = [
        ("day-1-from", "25:00", "Write a time"), ("day-1-to", "soon", "Write a time"),
        ("day-2-from", "", "Write a time"),
        ("day-3-to", "08:00", "The end must come after"), ("day-4-to", "09:10", "longer than the 20 minutes"),
        ("break-0-from", "9", "Write a time"), ("break-0-to", "12:00", "The end must come after"),
        ("break-1-from", "13:30", "Overlaps another break"), ("last", "-1", "A number of minutes"),
        ("last", "601", "A number of minutes"), ("last", "99999999999999999999", "A number of minutes"),
        ("last", "ten", "A number of minutes"), ("holiday-0-date", "30.02.2026", "Write a date"),
        ("holiday-0-date", "", "Write a date"), ("holiday-1-date", "16.12.2025", "stands above already"),
        ("holiday-0-name", "", "A name of 1 to 100"),
        ("holiday-0-name", String(repeating: "ұ", count: 101), "A name of 1"),
        ("holiday-1-from", "<b>", "Write a time"), ("holiday-1-to", "13:60", "Write a time"),
        ("holiday-0-from", "10:00", "Write a time"),
    ]

    @Test("Bad input: each field says what is wrong beside it, what was typed stays, and nothing is saved")
    func badHours() async throws {
        let before = hall.hall
        try await pages.serve { page in
            let office = try await Office.signedIn(page)
            var good = Office.fields(try await office.get("/manager/hours?lang=en").text)
            good.merge(PlanPage.changes) { $1 }
            for (field, value, words) in Self.badHours {
                var fields = good
                fields[field] = value
                if field == "break-1-from" { fields["break-1-to"] = "15:00" }
                let refused = try await office.post("/manager/hours", fields)
                #expect(refused.status == 422, "\(field) \(value)")
                let wrong = refused.text.components(separatedBy: "class=\"wrong\"").dropFirst()
                #expect(wrong.contains { $0.contains(words) }, "\(field) \(value): \(wrong)")
                let shown = Office.fields(refused.text)
                let lost = fields.filter { $0.key != "token" && $0.key != field && shown[$0.key] != $0.value }
                #expect(lost.isEmpty, "\(field) \(value)")
                let plain = shown[field]?.replacingOccurrences(of: "&lt;", with: "<").replacingOccurrences(
                    of: "&gt;", with: ">")
                #expect(plain == value)
            }
        }
        #expect(hall.hall == before)
    }

    @Test("a centre that is never open is refused; without hours slips are given at any time")
    func neverOpen() async throws {
        let hall = hall
        try await pages.serve { page in
            let office = try await Office.signedIn(page)
            var fields = Office.fields(try await office.get("/manager/hours?lang=en").text)
            fields["limited"] = "on"
            for weekday in 1...7 { fields["day-\(weekday)"] = nil }
            let refused = try await office.post("/manager/hours", fields)
            #expect(refused.status == 422 && refused.text.contains("At least one working day"))
            fields["limited"] = nil
            let saved = try await office.post("/manager/hours", fields)
            #expect(saved.status == 303 && hall.hall.plan.hours == nil)
        }
    }
}
