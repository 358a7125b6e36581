import FoundationEssentials
import KioskDomain
import KioskScreens
import Testing

@Suite("Issue 5, item 7: slips that were not confirmed, on the staff's page")
struct OpenSlipPageTests {
    private let hall = ScriptedHall()
    private let staff = ScriptedStaff()

    private func serve(_ body: @escaping @Sendable (Page) async throws -> Void) async throws {
        let site = hall.site(staff: staff, gate: try staff.gate())
        try await Page.serve(ScriptedHost(Stages.snapshot(.idle)), hall: site, body)
    }

    private func slip(_ number: String, _ state: SlipState, kind: String = "ticket", mayPrint: Bool = true) -> OpenSlip
    {
        OpenSlip(
            id: "id-\(number)", number: number, kind: kind, state: state, issuedAt: UnixTime(milliseconds: 0),
            time: "10:15", mayPrint: mayPrint)
    }

    @Test("number, kind, time and state in three languages, and only the decisions that the rules know")
    func list() async throws {
        let staff = staff
        staff.put([
            slip("A007", .unconfirmed), slip("12", .failed, kind: "referral"), slip("13", .failed, mayPrint: false),
        ])
        try await serve { page in
            let office = try await Office.signedIn(page, next: "/staff")
            for (language, words) in [
                ("kk", ["Кезек талоны", "шыққаны белгісіз", "Қайта басу", "Талон шықты"]),
                ("ru", ["Талон очереди", "неизвестно, вышел ли", "Напечатать ещё раз", "Направление к оператору"]),
                ("en", ["Queue slip, 10:15", "not printed", "Print again", "It came out"]),
            ] {
                let html = try await office.get("/staff?lang=\(language)").text
                for word in words { #expect(html.contains(word), "\(word)") }
                #expect(html.components(separatedBy: "value=\"came-out\"").count == 2)
                #expect(html.components(separatedBy: "value=\"print-again\"").count == 3)
            }
            staff.put([])
            #expect(try await office.get("/staff?lang=en").text.contains("not confirmed") == false)
        }
    }

    @Test("each decision is taken once; twice, for an unknown slip, without one or without the PIN nothing is done")
    func decisions() async throws {
        let staff = staff
        staff.put([slip("A007", .unconfirmed), slip("A008", .failed), slip("A009", .unconfirmed)])
        try await serve { page in
            let office = try await Office.signedIn(page, next: "/staff")
            func say(_ slip: String, _ decision: String, by office: Office) async throws -> String {
                try await office.post("/staff/slip", ["next": "/staff", "slip": slip, "decision": decision]).text
            }
            #expect(try await say("id-A007", "came-out", by: office).contains("Noted: the slip came out."))
            #expect(try await say("id-A007", "came-out", by: office).contains("slip.settled"))
            #expect(try await say("id-A008", "print-again", by: office).contains("The copy was printed."))
            #expect(try await say("id-A008", "print-again", by: office).contains("slip.settled"))
            #expect(try await say("none", "print-again", by: office).contains("slip.settled"))
            let odd = try await office.post("/staff/slip", ["next": "/staff", "slip": "id-A009", "decision": "burn"])
            #expect(odd.status >= 400)
            let bare = try await office.post("/staff/slip", ["next": "/staff"])
            #expect(bare.text.contains("screen.invalid-request") || bare.status >= 400)
            var stranger = Office(page: page)
            stranger.token = office.token
            #expect(try await say("id-A009", "print-again", by: stranger).contains("data-pad"))
            staff.fail(with: .printerPaperOut)
            #expect(try await say("id-A009", "print-again", by: office).contains("printer.paper-out"))
        }
        #expect(staff.asked == ["came-out id-A007", "print-again id-A008", "print-again id-A009"])
    }
}
