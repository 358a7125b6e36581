import FoundationEssentials
import KioskTestSupport
import Testing

extension EndToEnd {
    /// Issue 7, item 1: whoever lost the card revokes its EDS by face and SMS code, with the real portal, kiosk and camera.
    @Suite("revocation by face", .serialized, .stage())
    struct LostEDS {
        @Test(
            "E7: kiosk-sim citizen --flow revoke-by-face: no card, one attempt, OCSP says so at once; a slip names the EDS",
            .timeLimit(.minutes(4)))
        func revoked() async throws {
            try RealPart.require(programs: "openssl", "sqlite3")
            let stage = try Stage.here()
            let issued = try await Citizen.run("eds", stage)
            try #require(issued.outcome == "issued", "\(issued)")
            for serial in issued.certificateSerials { #expect(try await stage.status(of: serial).contains(": good")) }
            let (slips, applications) = (try await stage.slips(), try await stage.count("application"))
            let report = try await Citizen.run("revoke-by-face", stage)
            #expect(report.outcome == "revoked", "\(report)")
            #expect(report.attempts == ["matched"])
            #expect(Set(report.certificateSerials).isSuperset(of: issued.certificateSerials))
            let steps = report.steps.map(\.name)
            for step in ["card-insert", "eds-consent", "eds-code", "lost-eds-choosing", "lost-eds-confirming"] {
                #expect(steps.contains(step), "\(step)")
            }
            #expect(!steps.contains("eds-notice") && !steps.contains { $0.contains("pin") }, "no keys, no card")
            #expect(try await stage.slips() == slips + 1)
            #expect(try await stage.count("application") == applications)
            for serial in issued.certificateSerials {
                let status = try await stage.status(of: serial)
                #expect(status.contains(": revoked") && status.contains("keyCompromise"), "\(status)")
            }
            // Nothing is valid any more: said so, after the same proof.
            let again = try await Citizen.run("revoke-by-face", stage)
            #expect(again.outcome == "refused" && again.code == "certificate.none-valid", "\(again)")
        }

        /// Where a person may walk away.
        enum Place: String, CaseIterable, Sendable {
            case consent = "eds-consent"
            case identity = "eds-identity"
            case code = "eds-code"
            case choosing = "lost-eds-choosing"
            case reason = "lost-eds-reason"
            case confirming = "lost-eds-confirming"
        }

        @Test(
            "who walks away at any step has revoked nothing and leaves nothing on the screen", .timeLimit(.minutes(3)),
            arguments: Place.allCases)
        func walkedAway(_ place: Place) async throws {
            let stage = try Stage.here()
            if try await stage.count("certificate WHERE serial NOT IN (SELECT serial FROM revocation)") == 0 {
                _ = try await Citizen.run("eds", stage)
            }
            let before = try await stage.count("revocation")
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            try await go(to: place, page, stage)
            try await page.act("cancel")
            let view = try await page.until("idle")
            #expect(view.liveSets == nil)
            #expect(try await stage.count("revocation") == before)
            await page.close()
        }

        private func go(to place: Place, _ page: Page, _ stage: Stage) async throws {
            try await page.act("language", ["value": "en"])
            try await page.act("service", ["value": "my-card"])
            try await page.until("card-insert")
            try await page.act("card-lost")
            try await page.until("eds-consent")
            if place == .consent { return }
            try await page.act("consent")
            try await page.until("eds-identity")
            if place == .identity { return }
            try await page.act(
                "identity",
                [
                    "iin": Person.matching.iin, "documentNumber": Person.matching.document,
                    "birthDate": Person.matching.born,
                ])
            try await page.until("eds-code")
            if place == .code { return }
            try await page.act("code", ["value": try await stage.code(.matching)])
            try await page.until("a good picture") { $0.screen == "eds-positioning" && $0.guidance == "good" }
            try await page.act("start")
            let view = try await page.until("lost-eds-choosing")
            if place == .choosing { return }
            let first = try #require(view.liveSets?.first)
            try await page.act("lost-eds", ["value": first])
            try await page.until("lost-eds-reason")
            if place == .reason { return }
            try await page.act("revoke-for", ["value": "key-compromise"])
            try await page.until("lost-eds-confirming")
        }
    }
}
