import FoundationEssentials
import KioskTestSupport
import Testing

extension EndToEnd {
    /// Issue 7, item 1: the holder revokes the EDS at the kiosk, with the real portal, kiosk and card.
    @Suite("revocation by the holder", .serialized, .stage())
    struct OwnRevocation {
        @Test(
            "E7: kiosk-sim citizen --flow revoke: the EDS signs its own end; OCSP says so at once; a slip comes",
            .timeLimit(.minutes(4)))
        func revoked() async throws {
            try RealPart.require(programs: "openssl", "sqlite3")
            let stage = try Stage.here()
            let issued = try await Citizen.run("eds", stage)
            try #require(issued.outcome == "issued", "\(issued)")
            for serial in issued.certificateSerials { #expect(try await stage.status(of: serial).contains(": good")) }
            let slips = try await stage.slips()
            let report = try await Citizen.run("revoke", stage)
            #expect(report.outcome == "revoked", "\(report)")
            #expect(Set(report.certificateSerials) == Set(issued.certificateSerials))
            #expect(report.attempts.isEmpty, "no face is asked for")
            for step in ["card-shown", "revocation-cause", "revocation-pin", "ending-eds-revoked"] {
                #expect(report.steps.map(\.name).contains(step), "\(step)")
            }
            #expect(try await stage.slips() == slips + 1)
            for serial in issued.certificateSerials {
                let status = try await stage.status(of: serial)
                #expect(status.contains(": revoked") && status.contains("cessationOfOperation"), "\(status)")
            }
            // The same EDS again: it signs, and the portal knows that it was revoked; nothing is done twice.
            #expect(try await Citizen.run("revoke", stage).outcome == "revoked")
            #expect(try await stage.count("revocation") == issued.certificateSerials.count)
        }

        @Test("E9, R2: a wrong PIN counts once; who draws the card or cancels has revoked nothing")
        func walkedAway() async throws {
            let stage = try Stage.here()
            let before = try await stage.count("revocation")
            _ = try await Citizen.run("eds", stage)
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            try await toPIN(page, stage)
            let pad = try await page.until("the pad") { $0.screen == "revocation-pin" && $0.pad != nil }
            try await page.enter("111111", on: pad)
            try await page.until("asked again") { $0.screen == "revocation-pin" && $0.code == "pin.wrong" }
            #expect(try await stage.order("card", "status").contains("pin=4 "))
            try await page.act("cancel")
            try await page.until("card-shown")
            try await stage.order("card", "remove")
            try await page.until("idle")
            try await toPIN(page, stage)
            try await stage.order("card", "remove")
            try await page.until("card-insert")
            try await page.act("cancel")
            try await page.until("idle")
            #expect(try await stage.count("revocation") == before)
            await page.close()
        }

        private func toPIN(_ page: Page, _ stage: Stage) async throws {
            try await page.act("language", ["value": "en"])
            try await page.act("service", ["value": "my-card"])
            try await page.until("card-insert")
            try await stage.order("card", "insert")
            try await page.until("card-shown")
            try await page.act("revoke-eds")
            try await page.until("revocation-cause")
            try await page.act("revoke-for", ["value": "key-compromise"])
            try await page.until("revocation-pin")
        }
    }
}
