import Foundation
import KioskTestSupport
import Testing

@testable import NCALayerDoor

/// The figures of issue 3 that are the door's alone. Run alone, on an idle machine: `KIOSK_MEASURE=1 swift test -c release
/// --filter NCALayerTests.FigureTests`.
@Suite("Figures of the door", .serialized, .enabled(if: RealPart.environment("KIOSK_MEASURE") != nil))
struct FigureTests {
    private func anonymousMemory() throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("RssAnon:") })
        return 1024 * (Int(line.split(separator: " ")[1]) ?? 0)
    }

    @Test("100 idle connections cost less than 10 MiB; making the identity and opening takes less than 500 ms")
    func idle() async throws {
        try RealPart.require(programs: "python3")
        let folder = try TemporaryFolder("figures")
        let clock = ContinuousClock()
        let made = try clock.measure { _ = try DoorIdentity.inFolder(folder.path, now: OpenDoor.today) }
        try await OpenDoor.with { door in
            let authority = try folder.write("ca.pem", door.identity.authorityPEM.utf8)
            // The first connections pay for what is shared.
            for _ in 0..<5 { await (try await door.page()).close() }
            try await eventually { door.server.connectionCount == 0 }
            let before = try anonymousMemory()
            let client = Task {
                try await Tool.run(
                    "python3",
                    [
                        "\(BrowserTests.folder)/idle_connections.py", String(door.server.port), authority, "100",
                        folder.file("ready"),
                    ], limit: .seconds(60))
            }
            try await eventually { FileManager.default.fileExists(atPath: folder.file("ready")) }
            #expect(door.server.connectionCount == 100)
            let cost = try anonymousMemory() - before
            await door.server.close()
            _ = try? await client.value
            print("100 idle connections: \(cost / 1024) KiB; identity made in \(made)")
            #expect(cost < 10 << 20)
            #expect(made < .milliseconds(500))
        }
    }
}
