import Glibc
import KioskTestSupport
import Testing

extension EndToEnd {
    /// Issue 7: the line lost and kioskd ended while an application for an EDS is on its way to the portal.
    @Suite("an application on its way", .serialized, .stage())
    struct Submission {
        /// Applications of attempts at this kiosk; no attempt may have two.
        private func doubled(_ stage: Stage) async throws -> [String] {
            try await stage.portal(
                "SELECT number FROM application WHERE attemptSequence IS NOT NULL GROUP BY attemptSource, attemptSequence HAVING COUNT(*) > 1"
            )
        }

        /// The match is being made; the portal stands still from here on, and answers nothing.
        private func frozen(_ page: Page, _ stage: Stage) async throws {
            try await page.toPositioning(.matching, stage)
            try await page.until("a good picture") { $0.guidance == "good" }
            try await page.act("start")
            try await page.until("eds-capturing")
            try #require(stage.child("portal")).send(SIGSTOP)
        }

        @Test(
            "the line is lost: the match is kept, the person tries again, and there is one application",
            .timeLimit(.minutes(3)))
        func lineLost() async throws {
            let stage = try Stage.here()
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            let before = try await stage.count("application")
            try await frozen(page, stage)
            let lost = try await page.until("eds-retry", within: .seconds(90))
            #expect(lost.code == "portal.unreachable")
            try #require(stage.child("portal")).send(SIGCONT)
            try await page.act("try-again")
            try await page.until("the card is asked for", within: .seconds(60)) {
                $0.screen == "eds-insert-card" || $0.screen == "eds-retry"
            }
            if try await page.now().screen == "eds-retry" { try await page.act("try-again") }
            try await page.until("eds-insert-card", within: .seconds(60))
            #expect(try await stage.count("application") == before + 1, "sent twice, made once")
            #expect(try await doubled(stage).isEmpty)
            try await stage.order("card", "insert")
            let pad = try await page.until("the pad") { $0.screen == "eds-pin" && $0.pad != nil }
            try await page.enter(Person.pin, on: pad)
            let end = try await page.untilIssued()
            #expect(try await stage.count("certificate WHERE application = '\(end.applicationNumber ?? "")'") == 2)
            try await page.reset(stage)
            await page.close()
        }

        @Test(
            "kioskd is ended meanwhile: the match reaches the portal, nothing is made twice, the person goes on later",
            .timeLimit(.minutes(4)))
        func ended() async throws {
            let stage = try Stage.here()
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            let applications = try await stage.count("application")
            let matches = try await stage.outcomes(.matching).count { $0 == "matched" }
            try await frozen(page, stage)
            try await page.until("the application is on its way", within: .seconds(60)) { $0.screen == "eds-applying" }
            try await stage.child("kioskd")?.kill9()
            await page.close()
            try #require(stage.child("portal")).send(SIGCONT)
            try await stage.startKiosk()
            try await eventually("the portal has the match, once", within: .seconds(60)) {
                try await stage.outcomes(.matching).count { $0 == "matched" } == matches + 1 ? () : nil
            }
            try await stage.waitUntilSent()
            #expect(try await stage.outcomes(.matching).count { $0 == "matched" } == matches + 1)
            let made = try await stage.count("application") - applications
            #expect(made <= 1, "\(made)")
            #expect(try await doubled(stage).isEmpty)

            let next = try await Page.open(port: stage.screens)
            try await next.reset(stage)
            let pad = try await next.toPIN(stage)
            try await next.enter(Person.pin, on: pad)
            let end = try await next.untilIssued()
            #expect(try await stage.count("certificate WHERE application = '\(end.applicationNumber ?? "")'") == 2)
            #expect(try await stage.count("application") == applications + made + 1)
            #expect(try await doubled(stage).isEmpty)
            try await next.reset(stage)
            await next.close()
        }
    }
}
