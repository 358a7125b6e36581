import Foundation
import KioskDomain
import KioskScreens
import Testing

@Suite("B5: the operator's page")
struct OperatorPageTests {
    private func token(_ page: Page) async throws -> String {
        let html = try await page.get("/operator").text
        let start = try #require(html.range(of: "name=\"token\" value=\""))
        return String(html[start.upperBound...].prefix { $0 != "\"" })
    }

    private func form(_ token: String, iin: String, name: String = "Demo+Operator") -> String {
        "token=\(token)&language=en&operatorName=\(name)&iin=\(iin)&window=2"
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
            #expect(await host.operatorNames == ["Demo Operator", "Demo Operator"], "R4: with the operator's name")
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
            #expect(await host.operatorNames.isEmpty)
        }
    }

    @Test("A form without the page's token or without a name is refused")
    func guarded() async throws {
        let host = ScriptedHost(Stages.snapshot(.idle))
        try await Page.serve(host) { page in
            #expect(try await page.post("/operator/check", form("0", iin: Stages.iinText)).status == 403)
            let html = try await page.post(
                "/operator/check", form(try await token(page), iin: Stages.iinText, name: "")
            ).text
            #expect(html.contains(FailureCode.requestInvalid.rawValue))
            #expect(await host.operatorNames.isEmpty)
        }
    }

    @Test("Q8: the next number is called to a window; an empty queue says so")
    func callsNext() async throws {
        try await Page.serve(ScriptedHost(Stages.snapshot(.idle))) { page in
            let token = try await token(page)
            #expect(
                try await page.post("/operator/call-next", "token=\(token)&language=en&window=3").text.contains(
                    "Called: A105"))
            #expect(
                try await page.post("/operator/call-next", "token=\(token)&language=en&window=9").text.contains(
                    "Nobody is waiting"))
        }
    }
}
