import FoundationEssentials
import KioskTestSupport
import Testing

extension EndToEnd {
    /// Issue 7, item 1: a new EDS with the one on the card, with the real portal, kiosk and card.
    @Suite("reissue", .serialized, .stage(Stage.Settings(cardKeys: "rsa2048")))
    struct Reissue {
        @Test(
            "E6: kiosk-sim citizen --flow reissue: new keys for OpenSC and OpenSSL, the former set superseded",
            .timeLimit(.minutes(4)))
        func renewed() async throws {
            try RealPart.require(programs: "opensc-tool", "pkcs15-tool", "pkcs11-tool", "openssl")
            let stage = try Stage.here()
            let first = try await Citizen.run("eds", stage)
            try #require(first.outcome == "issued", "\(first)")
            let report = try await Citizen.run("reissue", stage)
            #expect(report.outcome == "issued", "\(report)")
            #expect(Set(report.certificateSerials).isDisjoint(with: first.certificateSerials))
            #expect(report.attempts.isEmpty, "no face is asked for")
            for step in ["card-shown", "reissue-notice", "reissue-pin", "eds-pin", "eds-writing"] {
                #expect(report.steps.map(\.name).contains(step), "\(step)")
            }
            let former = try await stage.portal("SELECT serial FROM revocation WHERE cause = 'superseded'")
            #expect(Set(former.map(Citizen.plain)) == Set(first.certificateSerials.map(Citizen.plain)))
            try await stage.order("card", "insert")
            try await CardOracle(stage: stage, serials: report.certificateSerials).check()
            try await stage.order("card", "remove")
        }

        @Test("E9: a wrong PIN counts once and is asked for again; cancel leads back to the card, whose EDS stays")
        func wrongPIN() async throws {
            let stage = try Stage.here()
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            try await page.act("language", ["value": "en"])
            try await page.act("service", ["value": "my-card"])
            try await page.until("card-insert")
            try await stage.order("card", "insert")
            try await page.until("card-shown")
            try await page.act("reissue")
            try await page.until("reissue-notice")
            try await page.act("confirm-notice")
            let pad = try await page.until("the pad") { $0.screen == "reissue-pin" && $0.pad != nil }
            try await page.enter("111111", on: pad)
            try await page.until("asked again") { $0.screen == "reissue-pin" && $0.code == "pin.wrong" }
            #expect(try await stage.order("card", "status").contains("pin=4 "))
            try await page.act("cancel")
            try await page.until("card-shown")
            #expect(try await stage.count("application WHERE channel = 'reissue' AND state = 'confirmed'") == 0)
            try await stage.order("card", "remove")
            try await page.until("idle")
            await page.close()
        }
    }
}
