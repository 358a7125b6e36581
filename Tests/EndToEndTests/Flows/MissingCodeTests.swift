import FoundationEssentials
import KioskTestSupport
import Testing

extension EndToEnd {
    /// L3 where a code is awaited before anything is open, with the real portal.
    @Suite("codes that did not come", .serialized, .stage())
    struct MissingCodes {
        @Test(
            "L3: reported before the camera, for an application and for a lost card; then the code can still be typed",
            .timeLimit(.minutes(2)), arguments: ["eds-code", "application-code", "lost"])
        func reported(_ place: String) async throws {
            let stage = try Stage.here()
            let (before, page) = (try await stage.count("missingCode"), try await Page.open(port: stage.screens))
            try await page.reset(stage)
            let screen = try await go(to: place, page)
            try await page.act("code-missing")
            try await page.until("missing-code")
            try await page.act("code-missing-for", ["value": "zero-balance"])
            try await page.until("missing-code-phone")
            // +7 and nine digits are a number with one missing.
            try await page.act("phone", ["value": "+7701000007"])
            try await page.until("asked again") { $0.screen == "missing-code-phone" && $0.code == "phone.invalid" }
            try await page.act("phone", ["value": "7010000077"])
            try await page.until("missing-code-report")
            try await page.act("send-report")
            let view = try await page.until("missing-code-reported")
            #expect(view.report?.hasPrefix("R") == true)
            #expect(try await stage.count("missingCode") == before + 1)
            try await page.act("try-again")
            try await page.until(screen)
            try await page.act("code", ["value": try await stage.code(.matching)])
            try await page.until("the code was taken") {
                $0.screen == "eds-positioning" || $0.screen == "application-number"
            }
            try await page.reset(stage)
            await page.close()
        }

        private func go(to place: String, _ page: Page) async throws -> String {
            try await page.act("language", ["value": "en"])
            if place == "application-code" {
                try await page.act("service", ["value": "my-application"])
                try await page.until("application-number")
                try await page.act("application-number", ["value": "E000000001", "iin": Person.matching.iin])
                try await page.until("application-code")
                return "application-code"
            }
            if place == "lost" {
                try await page.act("service", ["value": "my-card"])
                try await page.until("card-insert")
                try await page.act("card-lost")
            } else {
                try await page.act("service", ["value": "eds-by-face"])
                try await page.until("eds-medium")
                try await page.act("medium", ["value": "id-card"])
            }
            try await page.until("eds-consent")
            try await page.act("consent")
            if place != "lost" {
                try await page.until("eds-notice")
                try await page.act("confirm-notice")
            }
            try await page.until("eds-identity")
            try await page.act(
                "identity",
                [
                    "iin": Person.matching.iin, "documentNumber": Person.matching.document,
                    "birthDate": Person.matching.born,
                ])
            try await page.until("eds-code")
            return "eds-code"
        }
    }
}
