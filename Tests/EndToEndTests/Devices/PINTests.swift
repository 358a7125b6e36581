import KioskTestSupport
import Testing

extension EndToEnd {
    /// Issue 2, "Bad input": the PIN of the card.
    @Suite("PIN", .serialized, .stage())
    struct PINEntry {
        @Test(
            "E9: the wrong PIN until the card is blocked; the counter before each entry, a yes before the last try",
            .timeLimit(.minutes(2)))
        func untilBlocked() async throws {
            try RealPart.require(programs: "pkcs15-tool")
            let stage = try Stage.here()
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            var view = try await page.toPIN(stage)
            let tries = try #require(view.triesLeft)
            #expect(tries >= 3)
            try await page.enter("12", on: view)
            view = try await page.until("too short") { $0.code == "pin.length" && $0.pad != nil }
            #expect(view.triesLeft == tries)
            for left in stride(from: tries - 1, through: 1, by: -1) {
                try await page.enter("111111", on: view)
                view = try await page.until("\(left) tries") {
                    $0.screen == "eds-pin" && $0.triesLeft == left && $0.code == "pin.wrong" && $0.pad != nil
                }
            }
            try await page.enter("111111", on: view)
            try await page.until("eds-last-try")
            #expect(try await stage.order("card", "status").contains("pin=1 "), "the card has seen no PIN yet")
            try await page.act("confirm-last-try")
            let end = try await page.untilEnded("ending-pin-blocked")
            #expect(end.code == "pin.blocked")
            #expect(end.applicationNumber != nil)
            try await page.reset(stage)
            // The next visit is told before any entry.
            try await page.toCard(stage)
            try await stage.order("card", "insert")
            try await page.untilEnded("ending-pin-blocked")
            try await unblock(stage)
            try await page.reset(stage)
            try await page.toPIN(stage)
            try await page.reset(stage)
            await page.close()
        }

        @Test("the PIN is nowhere in the daemon's log, a wrong pad is refused, and a pad is good once")
        func pads() async throws {
            let stage = try Stage.here()
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            let view = try await page.toPIN(stage)
            let refused = try await page.act("pin", ["pad": "0123", "positions": [0, 1, 2, 3, 4, 5]])
            #expect(refused.text.contains("screen.session-expired"))
            try await page.enter("111111", on: view)
            let next = try await page.until("a new pad") { $0.code == "pin.wrong" && $0.pad != nil }
            #expect(next.pad?.id != view.pad?.id)
            let again = try await page.act("pin", ["pad": view.pad?.id ?? "", "positions": [0, 1, 2, 3, 4, 5]])
            #expect(again.text.contains("screen.session-expired"))
            try await page.enter(Person.pin, on: next)
            try await page.untilIssued()
            try await page.reset(stage)
            await page.close()
            for log in ["kioskd", "portal"] {
                let text = try String(decoding: stage.folder.read("\(log).log"), as: UTF8.self)
                #expect(!text.contains(Person.pin))
                #expect(!text.contains(Person.matching.iin))
            }
        }

        @Test("E2a, E8: a new PIN on the card once the EDS is there; two that differ and a maker's one are not taken")
        func newPIN() async throws {
            let stage = try Stage.here()
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            try await page.enter(Person.pin, on: try await page.toPIN(stage))
            try await page.until("eds-offer-new-pin", within: .seconds(60))
            try await page.act("change-pin")
            try await page.enter(Person.pin, on: try await pad(page))
            try await page.enter("12345678", on: try await pad(page))
            let refused = try await page.until("a maker's PIN") { $0.code == "pin.factory" && $0.pad != nil }
            try await page.enter("731904", on: refused)
            try await page.enter("731905", on: try await pad(page))
            let differ = try await page.until("they differ") { $0.code == "pin.mismatch" && $0.pad != nil }
            try await page.enter("731904", on: differ)
            try await page.enter("731904", on: try await pad(page))
            try await page.untilEnded("ending-issued")
            try await page.reset(stage)
            // The card knows the new one, and only that one.
            let again = try await page.toPIN(stage)
            try await page.enter(Person.pin, on: again)
            let wrong = try await page.until("the old PIN is wrong") { $0.code == "pin.wrong" && $0.pad != nil }
            try await page.enter("731904", on: wrong)
            try await page.untilIssued()
            try await page.reset(stage)
            await page.close()
        }

        private func pad(_ page: Page) async throws -> View {
            try await page.until("the pad for a new PIN") { $0.screen == "eds-new-pin" && $0.pad != nil }
        }

        /// By the PUK, as an office would do it.
        private func unblock(_ stage: Stage) async throws {
            let output = try await Tool.run(
                "pkcs15-tool",
                ["--reader", "Virtual PCD 00 00", "--unblock-pin", "--auth-id", "01", "--puk", Person.puk]
                    + ["--new-pin", Person.pin])
            #expect(output.succeeded, "\(output.standardError)")
        }
    }
}
