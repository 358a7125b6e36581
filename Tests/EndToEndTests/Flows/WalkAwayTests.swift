import FoundationEssentials
import KioskTestSupport
import Testing

extension EndToEnd {
    /// Issue 7, "Bad input": who goes without a word, by kioskd's own clock (R2, DESIGN 5.7), from the camera and from the card.
    /// Every other step is followed to its end in WalkAwayTests of KioskDomain.
    @Suite("walked away without a word", .serialized, .stage(Stage.Settings(idleSeconds: 30)))
    struct WalkedAway {
        enum Place: String, CaseIterable, Sendable {
            case positioning = "eds-positioning"
            case pin = "eds-pin"
        }

        @Test(
            "time runs out, after a question: free by itself, nothing of the person on screen or disk, the card let go",
            .timeLimit(.minutes(4)), arguments: Place.allCases)
        func alone(_ place: Place) async throws {
            try RealPart.require(programs: "opensc-tool")
            let stage = try Stage.here()
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            let free = try await page.now()
            try await go(to: place, page, stage)
            try await page.until("asked for more time", within: .seconds(60)) {
                $0.screen == place.rawValue && $0.secondsLeft != nil
            }
            let end = place == .pin ? "take-card" : "idle"
            try await page.until(end, within: .seconds(120))
            if end == "take-card" {
                // Whoever else wants the card has it at once.
                let card = try await Tool.run(
                    "opensc-tool", ["--reader", "Virtual PCD 00 00", "--name"], limit: .seconds(20))
                #expect(card.succeeded, "the card is still held: \(card.standardError)")
                #expect(try await stage.order("card", "status").contains("pin=5 "))
                try await stage.order("card", "remove")
                try await page.until("idle")
            }
            // The comparison below says what is different.
            _ = try? await eventually("the screen is as it was before") { try await page.now() == free ? () : nil }
            let after = try await page.now()
            #expect(after == free)
            #expect(try stage.kept(Person.matching.iin) == [])
            await page.close()
        }

        private func go(to place: Place, _ page: Page, _ stage: Stage) async throws {
            switch place {
            case .positioning:
                try await page.toPositioning(.matching, stage)
                try await page.until("a picture of somebody") { $0.guidance == "good" }
            case .pin: try await page.toPIN(stage)
            }
        }
    }
}

extension Stage {
    /// Files of kioskd in which this stands as it is: its journal, what it runs with, its slips, its log.
    fileprivate func kept(_ mark: String) throws -> [String] {
        let folders = ["kiosk", "run", "slips"].map { folder.file($0) }
        let files = folders.flatMap { folder in
            ((try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []).map { "\(folder)/\($0)" }
        }
        return (files + [folder.file("kioskd.log")]).filter { path in
            // Sockets and pipes hold nothing, and would be waited for.
            let kind = try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
            guard kind == .typeRegular, let data = FileManager.default.contents(atPath: path) else { return false }
            return data.firstRange(of: Data(mark.utf8)) != nil
        }
    }
}
