import Foundation
import KioskTestSupport
import Testing

/// The other ways of using a screen, beside ``BrowserTests``: each walk takes minutes.
@Suite("Screens in a real browser, in the other ways", .serialized)
struct OtherWaysBrowserTests {
    @Test(
        """
        Buttons low down, plain words and four keys in three languages: every control in the lower half at 100 and 200 %, \
        reached by the keys, nothing told by colour alone; axe finds nothing
        """, arguments: ["portrait", "landscape"])
    func otherWays(_ orientation: String) async throws {
        try RealPart.require(programs: "chromium")
        let python = try await BrowserTests.python()
        try await BrowserTests.serveStages { page in
            var arguments = [
                "\(BrowserTests.repository)/Tests/EndToEndTests/Browser/stages.py", "--base", page.base, "--ways",
                "--orientations", orientation, "--axe", "ru",
            ]
            if let folder = RealPart.environment("KIOSK_SCREENSHOTS") { arguments += ["--out", folder] }
            let output = try await BrowserTests.run(python, arguments)
            #expect(output.succeeded, "\(output.standardOutput) \(output.standardError.suffix(2000))")
        }
    }
}
