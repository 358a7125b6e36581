import Foundation
import HallQueue
import KioskDomain
import KioskScreens
import Testing

@Suite("Issue 5, item 4: the manager's form of windows and services", .serialized)
struct WindowsFormTests {
    private let pages = PlanPage()
    private var hall: ScriptedHall { pages.hall }

    @Test("windows and services on and off, lanes and breaks of a window")
    func windows() async throws {
        let hall = hall
        try await pages.serve { page in
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
        try await pages.serve { page in
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
        try await pages.serve { page in
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
        try await pages.serve { page in
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
}
