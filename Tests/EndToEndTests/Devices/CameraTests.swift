import KioskTestSupport
import Testing

extension EndToEnd {
    /// Issue 2, "Bad input": what the camera may see, and a camera that goes.
    @Suite("camera", .serialized, .stage(Stage.Settings(attemptSeconds: 5)))
    struct Camera {
        @Test(
            "two faces, darkness, nobody: the guidance says it, the attempt ends with that reason",
            .timeLimit(.minutes(1)),
            arguments: [
                ("two-faces", "several-faces", "several-faces"), ("dark", "too-dark", "poor-lighting"),
                ("empty", "no-face", "no-face"),
            ])
        func badPicture(_ scene: String, _ guidance: String, _ outcome: String) async throws {
            let stage = try Stage.here()
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            try await stage.order("camera", scene)
            try await page.toPositioning(.matching, stage)
            try await page.until("guidance \(guidance)") { $0.guidance == guidance }
            try await page.act("start")
            let failed = try await page.until("eds-failed")
            #expect(failed.outcome == outcome)
            try await stage.order("camera", "person obama3")
            try await succeed(page, stage)
            await page.close()
            try await stage.waitForOutcomes(.matching, [outcome, "matched"])
        }

        @Test("lost before Start: no attempt opens, and the person is sent on with a slip")
        func lostBefore() async throws {
            let stage = try Stage.here()
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            let attempts = try await stage.outcomes(.matching).count
            try await page.toPositioning(.matching, stage)
            try await page.until("a good picture") { $0.guidance == "good" }
            try await stage.order("camera", "unplug")
            try await page.until("the fault") { $0.screen == "eds-positioning" && $0.code != nil }
            try await page.act("start")
            #expect(try await page.now().screen == "eds-positioning")
            let slips = try await stage.slips()
            try await page.act("cancel")
            let end = try await page.untilEnded("ending-refused")
            #expect(end.code?.hasPrefix("camera.") == true)
            #expect(try await stage.slips() == slips + 1)
            #expect(try await stage.outcomes(.matching).count == attempts)
            try await stage.order("camera", "plug")
            try await page.reset(stage)
            await page.close()
        }

        @Test("lost in mid attempt and back within ten seconds: the same attempt goes on", .timeLimit(.minutes(1)))
        func lostAndBack() async throws {
            let stage = try Stage.here()
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            let attempts = try await stage.outcomes(.matching).count
            try await capture(page, stage)
            try await stage.order("camera", "unplug")
            try await page.until("eds-camera-away")
            try await stage.order("camera", "person obama3")
            try await stage.order("camera", "plug")
            try await page.until("eds-capturing")
            try await page.until("eds-insert-card", within: .seconds(60))
            try await page.reset(stage)
            await page.close()
            try await stage.waitForOutcomes(.matching, ["matched"])
            #expect(try await stage.outcomes(.matching).count == attempts + 1)
        }

        @Test("lost in mid attempt and not back: a technical error, counted once", .timeLimit(.minutes(1)))
        func lostForGood() async throws {
            let stage = try Stage.here()
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            try await capture(page, stage)
            try await stage.order("camera", "unplug")
            try await page.until("eds-camera-away")
            let failed = try await page.until("eds-failed", within: .seconds(30))
            #expect(failed.outcome == "technical-error")
            #expect(failed.attemptsLeft == 4)
            try await stage.order("camera", "person obama3")
            try await stage.order("camera", "plug")
            try await succeed(page, stage)
            await page.close()
            try await stage.waitForOutcomes(.matching, ["technical-error", "matched"])
        }

        /// Who comes for whom a fifth failure is made by clicks, what the camera shows, and how many of the five are made here.
        struct Failing: Sendable {
            var person: Person
            var scene = "person obama3"
            var here = 5
        }

        /// By the language of the clicks: four failures elsewhere before, another face, no portrait.
        static let failing = [
            "kk": Failing(person: .fourFailures, scene: "empty", here: 1), "ru": Failing(person: .other),
            "en": Failing(person: .withoutPortrait),
        ]

        @Test(
            "B1, B4: the fifth failure by clicks ends in a referral, its signed outcomes printed, and there is no sixth attempt",
            .timeLimit(.minutes(4)), arguments: Programs.languages)
        func referral(_ language: String) async throws {
            try RealPart.require(programs: "zbarimg", "openssl")
            let stage = try Stage.here()
            let failing = try #require(Self.failing[language])
            let (person, slips) = (failing.person, try await stage.slips())
            let options = ["--iin", person.iin, "--document", person.document, "--birth", person.born]
            try await stage.order("camera", failing.scene)
            try await stage.click(["referral"], language, options)
            try await stage.order("camera", "person obama3")
            #expect(try await stage.slips() == slips + 1)
            let statement = try await Referral.read(stage)
            #expect(statement.outcomes.count == failing.here && statement.iin == String(person.iin.suffix(4)))
            try await stage.waitForOutcomes(person, statement.outcomes)
            // Whoever comes again is sent on before any code, with another slip.
            let again = try await stage.click(["referral"], language, options)
            #expect(again.first?.ended == "ending-referral")
            #expect(try await stage.slips() == slips + 2)
            #expect(try await stage.outcomes(person).count == failing.here)
        }

        /// An attempt under way that does not end at once: the camera shows an empty room.
        private func capture(_ page: Page, _ stage: Stage) async throws {
            try await page.toPositioning(.matching, stage)
            try await page.until("a good picture") { $0.guidance == "good" }
            try await stage.order("camera", "empty")
            try await page.until("an empty room") { $0.guidance == "no-face" }
            try await page.act("start")
            try await page.until("eds-capturing")
        }

        /// One more attempt that matches, which closes the count (B6).
        private func succeed(_ page: Page, _ stage: Stage) async throws {
            try await page.act("try-again")
            try await page.until("a good picture") { $0.guidance == "good" }
            try await page.act("start")
            try await page.until("eds-insert-card", within: .seconds(60))
            try await page.reset(stage)
        }
    }
}
