import FoundationEssentials
import KioskTestSupport
import Testing

extension EndToEnd {
    /// Issue 4, item 3: a still face before the camera, which does not do what the screen asks.
    @Suite("challenge before the camera", .serialized, .stage(Stage.Settings(attemptSeconds: 20, challenge: "turns")))
    struct Challenge {
        @Test(
            """
            who does not turn fails for it; that counts, the portal has challenge and steps, and after the fifth failure \
            the operator's way opens
            """,
            .timeLimit(.minutes(3)))
        func still() async throws {
            let stage = try Stage.here()
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            try await page.toPositioning(.fourFailures, stage)
            try await page.until("a good picture") { $0.guidance == "good" }
            try await page.act("start")
            try await page.untilEnded("ending-referral", within: .seconds(90))
            try await stage.waitForOutcomes(.fourFailures, ["liveness-failed"])
            let sworn = try await Self.evidence(.fourFailures, stage)
            #expect(sworn.contains(#""challenge":"turns""#) && sworn.contains(#""passed":false"#))
            #expect(sworn.contains(#""action":""#) && sworn.contains(#""remarks":{"#))
            let desk = try await Desk.open(stage)
            #expect(try await desk.check(.fourFailures).failures == 5)
            #expect(try await desk.accept(.fourFailures).text.contains("attempts.too-few") == false)
            try await page.reset(stage)
            await page.close()
        }

        @Test("who cannot turn is asked for something else, and the evidence says so", .timeLimit(.minutes(3)))
        func gentle() async throws {
            let stage = try Stage.here()
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            try await page.toPositioning(.matching, stage)
            try await page.act("cannot-turn", ["value": "yes"])
            try await page.until("a good picture") { $0.guidance == "good" }
            try await page.act("start")
            try await page.until("the end of the attempt", within: .seconds(90)) { $0.outcome == "liveness-failed" }
            try await stage.waitForOutcomes(.matching, ["liveness-failed"])
            #expect(try await Self.evidence(.matching, stage).contains(#""challenge":"gentle""#))
            try await page.reset(stage)
            await page.close()
        }

        /// What the kiosk swore about the person's newest attempt, as JSON.
        static func evidence(_ person: Person, _ stage: Stage) async throws -> String {
            let text = try await stage.portal(
                """
                SELECT evidence FROM attempt WHERE iin = '\(person.iin)' AND channel = 'kiosk'
                ORDER BY position DESC LIMIT 1
                """
            ).first
            let parts = try #require(text).split(separator: ".")
            var payload = try #require(parts.dropFirst().first)
                .replacing("-", with: "+").replacing("_", with: "/")
            payload += String(repeating: "=", count: (4 - payload.count % 4) % 4)
            return String(decoding: try #require(Data(base64Encoded: String(payload))), as: UTF8.self)
        }
    }
}

extension EndToEnd {
    /// Issue 4, item 8: the virtual head turns when the screen asks, seen by kiosk-vision, asked by kioskd.
    @Suite(
        "challenge with a head that follows", .serialized,
        .stage(Stage.Settings(attemptSeconds: 20, challenge: "turns", headFollows: true, faceLiveness: true)))
    struct FollowedChallenge {
        @Test("two steps are asked and done: matched, and the evidence swears to both", .timeLimit(.minutes(4)))
        func matched() async throws {
            let stage = try Stage.here()
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            try await page.toPositioning(.matching, stage)
            try await page.until("a good picture") { $0.guidance == "good" }
            try await page.act("start")
            try await stage.waitForOutcomes(.matching, ["matched"])
            let sworn = try await Challenge.evidence(.matching, stage)
            #expect(sworn.contains(#""challenge":"turns""#) && sworn.contains(#""passed":true"#), "\(sworn)")
            let steps = ["turn-left", "turn-right", "come-closer"].filter { sworn.contains(#""action":"\#($0)""#) }
            #expect(steps.count == 2, "\(sworn)")
            try await page.reset(stage)
            await page.close()
        }

        @Test(
            "B2, B4: who cannot turn does what is asked instead; here that is no success, it counts, and an operator may serve",
            .timeLimit(.minutes(4)))
        func insufficient() async throws {
            let stage = try Stage.here()
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            try await page.toPositioning(.fourFailures, stage)
            try await page.act("cannot-turn", ["value": "yes"])
            try await page.until("a good picture") { $0.guidance == "good" }
            try await page.act("start")
            try await page.untilEnded("ending-referral", within: .seconds(90))
            try await stage.waitForOutcomes(.fourFailures, ["liveness-failed"])
            let sworn = try await Challenge.evidence(.fourFailures, stage)
            #expect(sworn.contains(#""challenge":"gentle""#) && sworn.contains(#""passed":true"#), "\(sworn)")
            let desk = try await Desk.open(stage)
            #expect(try await desk.check(.fourFailures).failures == 5)
            #expect(try await desk.accept(.fourFailures).text.contains("attempts.too-few") == false)
            try await page.reset(stage)
            await page.close()
        }
    }
}
