import FoundationEssentials
import Glibc
import KioskTestSupport
import PortalServer
import Testing

/// The steps of docs/fleet.md by which a person of the portal's team gets at the page, as they stand there.
@Suite("docs/fleet.md: a certificate for a browser") struct OwnCertificateTests {
    private static let tests = URL(filePath: #filePath).deletingLastPathComponent().path

    /// The blocks of a kind, in their order, with this portal's addresses.
    private static func blocks(_ kind: String, _ portal: PortalFixture) throws -> [String] {
        let page = try String(contentsOfFile: "\(tests)/../../../docs/fleet.md", encoding: .utf8)
        return page.components(separatedBy: "```\(kind)\n").dropFirst().map { part in
            (part.components(separatedBy: "```").first ?? "")
                .replacing("STATE", with: portal.options.stateFolder)
                .replacing("https://127.0.0.1:8443", with: portal.address)
                .replacing("https://127.0.0.1:8444", with: portal.kioskAddress)
        }
    }

    @Test(
        "followed word by word, Chromium shows the page by its own store; without them nothing",
        .timeLimit(.minutes(5)))
    func steps() async throws {
        let python = FileManager.default.currentDirectoryPath + "/.venv/bin/python"
        try RealPart.require(geteuid() == 0, "a policy for Chromium in a place of its own needs root")
        try RealPart.require(
            programs: "chromium", "certutil", "pk12util", "openssl", "curl", "python3", "unshare", python)
        try await withPortal { portal in
            let home = try TemporaryFolder("home")
            let program = try TeamProgram.path()
            let policy = try home.write("policy.json", try #require(try Self.blocks("json", portal).first).utf8)
            let place = [
                "HOME": home.path, "PATH": "\(program.dropLast("/kiosk-portal".count)):/usr/bin:/bin:/usr/sbin:/sbin",
                "PYTHONPATH": "\(Self.tests)/../../EndToEndTests/Browser", "PYTHONDONTWRITEBYTECODE": "1",
            ]
            func page() async throws -> Tool.Output {
                let browse = """
                    mount -t tmpfs none /etc/chromium && mkdir -p /etc/chromium/policies/managed &&
                    cp "$1" /etc/chromium/policies/managed/ && exec "$2" "$3" "$4"
                    """
                return try await Tool.run(
                    "unshare",
                    [
                        "--mount", "sh", "-c", browse, "sh", policy, python, "\(Self.tests)/own_certificate.py",
                        "\(portal.kioskAddress)/fleet?l=en",
                    ], environment: place)
            }
            #expect(try await page().succeeded == false)
            let steps = try Self.blocks("sh", portal).joined(separator: "\n")
            let done = try await Tool.run(
                "bash", ["-euc", "cd \"$HOME\"\n\(steps)"], environment: place)
            #expect(done.succeeded, "\(done.standardError)")
            let shown = try await page()
            #expect(shown.standardOutput == "The fleet of kiosks\n", "\(shown.standardError.suffix(2_000))")
            // The key is where only the browser has it.
            let left = try FileManager.default.contentsOfDirectory(atPath: home.path)
            #expect(!left.contains("me.key") && !left.contains("me.p12"))
        }
    }
}
