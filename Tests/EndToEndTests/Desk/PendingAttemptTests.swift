import FoundationEssentials
import KioskTestSupport
import Testing

extension EndToEnd {
    /// Issue 6, item 4: what only this kiosk knows of a person's attempts is shown to the operator.
    @Suite("pending attempts at the desk", .serialized, .stage(Stage.Settings(attemptSeconds: 5)))
    struct PendingAttempts {
        /// A row of the page's table for each attempt.
        private func rows(_ answer: Desk.Answer) -> [String] {
            answer.text.components(separatedBy: "<tr><td>").dropFirst().filter { $0.contains("kiosk") }
                .map { String($0.prefix { $0 != "\n" }) }
        }

        @Test(
            "B1, B5: an attempt that ends while the portal is down is shown as pending; once it is back, once and counted",
            .timeLimit(.minutes(2)))
        func portalDown() async throws {
            let stage = try Stage.here()
            let desk = try await Desk.open(stage)
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            try await stage.order("camera", "empty")
            try await page.toPositioning(.other, stage)
            try await page.until("an empty room") { $0.guidance == "no-face" }
            try await page.act("start")
            try await page.until("eds-capturing")
            try await stage.child("portal")?.kill9()
            #expect(try await page.until("eds-failed", within: .seconds(60)).outcome == "no-face")

            let away = try await desk.check(.other)
            #expect(away.code == "portal.unreachable" && away.failures == nil, "\(away.text)")
            #expect(rows(away).count == 1 && rows(away).first?.contains("not yet") == true, "\(rows(away))")
            #expect(!away.text.contains("formaction=\"/operator/accept\""))
            // Nobody else's: the page of another person is empty.
            #expect(rows(try await desk.check(.matching)).isEmpty)

            try await stage.startPortal()
            try await stage.waitForOutcomes(.other, ["no-face"])
            let back = try await eventually("the portal's answer is settled here") {
                let answer = try await desk.check(.other)
                return answer.failures == 1 && self.rows(answer).first?.contains("not yet") == false ? answer : nil
            }
            #expect(rows(back).count == 1, "\(rows(back))")
            try await stage.order("camera", "person obama3")
            try await page.reset(stage)
            await page.close()
        }
    }
}
