import KioskDevices
import KioskDomain
import Testing

@testable import KioskScreens

/// Issue 7.5: photo and specimen go to and from the page that holds the screen, and to nobody else.
@Suite("Photo and signature specimen of the screen") struct PortraitRouteTests {
    private func snapshot() throws -> KioskSnapshot {
        Stages.snapshot(.exchange(.english, .specimen(try Stages.exchangeDraft(), nil)))
    }

    @Test("neither is had or taken without the screen; a specimen is a PNG of at most 128 KiB")
    func guarded() async throws {
        let host = ScriptedHost(try snapshot())
        try await Page.serve(host) { page in
            let token = try await page.claim()
            let png = ["Content-Type": "image/png"]
            for answer in [
                try await page.get("/photo.jpg"), try await page.get("/photo.jpg?token=guess"),
                try await page.post("/api/specimen", "x", png),
            ] { #expect(answer.status == 403) }
            let held = png.merging(["X-Screen-Token": token]) { $1 }
            #expect(try await page.post("/api/specimen", "x", ["X-Screen-Token": token]).status == 400)
            let long = try await page.post("/api/specimen", String(repeating: "x", count: 131_073), held)
            #expect(long.status >= 400)
            #expect(await host.specimens.isEmpty)
            #expect(try await page.post("/api/specimen", "drawn", held).status == 200)
            #expect(await host.specimens == [5])
        }
    }

    @Test("I2 in exactly its words, without code, reason and slip", arguments: Language.allCases)
    func unavailable(_ language: Language) throws {
        let snapshot = Stages.snapshot(.ending(language, .exchangeUnavailable, nil))
        let view = StageView(snapshot)
        let texts: [Language: String] = [
            .russian: "Оформление недоступно, обратитесь в ЦОН", .kazakh: "Рәсімдеу қолжетімсіз, ХҚКО-ға жүгініңіз",
            .english: "The service is not available, please go to a Public Service Centre",
        ]
        #expect(view.title[language] == texts[language])
        #expect(view.lead == nil && view.content["code"] == nil && view.content["reason"] == nil)
        #expect(view.content["slip"] == nil)
    }
}
