import FoundationEssentials
import KioskTestSupport
import PortalClient
import PortalContract
import Testing

/// Issue 7.10: the page of what arrived, as a newcomer meets it.
@Suite(.serialized) struct ArrivalsBrowserTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().path + "/Browser"

    @Test(
        "three languages in two orientations, axe clean, 360 px; from the first page to the oldest report without a script",
        .timeLimit(.minutes(10)))
    func chromium() async throws {
        let python = FileManager.default.currentDirectoryPath + "/.venv/bin/python"
        try RealPart.require(programs: "chromium-headless-shell", python)
        try await withPortal(rules: ExchangeSamples.rules()) { portal in
            _ = try await ArrivalSamples.fill(portal)
            try await ArrivalSamples.missingCodes(portal, 2...26)
            var arguments = ["\(Self.folder)/arrivals_page.py", "--base", portal.address]
            if let folder = RealPart.environment("KIOSK_SCREENSHOTS") { arguments += ["--out", folder] }
            let shared = Self.folder + "/../../../EndToEndTests/Browser"
            let output = try await Tool.run(
                python, arguments, environment: ["PYTHONPATH": shared, "PYTHONDONTWRITEBYTECODE": "1"],
                limit: .seconds(480))
            #expect(output.succeeded, "\(output.standardOutput)\(output.standardError.suffix(2_000))")
        }
    }
}
