import FoundationEssentials
import Glibc
import KioskTestSupport
import Testing

extension EndToEnd {
    /// Issue 4.6 and 4.9, with kioskd as the parent of kiosk-vision.
    @Suite("kiosk-vision below kioskd", .serialized, .stage(Stage.Settings(attemptSeconds: 5)))
    struct VisionHelper {
        @Test("Preview: pictures flow, each as the camera coded it (figure: make bench)", .timeLimit(.minutes(1)))
        func preview() async throws {
            let stage = try Stage.here()
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            try await page.toPositioning(.matching, stage)
            try await page.until("a good picture") { $0.guidance == "good" }
            let pictures = try await page.pictures(for: .seconds(4))
            #expect(pictures.count >= 8, "\(pictures.count) pictures in 4 s")
            // The virtual camera goes through a loop of pictures: what it codes once comes again byte by byte.
            #expect(pictures.allSatisfy { $0.starts(with: [0xFF, 0xD8]) && $0.suffix(2) == [0xFF, 0xD9] })
            try await page.reset(stage)
            await page.close()
        }

        @Test(
            "Killed or hung in mid attempt: said within two seconds; another helper goes on with the same attempt",
            .timeLimit(.minutes(1)), arguments: [SIGKILL, SIGSTOP])
        func lostHelper(signal: Int32) async throws {
            let stage = try Stage.here()
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            let attempts = try await stage.outcomes(.matching).count
            try await capture(page, stage)
            kill(try await helper(of: stage), signal)
            let from = ContinuousClock.now
            try await page.until("eds-camera-away")
            #expect(ContinuousClock.now - from < .seconds(2))
            try await page.until("eds-insert-card", within: .seconds(30))
            try await page.reset(stage)
            await page.close()
            try await stage.waitForOutcomes(.matching, ["matched"])
            #expect(try await stage.outcomes(.matching).count == attempts + 1)
        }

        @Test(
            "Hung in mid attempt and never back: said within two seconds, a technical error; the next attempt works",
            .timeLimit(.minutes(2)), arguments: ["#!/bin/sh\nexit 1\n", "#!/bin/sh\nexec sleep 120\n"])
        func lostForGood(instead program: String) async throws {
            let stage = try Stage.here()
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            let attempts = try await stage.outcomes(.matching).count
            try await capture(page, stage)
            try stage.replaceVision(by: program)
            kill(try await helper(of: stage), SIGSTOP)
            let from = ContinuousClock.now
            try await page.until("eds-camera-away")
            #expect(ContinuousClock.now - from < .seconds(2))
            let failed = try await page.until("eds-failed", within: .seconds(20))
            #expect(failed.outcome == "technical-error")
            #expect(failed.attemptsLeft == 4)
            try stage.replaceVision(by: nil)
            try await page.act("try-again")
            try await page.until("a good picture", within: .seconds(60)) { $0.guidance == "good" }
            try await page.act("start")
            try await page.until("eds-insert-card", within: .seconds(60))
            try await page.reset(stage)
            await page.close()
            try await stage.waitForOutcomes(.matching, ["technical-error", "matched"])
            #expect(try await stage.outcomes(.matching).count == attempts + 2)
        }

        /// An attempt under way, whose person has just come back before the camera.
        private func capture(_ page: Page, _ stage: Stage) async throws {
            try await page.toPositioning(.matching, stage)
            try await page.until("a good picture") { $0.guidance == "good" }
            try await stage.order("camera", "empty")
            try await page.until("an empty room") { $0.guidance == "no-face" }
            try await page.act("start")
            try await page.until("eds-capturing")
            try await stage.order("camera", "person obama3")
        }

        private func helper(of stage: Stage) async throws -> pid_t {
            let kiosk = try #require(stage.child("kioskd"))
            return try await eventually("kiosk-vision") {
                let found = try await Tool.run("pgrep", ["-P", "\(kiosk.process)", "kiosk-vision"]).standardOutput
                return pid_t(found.prefix { $0.isNumber })
            }
        }
    }
}
