import HallQueue
import KioskDevices
import KioskDomain
import KioskScreens
import KioskTestSupport
import Testing

@Suite("Issue 5, item 4: saving the manager's forms", .serialized)
struct PlanFormTests {
    private let pages = PlanPage()
    private var hall: ScriptedHall { pages.hall }

    @Test(
        "two managers: the second one's form is refused, keeps what was typed, says what is in force, and can be saved then"
    )
    func twoManagers() async throws {
        let hall = hall
        try await pages.serve { page in
            let (one, other) = (try await Office.signedIn(page), try await Office.signedIn(page))
            var fields = Office.fields(try await one.get("/manager/hours?lang=en").text)
            var slower = Office.fields(try await other.get("/manager/hours?lang=en").text)
            fields.merge(PlanPage.changes) { $1 }
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
        try await pages.serve { page in
            var office = try await Office.signedIn(page)
            var fields = Office.fields(try await office.get("/manager/hours?lang=en").text)
            fields.merge(PlanPage.changes) { $1 }
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
        try await pages.serve { page in
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
        try await pages.serve { page in
            let office = try await Office.signedIn(page)
            var random = SplitMix64()
            let seed = random.seed
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
