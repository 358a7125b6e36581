import Foundation
import KioskDevices
import KioskDomain
import Testing

@testable import KioskScreens

@Suite("E3a, E8–E10: the citizen's card on the operator's page")
struct CardPageTests {
    private func host(_ view: CardDeskView) async -> ScriptedHost {
        let host = ScriptedHost(Stages.snapshot(.idle))
        await host.sit(
            OperatorSeatView(session: .signedIn(OperatorCard(name: "Operator 1", fingerprint: "ab"))))
        await host.attend(view)
        return host
    }

    private func view(_ stage: CitizenSession.Stage, revealed: Bool? = nil) throws -> CardDeskView {
        var view = CardDeskView()
        view.shown = Stages.snapshot(stage, cardPresent: true)
        if let revealed {
            view.holder = CardHolder(name: Stages.personName, iin: try IIN(text: Stages.iinText))
            view.isRevealed = revealed
        }
        return view
    }

    private func section(_ page: Page, _ language: String) async throws -> String {
        let html = try await page.get("/operator?lang=\(language)").text
        let start = try #require(html.range(of: "<section id=\"card\""))
        let end = try #require(html[start.lowerBound...].range(of: "</section>"))
        return String(html[start.lowerBound..<end.upperBound])
    }

    @Test("E10, P4: certificates with dates and days left, counters, the holder masked until it is asked for")
    func report() async throws {
        let shown = CitizenSession.Stage.cardCare(.kazakh, .shown(Stages.report(), nil))
        try await Page.serve(await host(try view(shown, revealed: false))) { page in
            for (language, days, tries) in [
                ("kk", "31 күн қалды", "3"), ("ru", "Остался 31 день", "3"), ("en", "31 days left", "Tries left: 3"),
            ] {
                let html = try await section(page, language)
                #expect(html.contains(days) && html.contains("22.12.2025") && html.contains(tries), "\(language)")
                #expect(html.contains(Stages.personName) && !html.contains(Stages.iinText), "P4 \(language)")
                for action in ["change-pin", "unblock-pin", "reveal", "end"] {
                    #expect(html.contains("data-card-do=\"\(action)\""), "\(action)")
                }
            }
        }
        try await Page.serve(await host(try view(shown, revealed: true))) { page in
            let html = try await section(page, "en")
            #expect(html.contains(Stages.iinText) && !html.contains("data-card-do=\"reveal\""))
        }
    }

    @Test("E9: every screen that a card leads to is told in three languages, and no pad ever is")
    func stages() async throws {
        let shown = try Stages.all(in: .russian).filter { shown in
            ["card-", "token-", "eds-", "application-", "ending-"].contains { shown.name.hasPrefix($0) }
        }
        #expect(shown.contains { $0.snapshot.pad != nil } && shown.contains { $0.snapshot.keyboard != nil })
        let host = await host(CardDeskView())
        try await Page.serve(host) { page in
            for language in Language.allCases {
                for shown in shown { try await told(shown, language, host, page) }
            }
        }
    }

    private func told(_ shown: Stages.Shown, _ language: Language, _ host: ScriptedHost, _ page: Page) async throws {
        var view = CardDeskView()
        view.shown = shown.snapshot
        await host.attend(view)
        // What the person reads in Russian, in the operator's own language.
        let title = StageView(shown.snapshot).title[language].split(separator: " ").prefix(3)
        let html = try await section(page, language.rawValue)
        let words = html.replacing("&#39;", with: "'").split { $0.isWhitespace || "<>".contains($0) }.map(String.init)
        #expect(title.allSatisfy { words.contains(String($0)) }, "\(shown.name) \(language): \(title)")
        #expect(!html.contains("data-pad") && !html.contains("data-position"), "\(shown.name)")
        #expect(!html.contains(Stages.iinText), "P4 \(shown.name)")
        #expect(html.contains("data-card-do=\"end\""), "\(shown.name)")
    }

    @Test("what is posted reaches the desk once; without the token, the duty, or with nonsense, nothing does")
    func actions() async throws {
        let host = await host(CardDeskView())
        try await Page.serve(host) { page in
            let html = try await page.get("/operator?lang=en").text
            let start = try #require(html.range(of: "data-token=\""))
            let token = ["X-Screen-Token": String(html[start.upperBound...].prefix { $0 != "\"" })]
            let stranger = try await page.post(
                "/operator/card", #"{"action":"read","language":"kk"}"#, ["X-Screen-Token": "0"])
            #expect(stranger.status == 403)
            let orders = [
                (#"{"action":"read","language":"kk"}"#, CardDeskAction.read(.kazakh)),
                (#"{"action":"issue","text":"E42","language":"ru"}"#, .issue("E42", .russian)),
                (#"{"action":"change-pin"}"#, .changePIN), (#"{"action":"unblock-pin"}"#, .unblockPIN),
                (#"{"action":"try-again"}"#, .tryAgain), (#"{"action":"reveal"}"#, .reveal),
                (#"{"action":"more-time"}"#, .moreTime), (#"{"action":"end"}"#, .end),
            ]
            for (json, _) in orders { #expect(try await page.post("/operator/card", json, token).status == 200) }
            let long = String(repeating: "1", count: 65)
            for nonsense in [
                "x", #"{"action":"read"}"#, #"{"action":"read","language":"xx"}"#, #"{"action":"pin"}"#,
                #"{"action":"issue","language":"kk"}"#, #"{"action":"issue","text":"\#(long)","language":"kk"}"#,
            ] {
                #expect(try await page.post("/operator/card", nonsense, token).status == 400, "\(nonsense)")
            }
            #expect(await host.cardActions == orders.map(\.1))
            await host.sit(
                OperatorSeatView(
                    session: .signedIn(OperatorCard(name: "Officer 1", fingerprint: "cd", duties: [.officer]))))
            let officer = try await page.post("/operator/card", #"{"action":"end"}"#, token)
            #expect(officer.status == 409 && officer.text.contains(FailureCode.operatorDuty.rawValue))
            let others = try await page.get("/operator?lang=en").text
            #expect(!others.contains("data-card="))
        }
    }

    @Test(
        "E5, R5: an application that is confirmed, or issued and not written, has the button to write it; others have none"
    )
    func writing() async throws {
        for (status, step, writes) in [
            (ApplicationStatus.applied, ApplicationStep.handIn, false), (.confirmed, .write, true),
            (.issued, .write, true), (.written, .nothing, false), (.refused, .applyAnew, false),
        ] {
            let host = await host(CardDeskView())
            await host.keep(
                OperatorCase(
                    standing: try Stages.standing(status, step), name: Stages.personName, failures: 5))
            try await Page.serve(host) { page in
                let html = try await page.get("/operator?lang=en").text
                let start = try #require(html.range(of: "data-token=\""))
                let token = html[start.upperBound...].prefix { $0 != "\"" }
                let opened = try await page.post(
                    "/operator/application", "token=\(token)&language=en&number=E000000042"
                ).text
                #expect(opened.contains("data-status=\"\(status.rawValue)\""), "\(status)")
                #expect(opened.contains("data-card-issue=\"E000000042\"") == writes, "\(status)")
            }
        }
    }

    @Test("E5: what cannot be written says why, and what to do, in three languages")
    func refused() async throws {
        var refused = CardDeskView()
        refused.refusal = .applicationMedium
        try await Page.serve(await host(refused)) { page in
            for (language, text) in [("kk", "жаңа өтініш"), ("ru", "Примите заявление"), ("en", "Take an application")]
            {
                let html = try await section(page, language)
                #expect(html.contains(text), "\(language)")
            }
        }
    }
}
