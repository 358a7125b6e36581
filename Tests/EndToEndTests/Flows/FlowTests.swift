import FoundationEssentials
import KioskTestSupport
import Testing

extension EndToEnd {
    /// Issue 2, "Shown by": the scripted citizen, and what others make of the result.
    @Suite("flows", .serialized, .stage(Stage.Settings(cardKeys: "rsa2048")))
    struct Flows {
        @Test("kiosk-sim citizen --flow slip: a number on paper and on the board", .timeLimit(.minutes(2)))
        func slip() async throws {
            let stage = try Stage.here()
            let report = try await Citizen.run("slip", stage)
            #expect(report.outcome == "ticket")
            let number = try #require(report.slipNumber)
            #expect(report.steps.map(\.name).contains("ticket-printing"))
            #expect(report.steps.allSatisfy { $0.seconds >= 0 })
            #expect(FileManager.default.fileExists(atPath: stage.folder.file("slips/slip-000001.png")))
            let board = try await LocalHTTP.shared.send("GET", "/board", port: stage.screens)
            #expect(board.text.contains(number))
        }

        @Test(
            "kiosk-sim citizen --flow reservation: the demonstration's own reservation, in the lane of its kind",
            .timeLimit(.minutes(2)))
        func reservation() async throws {
            let report = try await Citizen.run("reservation", try Stage.here())
            #expect(report.outcome == "ticket" && report.slipNumber?.hasPrefix("B") == true, "\(report)")
            #expect(report.steps.map(\.name).contains("ticket-reservation"))
        }

        @Test(
            "kiosk-sim citizen --flow eds: both certificates on the card for OpenSC and OpenSSL",
            .timeLimit(.minutes(3)))
        func eds() async throws {
            try RealPart.require(programs: "opensc-tool", "pkcs15-tool", "pkcs11-tool", "openssl")
            let stage = try Stage.here()
            let report = try await Citizen.run("eds", stage)
            #expect(report.outcome == "issued", "\(report)")
            #expect(Set(report.certificateSerials).count == 2)
            let application = try #require(report.applicationNumber)
            #expect(report.attempts == ["matched"])
            for step in ["eds-consent", "eds-notice", "eds-code", "eds-capturing", "eds-pin", "eds-writing"] {
                #expect(report.steps.map(\.name).contains(step))
            }
            let issued = try await stage.portal("SELECT serial FROM certificate WHERE application = '\(application)'")
            #expect(Set(issued.map(Citizen.plain)) == Set(report.certificateSerials.map(Citizen.plain)))
            try await eventually("the portal knows that the card is written") {
                try await stage.count("application WHERE number = '\(application)' AND state = 'written'") == 1
                    ? () : nil
            }
            try await stage.order("card", "insert")
            try await CardOracle(stage: stage, serials: report.certificateSerials).check()
            try await stage.order("card", "remove")
        }

        @Test(
            "kiosk-sim citizen --flow five-failures: five outcomes at the portal, a signed referral, the operator accepts",
            .timeLimit(.minutes(3)))
        func fiveFailures() async throws {
            try RealPart.require(programs: "zbarimg", "openssl")
            let stage = try Stage.here()
            let report = try await Citizen.run("five-failures", stage)
            #expect(report.outcome == "referral", "\(report)")
            #expect(report.code == "attempts.exhausted")
            #expect(report.attempts.count == 5)
            try await stage.waitForOutcomes(.other, report.attempts)
            let statement = try await Referral.read(stage)
            #expect(statement.outcomes == report.attempts)
            #expect(statement.iin == "0026")
            let desk = try await Desk.open(stage)
            let check = try await desk.check(.other)
            #expect(check.failures == 5)
            let accepted = try await desk.accept(.other)
            #expect(accepted.text.contains("class=\"success\""))
            #expect(
                try await stage.count("application WHERE iin = '\(Person.other.iin)' AND channel = 'operator'") == 1)
        }

        @Test(
            "B3: the evidence of a match is signed by the key of the kiosk's certificate, for OpenSSL; a changed byte fails",
            .timeLimit(.minutes(3)))
        func evidence() async throws {
            try RealPart.require(programs: "openssl")
            let stage = try Stage.here()
            // A match is sworn to before anything is issued: the card's part of the flow need not be gone through.
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            try await page.toCard(stage)
            try await stage.waitForOutcomes(.matching, ["matched"])
            let sworn = try await SwornEvidence(of: .matching, stage)
            #expect(sworn.content.outcome == "matched" && sworn.content.frames > 0, "\(sworn.content)")
            #expect(sworn.content.distance != nil && !sworn.content.modelHashes.isEmpty, "\(sworn.content)")
            try await sworn.check(stage)
            try await page.reset(stage)
            await page.close()
        }

        @Test("B5: with four failures the operator's page refuses and says the count")
        func fourFailures() async throws {
            let stage = try Stage.here()
            let desk = try await Desk.open(stage)
            let check = try await desk.check(.fourFailures)
            #expect(check.failures == 4)
            #expect(!check.text.contains("/operator/accept"))
            let refused = try await desk.accept(.fourFailures)
            #expect(refused.text.contains("attempts.too-few"))
            #expect(try await stage.count("application WHERE iin = '\(Person.fourFailures.iin)'") == 0)
        }

        @Test("a person with no failure yet is not accepted, an unknown one is named so")
        func strangers() async throws {
            let desk = try await Desk.open(try Stage.here())
            #expect(try await desk.accept(.child).text.contains("person.under-age"))
            #expect(try await desk.check(.unknown).text.contains("person.unknown"))
        }
    }
}
