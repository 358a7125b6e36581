import KioskTestSupport
import Testing

extension EndToEnd {
    /// Issue 7, item 1: obtaining an EDS again after a forgotten PIN, where no PUK helps.
    @Suite("a forgotten PIN", .serialized, .stage())
    struct ForgottenPIN {
        @Test(
            "E9: the PUK blocked, the whole procedure begins from the card's screen, and the application has its reason",
            .timeLimit(.minutes(4)))
        func obtained() async throws {
            try RealPart.require(programs: "sqlite3")
            let stage = try Stage.here()
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            try await page.toMyCard(stage)
            // While the PUK helps, nothing else is offered (E9).
            try await page.act("obtain-anew")
            #expect(try await page.now().screen == "card-shown")
            try await page.blockPUK()
            try await page.act("obtain-anew")
            try await page.until("eds-medium")
            try await page.act("medium", ["value": "id-card"])
            try await page.until("eds-consent")
            try await page.act("consent")
            try await page.until("eds-notice")
            try await page.act("confirm-notice")
            try await page.until("eds-identity")
            try await page.identify(.matching)
            try await page.until("eds-code")
            try await page.act("code", ["value": try await stage.code(.matching)])
            try await page.until("a good picture") { $0.screen == "eds-positioning" && $0.guidance == "good" }
            try await page.act("start")
            try await page.until("the card is asked about its PIN", within: .seconds(60)) { $0.screen == "eds-pin" }
            #expect(try await stage.portal("SELECT reason FROM application") == ["forgotten-pin"])
            try await page.reset(stage)
            // The reason went with its person.
            try await page.toCard(stage)
            #expect(try await stage.count("application WHERE reason IS NULL") == 1)
            try await page.reset(stage)
            await page.close()
            let report = try await Citizen.run("obtain-anew", stage)
            #expect(report.outcome == "issued" && report.attempts == ["matched"], "\(report)")
            #expect(report.steps.map(\.name).starts(with: ["idle", "services", "card-insert"]), "\(report)")
            #expect(try await stage.count("application WHERE reason = 'forgotten-pin'") == 2)
        }
    }
}

extension Page {
    /// The PUK entered wrong until no try is left, the last one behind a yes; the card is shown.
    func blockPUK() async throws {
        try await act("unblock-pin")
        while true {
            for (secret, step) in zip(["11111111", "731904", "731904"], ["old", "new", "again"]) {
                let view = try await until("the pad, \(step)") {
                    $0.screen == "card-pin" && $0.newPINStep == step && $0.pad != nil
                }
                try await enter(secret, on: view)
            }
            let next = try await until("the card's answer") {
                ($0.screen == "card-pin" && $0.newPINStep == "old" && $0.code == "puk.wrong")
                    || $0.screen == "card-last-try"
            }
            guard next.screen == "card-last-try" else { continue }
            try await act("confirm-last-try")
            try await until("blocked") { $0.screen == "card-shown" && $0.code == "puk.blocked" }
            return
        }
    }
}
