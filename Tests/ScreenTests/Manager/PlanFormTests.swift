import Foundation
import HallQueue
import KioskDevices
import KioskDomain
import KioskScreens
import Testing

@Suite("Issue 5, item 4: the manager's forms of the plan", .serialized)
struct PlanFormTests {
    private let hall = ScriptedHall()
    private let staff = ScriptedStaff()

    private func serve(_ body: @escaping @Sendable (Page) async throws -> Void) async throws {
        let site = hall.site(staff: staff, manager: ScriptedManager(hall: hall), gate: try staff.gate())
        try await Page.serve(ScriptedHost(Stages.snapshot(.idle)), hall: site, body)
    }

    private static let changes = [
        "limited": "on", "day-6": "on", "day-6-from": "10:00", "day-6-to": "15:00", "break-0-from": "13:00",
        "break-0-to": "14:00", "holiday-0-date": "16.12.2025", "holiday-0-name": "Тәуелсіздік күні",
        "holiday-1-date": "31.12.2025", "holiday-1-name": "Қысқа күн", "holiday-1-from": "9:00",
        "holiday-1-to": "13:00", "last": "20",
    ]

    @Test("hours, breaks, holidays and the last slip are saved as typed, are in force, and leave a line")
    func hours() async throws {
        let (hall, staff) = (hall, staff)
        try await serve { page in
            let office = try await Office.signedIn(page)
            let fields = Office.fields(try await office.get("/manager/hours?lang=en").text)
            let saved = try await office.post("/manager/hours", fields.merging(Self.changes) { $1 })
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
        try await serve { page in
            let office = try await Office.signedIn(page)
            var good = Office.fields(try await office.get("/manager/hours?lang=en").text)
            good.merge(Self.changes) { $1 }
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
        try await serve { page in
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

    @Test("windows and services on and off, lanes and breaks of a window")
    func windows() async throws {
        let hall = hall
        try await serve { page in
            let office = try await Office.signedIn(page)
            var fields = Office.fields(try await office.get("/manager/windows?lang=en").text)
            fields["window-2"] = nil
            fields["service-1"] = nil
            fields["window-6"] = "on"
            fields["window-6-service-1"] = nil
            fields["window-6-lane-B"] = nil
            fields["window-6-breaks"] = " 16:30–16:45,13:00 - 14:00 "
            let saved = try await office.post("/manager/windows", fields)
            #expect(saved.status == 303, "\(saved.text)")
            let plan = hall.hall.plan
            #expect(plan.windows.map(\.isOn) == [true, false, true, true, true, true])
            #expect(plan.services.map(\.isOn) == [true, false] && plan.windows[5].services == ["documents"])
            #expect(plan.windows[5].lanes == [.general, .preferential, .referral])
            #expect(plan.windows[5].breaks.map(\.from.hoursAndMinutes) == ["13:00", "16:30"])
        }
    }

    @Test("a new window and a new service: both are on, the service at every window, and both are in the form then")
    func new() async throws {
        let hall = hall
        try await serve { page in
            let office = try await Office.signedIn(page)
            var fields = Office.fields(try await office.get("/manager/windows?lang=en").text)
            #expect(fields["new-window"] == "" && fields["new-service"] == "")
            fields.merge(["new-window": " 12 ", "new-service": "land-plot", "new-service-minutes": "25"]) { $1 }
            let saved = try await office.post("/manager/windows", fields)
            #expect(saved.status == 303, "\(saved.text)")
            let plan = hall.hall.plan
            #expect(plan.services.last == HallPlan.Service(id: "land-plot", usualSeconds: 1500))
            #expect(plan.windows.allSatisfy { $0.services.contains("land-plot") })
            let window = try #require(plan.windows.last)
            #expect(window.number == 12 && window.isOn && window.lanes == Set(TicketLane.allCases))
            #expect(window.services == Set(plan.services.map(\.id)))
            let shown = Office.fields(try await office.get("/manager/windows?lang=en").text)
            #expect(shown["window-12"] == "on" && shown["service-2"] == "on" && shown["new-window"] == "")
        }
    }

    @Test(
        "Bad input: a new window or service that cannot be, or is there already",
        arguments: [
            (["new-window": "0"], "A number from 1 to 99"), (["new-window": "100"], "A number from 1 to 99"),
            (["new-window": "two"], "A number from 1 to 99"), (["new-window": "3"], "This window is there"),
            (["new-service": "Land"], "small Latin letters"), (["new-service": "земля"], "small Latin letters"),
            (["new-service": "documents"], "This service is there"),
            (["new-service": String(repeating: "a", count: 65)], "small Latin letters"),
            (["new-service": "land", "new-service-minutes": "0"], "minutes from 1 to 600"),
            (["new-service": "land", "new-service-minutes": "x"], "minutes from 1 to 600"),
        ])
    func badNew(changes: [String: String], words: String) async throws {
        let before = hall.hall
        try await serve { page in
            let office = try await Office.signedIn(page)
            var fields = Office.fields(try await office.get("/manager/windows?lang=en").text)
            fields.merge(changes) { $1 }
            let refused = try await office.post("/manager/windows", fields)
            #expect(refused.status == 422 && refused.text.contains(words), "\(changes)")
            let shown = Office.fields(refused.text)
            #expect(changes.allSatisfy { shown[$0.key] == $0.value })
        }
        #expect(hall.hall == before)
    }

    private static let badWindows: [(off: [String], breaks: String, words: String)] = [
        (
            ["window-1-lane-A", "window-1-lane-B", "window-1-lane-C", "window-1-lane-E"], "",
            "Choose at least one lane"
        ),
        (["window-1", "window-2", "window-3", "window-4", "window-5"], "", "No window that is on serves it"),
        ([], "lunch", "Write breaks such as"), ([], "13:00", "Write breaks such as"),
        ([], "14:00-13:00", "The end must come after"), ([], "13:00-14:00, 13:30-15:00", "Overlaps"),
        ([], String(repeating: "13:00-13:01,", count: 11), "Write breaks such as"),
    ]

    @Test("Bad input: a window without a lane, a service without a window, breaks that are none")
    func badWindows() async throws {
        let before = hall.hall
        try await serve { page in
            let office = try await Office.signedIn(page)
            let good = Office.fields(try await office.get("/manager/windows?lang=en").text)
            for (off, breaks, words) in Self.badWindows {
                var fields = good
                for name in off { fields[name] = nil }
                fields["window-3-breaks"] = breaks
                let refused = try await office.post("/manager/windows", fields)
                #expect(refused.status == 422 && refused.text.contains(words), "\(off) \(breaks)")
                let shown = Office.fields(refused.text)
                #expect(off.allSatisfy { shown[$0] == nil } && shown["window-3-breaks"] == breaks)
            }
        }
        #expect(hall.hall == before)
    }

    @Test(
        "two managers: the second one's form is refused, keeps what was typed, says what is in force, and can be saved then"
    )
    func twoManagers() async throws {
        let hall = hall
        try await serve { page in
            let (one, other) = (try await Office.signedIn(page), try await Office.signedIn(page))
            var fields = Office.fields(try await one.get("/manager/hours?lang=en").text)
            var slower = Office.fields(try await other.get("/manager/hours?lang=en").text)
            fields.merge(Self.changes) { $1 }
            _ = try await one.post("/manager/hours", fields)
            slower.merge(["limited": "on", "last": "15"]) { $1 }
            let refused = try await other.post("/manager/hours", slower)
            #expect(refused.status == 409 && refused.text.contains("queue.plan-changed"))
            #expect(refused.text.contains("In force now: 20") && refused.text.contains("In force now: 10:00"))
            #expect(hall.hall.plan.hours?.lastSlipMinutes == 20)
            let shown = Office.fields(refused.text)
            #expect(shown["last"] == "15")
            let saved = try await other.post("/manager/hours", shown)
            #expect(saved.status == 303 && hall.hall.plan.hours?.lastSlipMinutes == 15)
        }
    }

    @Test("a session that ended while somebody typed loses nothing: the form comes back and is saved after signing in")
    func sessionOver() async throws {
        let hall = hall
        try await serve { page in
            var office = try await Office.signedIn(page)
            var fields = Office.fields(try await office.get("/manager/hours?lang=en").text)
            fields.merge(Self.changes) { $1 }
            office.cookie = ""
            let refused = try await office.post("/manager/hours", fields)
            #expect(refused.status == 409 && refused.text.contains("staff.sign-in-needed"))
            #expect(hall.hall.plan.hours == nil && Office.fields(refused.text)["last"] == "20")
            office.cookie = try await Office.signedIn(page).cookie
            let saved = try await office.post("/manager/hours", Office.fields(refused.text))
            #expect(saved.status == 303 && hall.hall.plan.hours?.lastSlipMinutes == 20)
        }
    }

    @Test("a plan that the hall refuses is said with its code")
    func hallRefuses() async throws {
        let hall = hall
        try await serve { page in
            let office = try await Office.signedIn(page)
            let fields = Office.fields(try await office.get("/manager/windows?lang=en").text)
            hall.refuse(with: Failure(.journalFault))
            let refused = try await office.post("/manager/windows", fields)
            #expect(refused.status == 409 && refused.text.contains("journal.fault"))
        }
    }

    @Test("forms with seeded mutations never harm: each is answered, and the plan stays one without problems")
    func mutations() async throws {
        let hall = hall
        try await serve { page in
            let office = try await Office.signedIn(page)
            let seed = UInt64.random(in: .min ... .max)
            var random = SplitMix(state: seed)
            for path in ["/manager/hours", "/manager/windows"] {
                let fields = Office.fields(try await office.get("\(path)?lang=en").text).merging(["limited": "on"]) {
                    $1
                }
                for _ in 0..<150 {
                    var bytes = Array(Office.encoded(fields.merging(["token": office.token]) { $1 }).utf8)
                    for _ in 0..<Int.random(in: 1...6, using: &random) where !bytes.isEmpty {
                        let place = Int.random(in: 0..<bytes.count, using: &random)
                        switch Int.random(in: 0..<3, using: &random) {
                        case 0: bytes[place] = UInt8.random(in: 0x20...0x7E, using: &random)
                        case 1: bytes.remove(at: place)
                        default: bytes.insert(contentsOf: bytes[place...].prefix(9), at: place)
                        }
                    }
                    let answer = try await office.post(path, form: String(decoding: bytes, as: UTF8.self))
                    #expect([303, 400, 403, 409, 422].contains(answer.status), "seed \(seed): \(answer.status)")
                    #expect(hall.hall.plan.problems == [], "seed \(seed)")
                }
            }
        }
    }
}

/// Numbers from a seed (SplitMix64), so that a failure can be repeated.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
