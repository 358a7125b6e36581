import FoundationEssentials
import KioskTestSupport
import Testing

extension EndToEnd {
    /// Issue 4, item 4: where the reference comes from, and what is said when there is none to match against.
    @Suite("reference portrait", .serialized, .stage(Stage.Settings(documentOf: .withoutPortrait)))
    struct ReferencePortrait {
        @Test("no portrait at the portal: the chip of the own document, a match, the EDS", .timeLimit(.minutes(3)))
        func chip() async throws {
            let stage = try Stage.here()
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            try await page.toPositioning(.withoutPortrait, stage)
            #expect(try await page.now().code == "face.reference-missing")
            try await page.act("use-document")
            try await page.until("eds-document-key")
            try await page.act("document-key", ["kind": "can", "value": "000000"])
            try await page.until("eds-insert-document")
            try await stage.order("card", "insert")
            try await page.until("the wrong number is asked for again") {
                $0.screen == "eds-document-key" && $0.code == "chip.access-denied"
            }
            try await page.act("document-key", ["kind": "can", "value": Stage.can])
            try await page.until("eds-positioning", within: .seconds(60))
            #expect(try await stage.outcomes(.withoutPortrait) == [], "nothing has been opened before Start")
            try await stage.exchangeDocumentForCard(of: .withoutPortrait)
            try await page.until("a good picture") { $0.guidance == "good" }
            try await page.act("start")
            try await page.until("eds-insert-card", within: .seconds(60))
            try await stage.order("card", "insert")
            let pin = try await page.until("the PIN pad") { $0.screen == "eds-pin" && $0.pad != nil }
            try await page.enter(Person.pin, on: pin)
            try await page.untilIssued()
            try await stage.waitForOutcomes(.withoutPortrait, ["matched"])
            try await page.reset(stage)
            await page.close()
        }

        @Test("a poor portrait at the portal is said before the first attempt, which needs no camera and counts")
        func poor() async throws {
            let stage = try Stage.here()
            // The register's picture is another one from now on; the portal judges it when it is asked for.
            let file = stage.folder.file("portraits/biden.jpg")
            try FileManager.default.removeItem(atPath: file)
            try Data(base64Encoded: Self.empty).map { try $0.write(to: URL(filePath: file)) }
            let page = try await Page.open(port: stage.screens)
            try await eventually("the portal has judged it", within: .seconds(60)) {
                try await page.reset(stage)
                try await page.toPositioning(.other, stage)
                return try await page.now().screen == "eds-no-portrait" ? () : nil
            }
            let view = try await page.now()
            #expect(view.code == "face.reference-poor" && view.attemptsLeft == 5)
            #expect(try await stage.outcomes(.other) == [])
            try await page.act("start")
            let failed = try await page.until("eds-failed")
            #expect(failed.outcome == "no-reference-photo" && failed.attemptsLeft == 4)
            try await stage.waitForOutcomes(.other, ["no-reference-photo"])
            try await page.reset(stage)
            await page.close()
        }

        /// A grey picture with nobody in it, JPEG.
        private static let empty = """
            /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAYEBQYFBAYGBQYHBwYIChAKCgkJChQODwwQFxQYGBcUFhYaHSUfGhsjHBYWICwgIyYn\
            KSopGR8tMC0oMCUoKSj/wAALCADIAKABAREA/8QAFQABAQAAAAAAAAAAAAAAAAAAAAH/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/9oA\
            CAEBAAA/AIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\
            AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAP//Z
            """
    }
}
