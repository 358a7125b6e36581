import FoundationEssentials
import KioskTestSupport
import Testing

extension EndToEnd {
    /// RULES R3 and R4: the desk opens by the operator's own card and locks when it is drawn.
    @Suite("operator's desk", .serialized, .stage())
    struct OperatorDesk {
        @Test("R4: a locked desk answers no look-up, takes no application and calls nobody")
        func locked() async throws {
            let stage = try Stage.here()
            try await stage.takeOperatorCard()
            let desk = try await Desk.page(stage)
            #expect(try await desk.seat().key.hasPrefix("locked"))
            for answer in [
                try await desk.check(.matching), try await desk.accept(.fourFailures), try await desk.callNext(),
            ] {
                #expect(answer.code == "operator.card-needed")
                #expect(answer.failures == nil)
                #expect(!answer.text.contains("/operator/check"), "the forms are not on the page")
            }
        }

        @Test("R4, P4: look-ups are journalled with the operator's name and no IIN; a locked desk has none to journal")
        func journalled() async throws {
            let stage = try Stage.here()
            try await stage.registerOperator()
            try await stage.takeOperatorCard()
            let before = try await stage.lookups()
            _ = try await Desk.page(stage).check(.matching)
            let desk = try await Desk.open(stage)
            #expect(try await desk.seat().text.contains(Operator.name))
            #expect(try await desk.check(.fourFailures).failures == 4)
            let after = try await stage.lookups()
            #expect(after.count == before.count + 1)
            #expect(after.last?.contains(Operator.name) == true)
            #expect(after.last?.contains(Person.fourFailures.iin) == false)
        }

        @Test("R4: who is taken from the list is not signed in any more, with the card still in")
        func dismissed() async throws {
            let stage = try Stage.here()
            let desk = try await Desk.open(stage)
            _ = try await stage.kioskctl("operators", "remove", Operator.name)
            try await desk.until("a locked desk") { !$0.isOpen }
            #expect(try await desk.check(.matching).code == "operator.card-needed")
        }

        @Test("R4: drawing the card locks at once, says so on the page, and nothing is answered any more")
        func drawn() async throws {
            let stage = try Stage.here()
            let desk = try await Desk.open(stage)
            let events = EventStream()
            try await events.open("/operator/events", port: stage.screens)
            let open = try #require(try await events.next(within: .seconds(5)))
            #expect(String(decoding: open, as: UTF8.self).contains("signed-in"))
            let start = ContinuousClock.now
            try await stage.order("operator", "remove")
            let change = try #require(try await events.next(within: .seconds(5)))
            let taken = ContinuousClock.now - start
            await events.close()
            #expect(String(decoding: change, as: UTF8.self).contains("locked operator.locked"))
            // vpcd notices a card that goes within a second; ours is on top of that.
            #expect(taken < .seconds(3), "\(taken)")
            let seat = try await desk.seat()
            #expect(seat.text.contains("The desk is locked."))
            #expect(!seat.text.contains("/operator/check"))
            #expect(try await desk.check(.matching).code == "operator.card-needed")
        }

        @Test("E9: the counter stands before each entry, the last try wants a yes, and the ledger has the wrong ones")
        func wrongPIN() async throws {
            let stage = try Stage.here()
            try await stage.registerOperator()
            try await stage.takeOperatorCard()
            let desk = try await Desk.page(stage)
            try await stage.order("operator", "insert")
            var seat = try await desk.until("the pad") { $0.pad != nil }
            #expect(seat.tries?.contains("5") == true)
            for left in stride(from: 4, through: 2, by: -1) {
                let shown = seat.key
                try await desk.enter("111111", on: seat)
                seat = try await desk.until("\(left) tries") { $0.pad != nil && $0.key != shown }
                #expect(seat.tries?.contains("\(left)") == true)
                #expect(seat.text.contains("wrong"))
            }
            #expect(try await stage.trials().first == CardTrial(wrong: 3, remaining: 2, blocked: false))
            try await desk.enter("111111", on: seat)
            seat = try await desk.until("a question before the last try") { $0.key == "last-try" }
            #expect(seat.pad == nil)
            #expect(try await stage.order("operator", "status").contains("pin=1 "), "the card has seen no PIN yet")
            try await desk.act(#"{"action":"confirm-last-try"}"#)
            seat = try await desk.until("the pad") { $0.pad != nil }
            try await desk.enter(Operator.pin, on: seat)
            let open = try await desk.until("an open desk", \.isOpen)
            #expect(try await stage.trials().first?.wrong == 0)
            #expect(open.text.contains("class=\"cards\""))
        }

        @Test("a card that nobody registered is refused before any PIN, and so is one without certificates")
        func unknownCard() async throws {
            let stage = try Stage.here()
            try await stage.registerOperator()
            for (memory, signsIn) in [("stranger-card.json", true), ("citizen-card.json", false)] {
                try await stage.swapOperatorCard(memory: memory, signsIn: signsIn)
                let desk = try await Desk.page(stage)
                let seat = try await desk.until("refused") { $0.key == "locked operator.unknown" }
                #expect(seat.pad == nil)
                #expect(seat.text.contains("This is not an operator"))
                #expect(try await desk.check(.matching).code == "operator.card-needed")
            }
            try await stage.swapOperatorCard(memory: Stage.operatorMemory)
            _ = try await Desk.open(stage)
        }

        @Test("a PIN for a pad that is not shown, and one from another page, are refused; neither reaches the card")
        func otherPads() async throws {
            let stage = try Stage.here()
            let desk = try await Desk.open(stage)
            try await desk.act(#"{"action":"lock"}"#)
            try await stage.order("operator", "remove")
            try await desk.until("an empty reader", \.isWithoutCard)
            try await stage.order("operator", "insert")
            let seat = try await desk.until("the pad") { $0.pad != nil }
            let pad = try #require(seat.pad)
            let stranger = try await desk.act(
                "{\"action\":\"pin\",\"pad\":\"\(pad.id)\",\"positions\":[0,1,2,3,4,5]}", token: "0123")
            #expect(stranger.status == 403)
            let old = try await desk.act(#"{"action":"pin","pad":"0123","positions":[0,1,2,3,4,5]}"#)
            #expect(old.text.contains("screen.session-expired"))
            #expect(try await stage.order("operator", "status").contains("pin=5 "))
        }

        @Test("R3: two readers at once: a citizen's session goes on while the operator comes and goes")
        func bothReaders() async throws {
            let stage = try Stage.here()
            try await stage.takeOperatorCard()
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            let view = try await page.toPIN(stage)
            let desk = try await Desk.open(stage)
            #expect(try await desk.check(.fourFailures).failures == 4)
            #expect(try await page.now() == view)
            try await page.enter(Person.pin, on: view)
            try await page.until("eds-writing")
            try await stage.order("operator", "remove")
            try await desk.until("a locked desk") { $0.key == "locked operator.locked" }
            let end = try await page.untilIssued()
            #expect(Set(end.serials ?? []).count == 2)
            try await page.reset(stage)
            await page.close()
        }
    }
}
