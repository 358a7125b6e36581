import Foundation
import KioskTestSupport
import Testing

@testable import NCALayerDoor

/// The figures of issue 3 that are the door's alone. Run alone, on an idle machine: `KIOSK_MEASURE=1 swift test --filter
/// NCALayerTests.FigureTests`.
@Suite("Figures of the door", .serialized, .enabled(if: RealPart.environment("KIOSK_MEASURE") != nil))
struct FigureTests {
    private func anonymousMemory() throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("RssAnon:") })
        return 1024 * (Int(line.split(separator: " ")[1]) ?? 0)
    }

    /// What the allocator keeps for itself is no cost of the door; `MALLOC_TRIM_THRESHOLD_` of the unit bounds it.
    private static func returnFreeMemory() {
        guard let symbol = dlsym(nil, "malloc_trim") else { return }
        _ = unsafeBitCast(symbol, to: (@convention(c) (Int) -> CInt).self)(0)
    }

    /// What connections of a client in another process cost while they are open, in bytes.
    private func cost(connections: Int, message: Int, signature: Int = 5) async throws -> Int {
        try RealPart.require(programs: "python3")
        let folder = try TemporaryFolder("figures")
        return try await OpenDoor.with { door in
            await door.host.makeSignatures(of: signature)
            let authority = try folder.write("ca.pem", door.identity.authorityPEM.utf8)
            // The first connections pay for what is shared.
            for _ in 0..<5 { await (try await door.page()).close() }
            try await eventually { door.server.connectionCount == 0 }
            let before = try anonymousMemory()
            async let client = Tool.run(
                "python3",
                [
                    "\(BrowserTests.folder)/idle_connections.py", String(door.server.port), authority,
                    String(connections), String(message), folder.file("ready"),
                ], limit: .seconds(60))
            try await eventually { FileManager.default.fileExists(atPath: folder.file("ready")) }
            await door.host.forget()
            try await eventually { door.server.bytesHeld < 1000 }
            #expect(door.server.connectionCount == connections)
            Self.returnFreeMemory()
            let cost = try anonymousMemory() - before
            await door.server.close()
            _ = try await client
            return cost
        }
    }

    @Test("100 idle connections cost less than 10 MiB")
    func idle() async throws {
        let cost = try await cost(connections: 100, message: 0)
        print("100 idle connections: \(cost / 1024) KiB")
        #expect(cost < 10 << 20)
    }

    @Test("a message of 64 MiB and a reply of 40 MiB leave little behind, on a connection that stays open")
    func afterLargeMessage() async throws {
        let cost = try await cost(connections: 1, message: 64 << 20, signature: 30 << 20)
        print("after a message of 64 MiB and a reply of 40 MiB: \(cost / 1024) KiB more")
        #expect(cost < 8 << 20)
    }

    @Test("an identity is made in less than 500 ms")
    func start() throws {
        let folder = try TemporaryFolder("figures")
        let made = try ContinuousClock().measure {
            _ = try DoorIdentity.inFolder(folder.path, now: OpenDoor.today)
        }
        print("identity made in \(made)")
        #expect(made < .milliseconds(500))
    }
}
