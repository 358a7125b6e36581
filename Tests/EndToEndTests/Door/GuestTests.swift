import FoundationEssentials
import KioskTestSupport
import Testing

extension EndToEnd {
    /// Issue 3, item 11: on kiosks only for portal pages that the PSC lists; a guest's session is wiped at its end.
    @Suite(
        "door of a kiosk", .serialized,
        .stage(Stage.Settings(idleSeconds: 30, doorSites: ["https://portal.example"])))
    struct GuestDoor {
        private static let request =
            #"{"module":"kz.gov.pki.knca.commonUtils","method":"getKeyInfo","args":["AKKZIDCardStore"]}"#

        @Test("a site that is not listed is refused with its code, and nobody is asked")
        func unlisted() async throws {
            let page = try await Self.page("https://other.example", [Self.request], on: try Stage.here())
            #expect(page.succeeded && page.standardOutput.contains("door.origin-denied"), "\(page)")
            let program = try await Self.page("", [Self.request], on: try Stage.here())
            #expect(program.standardOutput.contains("door.origin-denied"), "\(program)")
        }

        @Test("a guest who goes: question refused, connection closed, profile gone, browser's unit told")
        func ended() async throws {
            let stage = try Stage.here()
            let profile = stage.folder.file("guest/profile")
            try FileManager.default.createDirectory(
                atPath: "\(profile)/Default", withIntermediateDirectories: true)
            try stage.folder.write("guest/profile/Default/Cookies", "of a guest".utf8)
            let screen = try await LocalHTTP.shared.send("GET", "/", port: stage.screens)
            #expect(screen.text.contains("consent-follows"), "the citizen's screen follows questions of sites")
            let consent = try await Consent.open(port: stage.screens)
            async let page = Self.page(
                "https://portal.example", [Self.request, Self.request], on: stage)
            let asked = try await consent.until("consent-insert")
            #expect(asked.html.contains("portal.example"))
            try await consent.until("consent-idle", within: .seconds(60))
            await consent.close()
            let gone = try await page
            #expect(!gone.succeeded && gone.standardError.contains("closed"), "\(gone)")
            try await eventually("the profile is gone and the browser's unit told") {
                let isGone = !FileManager.default.fileExists(atPath: profile)
                let isTold = FileManager.default.fileExists(atPath: stage.folder.file("run/guest-ended"))
                return isGone && isTold ? () : nil
            }
        }

        private static func page(_ origin: String, _ requests: [String], on stage: Stage) async throws -> Tool.Output {
            try RealPart.require(programs: "python3")
            let folder = try TemporaryFolder("page")
            let file = try folder.write("requests.json", "[\(requests.joined(separator: ","))]".utf8)
            let authority = stage.folder.file("kiosk/door/door-identity.pem")
            try await eventually("the door is open") {
                FileManager.default.fileExists(atPath: authority) ? () : nil
            }
            return try await Tool.run(
                "python3",
                ["\(Programs.tests)/Door/portal_page.py", "\(stage.doorPort)", authority, origin, file],
                limit: .seconds(90))
        }
    }
}
