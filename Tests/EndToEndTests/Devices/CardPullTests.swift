import Testing

extension EndToEnd {
    /// Issue 2, "Bad input": the card pulled at the worst moments, and the card of the person before.
    @Suite("card pulled", .serialized, .stage())
    struct CardPulled {
        /// INS of the command in which the card goes (SP 800-73-4 part 2, table 2): VERIFY, GENERATE ASYMMETRIC KEY PAIR,
        /// PUT DATA; and what must be true then.
        struct Moment: Sendable, CustomTestStringConvertible {
            var testDescription: String
            var fault: String
            var screen: String
            var code: String
            var certificates: Int
        }

        static let moments = [
            Moment(
                testDescription: "during key generation", fault: "pull ins=47", screen: "ending-interrupted",
                code: "card.removed", certificates: 0),
            Moment(
                testDescription: "after the second key was made", fault: "pull-after ins=47 n=2",
                screen: "ending-interrupted", code: "card.removed", certificates: 0),
            Moment(
                testDescription: "during the first certificate's write", fault: "pull ins=DB",
                screen: "ending-interrupted", code: "card.removed", certificates: 2),
        ]

        @Test(
            "R5: a stable code, a slip, the step in the journal, nothing lost", .timeLimit(.minutes(1)),
            arguments: moments)
        func pulled(_ moment: Moment) async throws {
            let stage = try Stage.here()
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            let view = try await page.toPIN(stage)
            let slips = try await stage.slips()
            try await stage.order("card", "fault \(moment.fault)")
            try await page.enter(Person.pin, on: view)
            let end = try await page.untilEnded(moment.screen)
            #expect(end.code == moment.code)
            #expect(end.slip == "printed")
            #expect(try await stage.slips() == slips + 1)
            let application = try #require(end.applicationNumber)
            #expect(
                try await stage.count("certificate WHERE application = '\(application)'") == moment.certificates)
            // The portal is told how it ended.
            try await page.reset(stage)
            await page.close()
        }

        @Test("during VERIFY: no try is guessed, the card is asked for again, and the visit ends well")
        func duringVerify() async throws {
            let stage = try Stage.here()
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            let view = try await page.toPIN(stage)
            let tries = view.triesLeft
            // The first VERIFY may only ask for the counter: the one with a PIN comes next.
            try await stage.order("card", "fault pull ins=20")
            try await page.enter(Person.pin, on: view)
            try await page.until("the card is asked for") { $0.screen == "eds-insert-card" }
            try await stage.order("card", "insert")
            let again = try await page.until("the PIN pad") { $0.screen == "eds-pin" && $0.pad != nil }
            #expect(again.triesLeft == tries)
            try await page.enter(Person.pin, on: again)
            try await page.untilIssued()
            try await page.reset(stage)
            await page.close()
        }

        @Test("R3: the card of the former person still in the reader: nobody new until it is out")
        func formerCard() async throws {
            let stage = try Stage.here()
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            let view = try await page.toPIN(stage)
            try await page.enter(Person.pin, on: view)
            try await page.untilIssued()
            try await page.act("done")
            try await page.until("take-card")
            await page.close()
            let next = try await Page.open(port: stage.screens)
            try await next.act("language", ["value": "en"])
            #expect(try await next.now().screen == "take-card")
            try await stage.order("card", "remove")
            try await next.until("idle")
            try await stage.order("card", "insert")
            try await next.until("the card is seen") { $0.cardPresent }
            try await next.act("language", ["value": "en"])
            try await next.until("former-card")
            try await stage.order("card", "remove")
            try await next.until("idle")
            await next.close()
        }
    }
}

extension Stage {
    /// How many slips lie in the printer's tray.
    func slips() async throws -> Int {
        let status = try await order("printer", "status")
        guard let range = status.firstRange(of: "\"slips\":") else { throw Problem("printer: \(status)") }
        return Int(status[range.upperBound...].prefix { $0.isNumber }) ?? -1
    }
}
