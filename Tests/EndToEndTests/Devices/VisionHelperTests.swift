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
            try await page.toPositioning(.matching, stage)
            try await page.until("a good picture") { $0.guidance == "good" }
            try await stage.order("camera", "empty")
            try await page.until("an empty room") { $0.guidance == "no-face" }
            try await page.act("start")
            try await page.until("eds-capturing")
            try await stage.order("camera", "person obama3")
            kill(try await helper(of: stage), signal)
            let from = ContinuousClock.now
            try await page.until("eds-camera-away")
            #expect(ContinuousClock.now - from < .seconds(2.5))
            try await page.until("eds-insert-card", within: .seconds(30))
            try await page.reset(stage)
            await page.close()
            try await stage.waitForOutcomes(.matching, ["matched"])
            #expect(try await stage.outcomes(.matching).count == attempts + 1)
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
