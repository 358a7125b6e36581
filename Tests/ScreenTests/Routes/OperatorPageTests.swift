import Foundation
import KioskDomain
import KioskScreens
import Testing

@Suite("B5: the operator's page")
struct OperatorPageTests {
    private func token(_ page: Page) async throws -> String {
        let html = try await page.get("/operator").text
        let start = try #require(html.range(of: "data-token=\""))
        return String(html[start.upperBound...].prefix { $0 != "\"" })
    }

    private func form(_ token: String, iin: String) -> String {
        "token=\(token)&language=en&iin=\(iin)"
    }

    @Test("Five failures: the list, and the application is accepted with a number")
    func accepts() async throws {
        let host = ScriptedHost(Stages.snapshot(.idle), failures: 5)
        try await Page.serve(host) { page in
            let token = try await token(page)
            let check = try await page.post("/operator/check", form(token, iin: Stages.iinText))
            #expect(
                check.text.contains("data-failures=\"5\"") && check.text.contains("formaction=\"/operator/accept\""))
            let accepted = try await page.post("/operator/accept", form(token, iin: Stages.iinText))
            #expect(accepted.text.contains("2025-000042"))
            #expect(await host.lookUps == 2)
        }
    }

    @Test("Four failures: the count is shown, nothing can be accepted")
    func refuses() async throws {
        try await Page.serve(ScriptedHost(Stages.snapshot(.idle), failures: 4)) { page in
            let token = try await token(page)
            let check = try await page.post("/operator/check", form(token, iin: Stages.iinText)).text
            #expect(check.contains("data-failures=\"4\"") && !check.contains("/operator/accept"))
            let accepted = try await page.post("/operator/accept", form(token, iin: Stages.iinText)).text
            #expect(accepted.contains(FailureCode.attemptsTooFew.rawValue))
        }
    }

    @Test("P4: the IIN stands in its typed field only, everywhere else it is masked")
    func masked() async throws {
        try await Page.serve(ScriptedHost(Stages.snapshot(.idle))) { page in
            let html = try await page.post("/operator/check", form(try await token(page), iin: Stages.iinText)).text
            #expect(html.components(separatedBy: Stages.iinText).count == 2)
            #expect(html.contains("value=\"\(Stages.iinText)\"") && html.contains("••••••••"))
        }
    }

    @Test(
        "Bad input: an IIN that is none is named, and nobody is looked up",
        arguments: [("123", FailureCode.iinLength), ("90010130001x", .iinCharacters), ("900101300019", .iinCheckDigit)])
    func wrongIIN(typed: String, code: FailureCode) async throws {
        let host = ScriptedHost(Stages.snapshot(.idle))
        try await Page.serve(host) { page in
            let html = try await page.post("/operator/check", form(try await token(page), iin: typed)).text
            #expect(html.contains(code.rawValue))
            #expect(await host.lookUps == 0)
        }
    }

    @Test("A form without the page's token is refused")
    func guarded() async throws {
        let host = ScriptedHost(Stages.snapshot(.idle))
        try await Page.serve(host) { page in
            let answer = try await page.post("/operator/check", form("0", iin: Stages.iinText))
            #expect(answer.status == 403)
            #expect(await host.lookUps == 0)
        }
    }

    @Test("R4: a locked desk shows its lock only, in three languages, and answers no look-up")
    func locked() async throws {
        let host = ScriptedHost(Stages.snapshot(.idle))
        await host.sit(OperatorSeatView(session: .locked(.operatorLocked)))
        try await Page.serve(host) { page in
            for (language, text) in [("kk", "бұғатталды"), ("ru", "заблокировано"), ("en", "is locked")] {
                let html = try await page.get("/operator?lang=\(language)").text
                #expect(html.contains(text) && !html.contains("/operator/check"), "\(language)")
            }
            let token = try await token(page)
            let html = try await page.post("/operator/check", form(token, iin: Stages.iinText)).text
            #expect(html.contains(FailureCode.operatorCardNeeded.rawValue) && !html.contains("data-failures"))
            #expect(await host.lookUps == 0)
        }
    }

    @Test(
        "E9, DESIGN 5.6: the tries stand above the pad, the pad is drawn by positions, a post without token is refused")
    func pad() async throws {
        let host = ScriptedHost(Stages.snapshot(.idle))
        let card = OperatorCard(name: "Demo Operator", fingerprint: "ab")
        await host.sit(
            OperatorSeatView(
                session: .pin(card, .remaining(3), mistake: .pinWrong),
                pad: PINPad(id: "p1", labels: [3, 1, 4, 0, 5, 9, 2, 6, 8, 7])))
        try await Page.serve(host) { page in
            let html = try await page.get("/operator?lang=en").text
            #expect(html.contains("Tries left: 3") && html.contains("data-pad=\"p1\""))
            #expect(html.contains("data-position=\"0\">3<"))
            let body = #"{"action":"pin","pad":"p1","positions":[0,1,2,3,4,5]}"#
            #expect(try await page.post("/operator/seat", body, ["X-Screen-Token": "0"]).status == 403)
            #expect(try await page.post("/operator/seat", body, ["X-Screen-Token": token(page)]).status == 200)
            #expect(await host.operatorActions == [.pin(pad: "p1", positions: [0, 1, 2, 3, 4, 5])])
        }
    }

    @Test("the ledger of wrong tries is shown to a signed-in operator, without serial numbers")
    func ledger() async throws {
        try await Page.serve(ScriptedHost(Stages.snapshot(.idle))) { page in
            let html = try await page.get("/operator?lang=en").text
            #expect(html.contains("1a2b3c4d") && html.contains("Operator: Demo Operator"))
        }
    }
}
