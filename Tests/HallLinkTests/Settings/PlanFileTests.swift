import HallQueue
import KioskDevices
import KioskDomain
import KioskTestSupport
import Testing

@testable import KioskDaemon

@Suite("The plan of a hall as a file (issue 5, items 1 and 4)")
struct PlanFileTests {
    private func read(_ text: String) throws -> HallPlan {
        let folder = try TemporaryFolder("plan")
        return try HallPlanFile.read(folder.write("plan.json", text.utf8))
    }

    @Test("what is left out has its usual value")
    func usual() throws {
        let plan = try read(#"{"services":[{"id":"eds"}],"windows":[{"number":1}],"terminals":["T1"]}"#)
        #expect(plan.services == [HallPlan.Service(id: "eds", isOn: true, usualSeconds: 600)])
        #expect(plan.windows.map(\.services) == [["eds"]] && plan.windows.map(\.lanes) == [Set(TicketLane.allCases)])
        #expect(plan.leaseSize == 20 && plan.hours == nil && plan.terminals == ["T1"])
    }

    @Test("hours, breaks and holidays are read")
    func hours() throws {
        let plan = try read(
            #"""
            {"services":[{"id":"eds","usualMinutes":5}],
             "windows":[{"number":3,"lanes":["A","B","C","E"],"breaks":[{"from":"13:00","to":"14:00"}]}],
             "terminals":["T1"],"leaseSize":50,
             "hours":{"days":[{"weekday":1,"open":{"from":"09:00","to":"18:00"}}],"lastSlipMinutes":30,
                      "holidays":[{"date":"2026-03-08","name":"8 March"}]}}
            """#)
        #expect(plan.services[0].usualSeconds == 300 && plan.leaseSize == 50)
        #expect(plan.windows[0].breaks.first?.from.hoursAndMinutes == "13:00")
        #expect(plan.hours?.holidays.first?.name == "8 March" && plan.hours?.lastSlipMinutes == 30)
    }

    @Test(
        "errors name their place",
        arguments: [
            ("", "not what stands"), ("[]", "not what stands"), ("{}", "services is missing"),
            (#"{"services":[{}],"windows":[],"terminals":[]}"#, "services / 0 / id is missing"),
            (#"{"services":[{"id":"a"}],"windows":[{"number":"x"}],"terminals":[]}"#, "windows / 0 / number"),
            (
                #"{"services":[{"id":"a"}],"windows":[{"number":1,"lanes":["Z"]}],"terminals":[]}"#,
                "windows / 0 / lanes"
            ),
            (#"{"services":[{"id":"a"}],"windows":[],"terminals":["T1"]}"#, "no window serves a"),
            (#"{"services":[{"id":"a"}],"windows":[{"number":1,"services":["b"]}],"terminals":[]}"#, "unknown b"),
            (#"{"services":[{"id":"a"},{"id":"a"}],"windows":[{"number":1}],"terminals":[]}"#, "two services"),
            (#"{"services":[{"id":"a"}],"windows":[{"number":0}],"terminals":[]}"#, "window 0"),
            (
                #"{"services":[{"id":"a"}],"windows":[{"number":1,"breaks":[{"from":"25:00","to":"26:00"}]}],"terminals":[]}"#,
                "windows / 0 / breaks / 0 / from"
            ),
            (#"{"services":[{"id":"a"}],"windows":[{"number":1}],"terminals":[],"leaseSize":0}"#, "a block of 0"),
        ])
    func errors(text: String, place: String) throws {
        let failure = #expect(throws: Failure.self) { try read(text) }
        #expect(failure?.code == .hallPlanInvalid)
        #expect(failure?.detail.contains(place) == true, "\(failure?.detail ?? "")")
        #expect(failure?.detail.contains("hall.plan-file") == true)
    }

    @Test("a file that is missing, a folder, and one of 10 MB are refused")
    func files() throws {
        let folder = try TemporaryFolder("plan")
        let large = try folder.write("large.json", [UInt8](repeating: 0x20, count: 10 << 20))
        for path in [folder.file("none.json"), folder.path, large] {
            let failure = #expect(throws: Failure.self) { try HallPlanFile.read(path) }
            #expect(failure?.code == .hallPlanInvalid)
        }
    }

    @Test("hostile numbers are bounded, not overflown")
    func numbers() throws {
        let plan = try read(
            #"{"services":[{"id":"a","usualMinutes":9223372036854775807}],"windows":[{"number":1}],"terminals":[]}"#)
        #expect(plan.services[0].usualSeconds == 36_000)
    }

    @Test("the same plan at a later start changes nothing; another order in the file is the same plan")
    func applied() throws {
        let folder = try TemporaryFolder("plan")
        let applied = AppliedPlan(folder: folder.path)
        let plan = try read(#"{"services":[{"id":"a"}],"windows":[{"number":1}],"terminals":["T1","T2"]}"#)
        let same = try read(#"{"terminals":["T2","T1"],"windows":[{"number":1}],"services":[{"id":"a"}]}"#)
        let other = try read(#"{"services":[{"id":"a"}],"windows":[{"number":1}],"terminals":["T1"]}"#)
        #expect(try applied.isNew(plan))
        try applied.note(plan)
        #expect(try !applied.isNew(plan) && !applied.isNew(same) && applied.isNew(other))
    }
}
