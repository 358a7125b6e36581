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
            #expect(accepted.text.contains("E000000042") && accepted.text.contains("action=\"/operator/confirm\""))
            #expect(await host.lookUps == 2)
        }
    }

    @Test("E3a: the medium is chosen, the ID card first; one that is open already is said to be, and none is unknown")
    func medium() async throws {
        let host = ScriptedHost(Stages.snapshot(.idle), failures: 5)
        try await Page.serve(host) { page in
            let form = form(try await token(page), iin: Stages.iinText)
            let check = try await page.post("/operator/check", form).text
            let offered = check.components(separatedBy: "<option value=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
            #expect(offered.prefix(3) == ["id-card", "file", "kaztoken"], "\(offered)")
            let wrong = try await page.post("/operator/accept", form + "&medium=paper").text
            #expect(wrong.contains(FailureCode.requestInvalid.rawValue))
            let accepted = try await page.post("/operator/accept", form + "&medium=file").text
            #expect(accepted.contains("Application accepted") && accepted.contains("<dd>File</dd>"))
            let open = try await page.post("/operator/accept", form + "&medium=kaztoken").text
            #expect(open.contains("E000000042 is open already") && open.contains("<dd>File</dd>"))
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

    @Test(
        "B1, B5: without the portal the pending attempts, its code and what to do; no count and nothing to accept",
        arguments: [("kk", "порталға әлі жетпеген"), ("ru", "портал ещё не знает"), ("en", "does not know of yet")])
    func portalAway(language: String, words: String) async throws {
        let host = ScriptedHost(Stages.snapshot(.idle), failures: 5)
        await host.cutLine()
        try await Page.serve(host) { page in
            let form = "token=\(try await token(page))&language=\(language)&iin=\(Stages.iinText)"
            let html = try await page.post("/operator/check", form).text
            #expect(html.contains("data-failure=\"portal.unreachable\"") && html.contains(words))
            #expect(!html.contains("data-failures") && !html.contains("/operator/accept"))
            #expect(html.contains("2025-11-21 10:04"), "the one that the portal does not know")
            #expect(!html.contains("2025-11-21 10:03"), "one that the portal has told of before")
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

    private func kept(_ status: ApplicationStatus, _ step: ApplicationStep) throws -> OperatorCase {
        OperatorCase(standing: try Stages.standing(status, step), name: Stages.personName, failures: 5)
    }

    @Test(
        "E4, E5, P4: an application by its number: masked until the operator asks, confirmed only with the papers seen")
    func confirms() async throws {
        let host = ScriptedHost(Stages.snapshot(.idle))
        await host.keep(try kept(.applied, .handIn))
        try await Page.serve(host) { page in
            let form = "token=\(try await token(page))&language=en&number=E000000042"
            let opened = try await page.post("/operator/application", form).text
            #expect(opened.contains("data-status=\"applied\"") && !opened.contains(Stages.iinText))
            #expect(try await page.post("/operator/reveal", form).text.contains(Stages.iinText))
            let unseen = try await page.post("/operator/confirm", form).text
            #expect(unseen.contains(FailureCode.requestInvalid.rawValue))
            #expect(await host.answers.isEmpty)
            let confirmed = try await page.post("/operator/confirm", form + "&papers=seen").text
            #expect(confirmed.contains("data-status=\"confirmed\"") && !confirmed.contains("/operator/confirm"))
            #expect(await host.answers == [.confirm])
        }
    }

    @Test("E5: a refusal needs a word; the second operator is told; what is no number is named")
    func refusesApplication() async throws {
        let host = ScriptedHost(Stages.snapshot(.idle))
        await host.keep(try kept(.submitted, .wait))
        try await Page.serve(host) { page in
            let form = "token=\(try await token(page))&language=ru&number=42"
            let silent = try await page.post("/operator/refuse", form + "&justification=%20").text
            #expect(silent.contains(FailureCode.requestInvalid.rawValue))
            let refused = try await page.post("/operator/refuse", form + "&justification=No%20%3Cb%3Esignature").text
            #expect(refused.contains("data-status=\"refused\"") && refused.contains("No &lt;b&gt;signature"))
            let late = try await page.post("/operator/confirm", form + "&papers=seen").text
            #expect(late.contains(FailureCode.applicationDecided.rawValue))
            for (number, code) in [("x", FailureCode.applicationNumber), ("43", .applicationUnknown)] {
                let wrong = "token=\(try await token(page))&language=kk&number=\(number)"
                #expect(try await page.post("/operator/application", wrong).text.contains(code.rawValue))
            }
        }
    }

    @Test("E5: a confirmation is taken back with a word, while nothing is issued; the second operator is told")
    func withdraws() async throws {
        let host = ScriptedHost(Stages.snapshot(.idle))
        await host.keep(try kept(.confirmed, .write))
        try await Page.serve(host) { page in
            for (language, text) in [
                ("kk", "Растауды қайтарып алу"), ("ru", "Отменить подтверждение"), ("en", "Take the confirmation back"),
            ] {
                let form = "token=\(try await token(page))&language=\(language)&number=42"
                let opened = try await page.post("/operator/application", form).text
                #expect(opened.contains("/operator/withdraw") && opened.contains(text))
            }
            let form = "token=\(try await token(page))&language=en&number=42"
            let silent = try await page.post("/operator/withdraw", form + "&justification=%20").text
            #expect(silent.contains(FailureCode.requestInvalid.rawValue))
            let refused = try await page.post("/operator/refuse", form + "&justification=No").text
            #expect(refused.contains(FailureCode.applicationDecided.rawValue), "a plain refusal comes too late")
            #expect(await host.answers.isEmpty)
            let taken = try await page.post("/operator/withdraw", form + "&justification=Another%20medium").text
            #expect(taken.contains("data-status=\"refused\"") && taken.contains("Another medium"))
            #expect(!taken.contains("/operator/withdraw"))
            #expect(await host.answers == [.withdraw("Another medium")])
            let late = try await page.post("/operator/withdraw", form + "&justification=Again").text
            #expect(late.contains(FailureCode.applicationDecided.rawValue))
        }
        for status in ApplicationStatus.allCases {
            #expect(try kept(status, .nothing).isWithdrawable == (status == .confirmed), "\(status)")
        }
    }

    @Test("E7: a set is revoked as a whole, only behind the check of identity, and once")
    func revokes() async throws {
        let host = ScriptedHost(Stages.snapshot(.idle))
        let day = CivilDate.literal(2028, 1, 1)
        await host.hold([
            PersonalCertificate(
                serial: "0a", uses: [.authentication], application: "E000000042", lastDay: day, standing: .valid),
            PersonalCertificate(
                serial: "0b", uses: [.signature], application: "E000000042", lastDay: day, standing: .valid),
            PersonalCertificate(
                serial: "0c", uses: EDSKey.allCases, application: nil, lastDay: .literal(2024, 1, 1),
                standing: .expired),
        ])
        try await Page.serve(host) { page in
            let form = "token=\(try await token(page))&language=en&iin=\(Stages.iinText)"
            let list = try await page.post("/operator/certificates", form).text
            #expect(list.contains("value=\"0a,0b\"") && !list.contains("value=\"0c\""))
            let revoke = form + "&serials=0a,0b&cause=key-compromise"
            for unchecked in [revoke, form + "&serials=0a,0b&papers=seen", form + "&serials=0a&papers=seen&cause=x"] {
                let text = try await page.post("/operator/revoke", unchecked).text
                #expect(text.contains(FailureCode.requestInvalid.rawValue))
            }
            let revoked = try await page.post("/operator/revoke", revoke + "&papers=seen").text
            #expect(revoked.contains("data-revoked") && !revoked.contains("action=\"/operator/revoke\""))
            let again = try await page.post("/operator/revoke", revoke + "&papers=seen").text
            #expect(again.contains(FailureCode.certificateRevoked.rawValue))
        }
    }
    @Test(
        "E0, E7: the form names the whole set while one of it is valid, or its slip is owed; what ended before has none"
    )
    func unfinished() async throws {
        let host = ScriptedHost(Stages.snapshot(.idle))
        func certificate(_ serial: String, _ application: String, isRevoked: Bool) -> PersonalCertificate {
            PersonalCertificate(
                serial: serial, uses: [.signature], application: application, lastDay: .literal(2028, 1, 1),
                standing: isRevoked ? .revoked(.keyCompromise, on: .literal(2025, 11, 21)) : .valid)
        }
        await host.hold(
            [
                certificate("0a", "E000000042", isRevoked: true), certificate("0b", "E000000042", isRevoked: false),
                certificate("1a", "E000000043", isRevoked: true), certificate("1b", "E000000043", isRevoked: true),
                certificate("2a", "E000000044", isRevoked: true), certificate("2b", "E000000044", isRevoked: true),
            ], unfinished: ["1b"])
        try await Page.serve(host) { page in
            let form = "token=\(try await token(page))&language=en&iin=\(Stages.iinText)"
            let list = try await page.post("/operator/certificates", form).text
            #expect(list.contains("value=\"0a,0b\"") && list.contains("value=\"1a,1b\"") && !list.contains("2a,2b"))
        }
    }

    @Test("L4: a code goes to the number once the identity was checked; a wrong one can be typed again; no digit stays")
    func phone() async throws {
        try await Page.serve(ScriptedHost(Stages.snapshot(.idle))) { page in
            let form = "token=\(try await token(page))&language=en&iin=\(Stages.iinText)"
            let asked = form + "&phone=8+701+000+00+77"
            for (sent, code) in [(asked, FailureCode.requestInvalid), (form + "&phone=12&papers=seen", .phoneInvalid)] {
                let text = try await page.post("/operator/phone-code", sent).text
                #expect(text.contains(code.rawValue) && !text.contains("name=\"code\""))
            }
            let sent = try await page.post("/operator/phone-code", asked + "&papers=seen").text
            #expect(sent.contains("name=\"challenge\" value=\"c1\"") && !sent.contains("701"))
            let answer = form + "&challenge=c1&masked=x"
            let wrong = try await page.post("/operator/phone", answer + "&code=000000").text
            #expect(wrong.contains(FailureCode.smsWrong.rawValue) && wrong.contains("value=\"c1\""))
            let right = try await page.post("/operator/phone", answer + "&code=123456").text
            #expect(right.contains("data-registered") && !right.contains("123456") && !right.contains("value=\"c1\""))
            #expect(try await page.post("/operator/phone", form).text.contains(FailureCode.requestInvalid.rawValue))
        }
    }
}
