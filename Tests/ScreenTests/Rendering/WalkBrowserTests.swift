import Foundation
import KioskTestSupport
import Testing

/// The other ways of using a screen, beside ``BrowserTests``: each walk takes minutes. One after the other: three at
/// once keep two cores so busy that pages miss their beats.
@Suite("Screens in a real browser, in the other ways", .serialized)
struct OtherWaysBrowserTests {
    @Test(
        """
        Buttons low down, plain words and four keys: every control in the lower half at 100 and 200 %, reached by the keys, \
        nothing told by colour alone; axe finds nothing
        """, arguments: Walk.orientations)
    func otherWays(_ orientation: String) async throws {
        try await Walk.go(["--ways", "--orientations", orientation, "--axe"])
    }

    @Test(
        """
        200 % text and strong contrast in three languages: header and actions stay in sight, the middle scrolls by its \
        buttons, nothing lies on anything else
        """, arguments: Walk.orientations)
    func largeText(_ orientation: String) async throws {
        try await Walk.go(["--large", "--orientations", orientation, "--axe"])
    }
}

/// Through every stage by the browser.
enum Walk {
    static let orientations = ["portrait", "landscape"]

    static func go(_ options: [String]) async throws {
        try RealPart.require(programs: "chromium-headless-shell")
        let python = try await BrowserTests.python()
        try await BrowserTests.serveStages { page in
            var arguments = ["\(BrowserTests.repository)/Tests/EndToEndTests/Browser/stages.py", "--base", page.base]
            if let folder = RealPart.environment("KIOSK_SCREENSHOTS") { arguments += ["--out", folder] }
            let output = try await BrowserTests.run(python, arguments + options)
            #expect(output.succeeded, "\(output.standardOutput) \(output.standardError.suffix(2000))")
        }
    }
}
