import FoundationEssentials
import KioskTestSupport
import Testing

extension EndToEnd {
    /// Issue 7, items 1 and 7: the citizen's card at the operator's desk, with the real portal, kiosk, cards and printer.
    @Suite("the citizen's card at the desk", .serialized, .stage())
    struct DeskCard {
        @Test(
            "E10, P4, R4: read without a PIN, masked, journalled; drawn: session, card and page are let go",
            .timeLimit(.minutes(4)))
        func reading() async throws {
            let stage = try Stage.here()
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            let desk = try await Desk.open(stage)
            try await desk.cardAct("read", ["language": "kk"])
            try await page.until("card-insert")
            try await stage.order("card", "insert")
            let shown = try await desk.card("the report") {
                $0.stage == "card-shown" && $0.text.contains("Demo Person 1")
            }
            #expect(!shown.text.contains(Person.matching.iin), "masked")
            #expect(try await stage.order("card", "status").contains("pin=5 "), "no PIN was tried")
            try await desk.cardAct("reveal")
            _ = try await desk.card("revealed") { $0.text.contains(Person.matching.iin) }

            try await desk.cardAct("change-pin")
            let pad = try await page.until("the pad, for the person") { $0.screen == "card-pin" && $0.pad != nil }
            let side = try await desk.card("the pad, for the operator") { $0.stage == "card-pin" }
            #expect(!side.text.contains("data-pad") && !side.text.contains(pad.pad?.id ?? "?"))
            try await stage.takeOperatorCard()
            try await page.until("take-card")
            #expect(try await desk.cardPart().status == 409)
            #expect(
                try await page.act("pin", ["pad": pad.pad?.id ?? "", "positions": [1, 2, 3, 4, 5, 6]]).status == 403)
            #expect(try await stage.order("card", "status").contains("pin=5 "), "what was not entered never reached it")
            try await page.reset(stage)
            await page.close()

            let again = try await Desk.open(stage)
            let next = try await again.card("closed") { $0.stage == "closed" }
            #expect(!next.text.contains("Demo Person 1"))
            let deeds = try await stage.deeds("operator.").filter { $0.contains(Operator.name) }
            for kind in ["card-opened", "card-read", "iin-revealed"] {
                #expect(deeds.contains { $0.hasPrefix("operator.\(kind)") }, "\(kind): \(deeds)")
            }
            #expect(!deeds.contains { $0.contains(Person.matching.iin) })
        }

        @Test(
            "E3a, R5: somebody else's card, pulled while keys are made, written; two operators; the portal has it once",
            .timeLimit(.minutes(6)))
        func issued() async throws {
            try RealPart.require(programs: "curl")
            let stage = try Stage.here()
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            let desk = try await Desk.open(stage)
            let number = try await stage.applyAtHome(.fiveFailures)
            try await desk.cardAct("issue", ["text": number, "language": "en"])
            _ = try await desk.card("not confirmed") { $0.refused == "application.nothing-to-write" }
            let confirmed = try await desk.post("confirm", "number=\(number)&papers=seen")
            try #require(confirmed.text.contains("data-status=\"confirmed\""), "\(confirmed.code ?? "")")

            try await stage.changeCard(to: .matching)
            try await notice(number, desk, page)
            try await stage.order("card", "insert")
            try await page.until("not theirs") { $0.screen == "eds-insert-card" && $0.code == "card.of-other-person" }
            _ = try await desk.card("and the operator is told") { $0.noticed == "card.of-other-person" }
            try await desk.cardAct("end")
            try await page.untilEnded("ending-application-left")
            try await page.reset(stage)
            try await stage.changeCard(to: .fiveFailures)

            try await notice(number, desk, page)
            try await stage.order("card", "insert")
            var pad = try await page.until("the pad") { $0.screen == "eds-pin" && $0.pad != nil }
            try await stage.order("card", "fault pull-after ins=47 n=2")
            try await page.enter(Person.pin, on: pad)
            try await page.untilEnded("ending-interrupted")
            let told = try await desk.card("interrupted") { $0.stage == "ending-interrupted" && $0.application != nil }
            #expect(told.application == number)
            try await page.reset(stage)

            try await notice(number, desk, page)
            try await stage.order("card", "insert")
            pad = try await page.until("the pad") { $0.screen == "eds-pin" && $0.pad != nil }
            try await page.enter(Person.pin, on: pad)
            let serials = try #require(try await page.untilIssued().serials)
            let issued = try await desk.card("issued") { $0.stage == "ending-issued" && !$0.serials.isEmpty }
            #expect(Set(issued.serials) == Set(serials) && serials.count == 2)
            try await page.reset(stage)
            // Another operator, later: it is the portal that knows what was issued.
            try await desk.cardAct("issue", ["text": number, "language": "ru"])
            _ = try await desk.card("not twice") {
                ["application.nothing-to-write", "application.already-written"].contains($0.refused ?? "")
            }
            #expect(try await stage.count("certificate WHERE application = '\(number)'") == 2)
            await page.close()
            let deeds = try await stage.deeds("operator.eds-").filter { $0.contains(number) }
            #expect(
                deeds.map { $0.split(separator: " ").first.map(String.init) ?? "" }.suffix(4) == [
                    "operator.eds-begun", "operator.eds-interrupted", "operator.eds-begun", "operator.eds-issued",
                ], "\(deeds)")
        }

        @Test(
            "R5, B6: pulled after the certificates were issued: one finished at the kiosk, one at the desk, one valid set each",
            .timeLimit(.minutes(6)))
        func halfWritten() async throws {
            try RealPart.require(programs: "curl")
            let stage = try Stage.here()
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            let desk = try await Desk.open(stage)
            try await stage.changeCard(to: .fiveFailures)
            let (atDesk, atKiosk) = (try await confirmed(stage), try await confirmed(stage))
            let first = try await brokenOff(atDesk, desk, page)
            try await notice(atDesk, desk, page)
            try await stage.order("card", "insert")
            let pad = try await page.until("the pad") { $0.screen == "eds-pin" && $0.pad != nil }
            try await page.enter(Person.pin, on: pad)
            let written = try #require(try await page.untilIssued().serials)
            try await onlyValid(atDesk, written, not: first)
            try await page.reset(stage)

            let former = try await brokenOff(atKiosk, desk, page)
            await page.close()
            let report = try await Citizen.run(
                "application", stage, application: atKiosk, iin: Person.fiveFailures.iin)
            #expect(report.outcome == "issued" && report.applicationNumber == atKiosk, "\(report)")
            try await onlyValid(atKiosk, report.certificateSerials, not: former)
        }

        /// The desk writes it, and the card goes with the first certificate.
        ///
        /// - Returns: what the portal has issued.
        private func brokenOff(_ number: String, _ desk: Desk, _ page: Page) async throws -> [String] {
            let stage = try Stage.here()
            try await notice(number, desk, page)
            try await stage.order("card", "insert")
            let pad = try await page.until("the pad") { $0.screen == "eds-pin" && $0.pad != nil }
            try await stage.order("card", "fault pull ins=DB")
            try await page.enter(Person.pin, on: pad)
            try await page.untilEnded("ending-interrupted")
            let issued = try await stage.portal("SELECT serial FROM certificate WHERE application = '\(number)'")
            #expect(issued.count == 2)
            try await page.reset(stage)
            return issued
        }

        /// These are valid and the application's, and what was issued first is superseded.
        private func onlyValid(_ number: String, _ serials: [String], not first: [String]) async throws {
            let stage = try Stage.here()
            try await eventually("the portal knows that the card is written") {
                try await stage.count("application WHERE number = '\(number)' AND state = 'written'") == 1 ? () : nil
            }
            let held = try await stage.portal(
                "SELECT serial FROM certificate WHERE application = '\(number)' AND serial NOT IN (SELECT serial FROM revocation)"
            )
            #expect(Set(held) == Set(serials.map { Citizen.plain($0) }) && held.count == 2)
            let list = first.map { "'\($0)'" }.joined(separator: ",")
            #expect(
                try await stage.count("revocation WHERE cause = 'superseded' AND serial IN (\(list))") == first.count)
        }

        @Test(
            "by keys only in Chromium, three languages, both screens: read, new PIN, EDS written, card drawn",
            .timeLimit(.minutes(9)))
        func keys() async throws {
            try RealPart.require(programs: "curl")
            let (python, stage) = (try await Programs.playwright(), try Stage.here())
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            await page.close()
            _ = try await Desk.open(stage)
            try await stage.changeCard(to: .fiveFailures)
            var applications: [String] = []
            for _ in 1...3 { applications.append(try await confirmed(stage)) }
            let output = try await Tool.run(
                python,
                [
                    "\(Programs.tests)/Browser/desk_card.py", "--base", "http://127.0.0.1:\(stage.screens)",
                    "--card-socket", stage.folder.file("run/operator.sock"), "--pin", Operator.pin, "--person-socket",
                    stage.folder.file("run/card.sock"), "--person-pin", Person.pin, "--iin",
                    Person.fiveFailures.iin,
                    "--out", "\(Programs.package)/.build/screens", "--applications",
                ] + applications, limit: .seconds(480))
            #expect(output.succeeded, "\(output.standardOutput) \(output.standardError.suffix(3000))")
            #expect(try await stage.order("card", "status").contains("pin=5 "))
        }

        /// As an operator's yes leaves it; after an EDS by the operator a count is closed (B6), and no more are confirmed.
        private func confirmed(_ stage: Stage) async throws -> String {
            let number = try await stage.applyAtHome(.fiveFailures)
            try await stage.change("UPDATE application SET state = 'confirmed' WHERE number = '\(number)'")
            return number
        }

        /// The operator begins, the person confirms the notice; a card is awaited.
        private func notice(_ number: String, _ desk: Desk, _ page: Page) async throws {
            try await desk.cardAct("issue", ["text": number, "language": "en"])
            try await page.until("application-notice")
            try await page.act("confirm-notice")
            try await page.until("eds-insert-card")
        }
    }
}
