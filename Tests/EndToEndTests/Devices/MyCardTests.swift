import KioskTestSupport
import Testing

extension EndToEnd {
    /// Issue 7, item 1: what is on the card, its PIN and its PUK, by the program and a real pcscd.
    @Suite("my card", .serialized, .stage())
    struct MyCard {
        private static let newPIN = "731904"
        /// Of the virtual card.
        private static let allTries = 5

        @Test(
            "E10: an empty card and one with an EDS are shown without a PIN; taking the card ends it",
            .timeLimit(.minutes(3)))
        func shown() async throws {
            let stage = try Stage.here()
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            try await page.enter(Person.pin, on: try await page.toPIN(stage))
            try await page.untilIssued()
            try await page.reset(stage)
            let view = try await page.toMyCard(stage)
            let card = try #require(view.card)
            #expect(card.certificates.map(\.uses) == [["authentication"], ["signature"]])
            // E1: three years on an ID card.
            #expect(card.certificates.allSatisfy { (1_090...1_097).contains($0.daysLeft ?? 0) }, "\(card)")
            #expect(card.certificates.map(\.isRevoked) == ["unknown", "unknown"], "this machine has nobody to ask")
            #expect(card.pinTries == Self.allTries && card.offers == ["change", "unblock"], "\(card)")
            #expect(try await stage.order("card", "status").contains("pin=\(Self.allTries) "))
            try await stage.order("card", "remove")
            try await page.until("idle")
            await page.close()
        }

        @Test("E2a, E9: a new PIN by the old one, and by the PUK once it is blocked", .timeLimit(.minutes(3)))
        func renewed() async throws {
            let stage = try Stage.here()
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            try await page.toMyCard(stage)
            try await page.act("change-pin")
            try await fill(page, ["111111", Self.newPIN, Self.newPIN])
            let wrong = try await page.until("a wrong PIN") { $0.code == "pin.wrong" && $0.pad != nil }
            #expect(wrong.triesLeft == Self.allTries - 1)
            try await fill(page, [Person.pin, Self.newPIN, Self.newPIN])
            try await page.untilEnded("ending-pin-renewed")
            try await page.reset(stage)
            try await block(page, stage)
            try await page.act("unblock-pin")
            try await fill(page, [Person.puk, Person.pin, Person.pin])
            try await page.untilEnded("ending-pin-renewed")
            try await page.reset(stage)
            #expect(try await stage.order("card", "status").contains("pin=\(Self.allTries) "))
            await page.close()
        }

        @Test(
            "E2a, E9: kiosk-sim citizen --flow pin-change and pin-unblock; a wrong PIN is tried once, and a PUK that helps is used",
            .timeLimit(.minutes(3)))
        func scripted() async throws {
            let stage = try Stage.here()
            let changed = try await Citizen.run("pin-change", stage, more: ["--new-pin", Self.newPIN])
            #expect(changed.outcome == "pin-renewed", "\(changed)")
            let wrong = try await Citizen.run("pin-change", stage)
            #expect(wrong.outcome == "refused" && wrong.code == "pin.wrong", "\(wrong)")
            try await stage.order("card", "insert")
            #expect(try await stage.order("card", "status").contains("pin=\(Self.allTries - 1) "))
            #expect(try await Citizen.run("obtain-anew", stage).outcome == "card", "what it offers is told")
            let unblocked = try await Citizen.run("pin-unblock", stage, more: ["--new-pin", Person.pin])
            #expect(unblocked.outcome == "pin-renewed", "\(unblocked)")
            try await stage.order("card", "insert")
            #expect(try await stage.order("card", "status").contains("pin=\(Self.allTries) "))
            try await stage.order("card", "remove")
        }

        /// The PIN entered wrong until it is blocked, the last time behind a yes.
        private func block(_ page: Page, _ stage: Stage) async throws {
            try await page.toMyCard(stage)
            try await page.act("change-pin")
            for left in stride(from: Self.allTries - 1, through: 1, by: -1) {
                try await fill(page, ["111111", Person.pin, Person.pin])
                try await page.until("\(left) tries") {
                    $0.triesLeft == left && $0.pad != nil && $0.code == "pin.wrong"
                }
            }
            try await fill(page, ["111111", Person.pin, Person.pin])
            try await page.until("card-last-try")
            #expect(try await stage.order("card", "status").contains("pin=1 "), "the card has seen no PIN yet")
            try await page.act("confirm-last-try")
            let blocked = try await page.until("blocked") { $0.screen == "card-shown" && $0.code == "pin.blocked" }
            #expect(blocked.card?.offers == ["unblock"])
        }

        /// One pad for each secret.
        private func fill(_ page: Page, _ secrets: [String]) async throws {
            for (secret, step) in zip(secrets, ["old", "new", "again"]) {
                let view = try await page.until("the pad, \(step)") {
                    $0.screen == "card-pin" && $0.newPINStep == step && $0.pad != nil
                }
                try await page.enter(secret, on: view)
            }
        }
    }
}
