import HelperProtocol
import KioskDevices
import KioskDomain
import KioskTestSupport
import StreamSockets
import Testing
import VirtualStick

@Suite("Sticks: the helper on the wire")
struct HelperTests {
    /// Serves `drive` while `body` runs.
    private func serving(
        _ drive: any StickDrive, isVirtual: Bool = false, mode: OperationMode = .production,
        limit: Duration = .seconds(10), _ body: (StickClient, TemporaryFolder) async throws -> Void
    ) async throws {
        let folder = try TemporaryFolder("stick-helper")
        let path = folder.file("stick.sock")
        let listener = try ListeningSocket(at: .unix(path))
        let server = Task { try await StickServer(drive, isVirtual: isVirtual).run(listener) }
        defer { server.cancel() }
        try await body(StickClient(socketPath: path, mode: mode, limit: limit), folder)
    }

    private func failure(_ body: () async throws -> Void) async -> FailureCode? {
        do {
            try await body()
            return nil
        } catch {
            return (error as? Failure)?.code
        }
    }

    private func sight(_ client: StickClient) async throws -> StickSight { try await client.look() }
    private func saved(_ bytes: [UInt8], _ client: StickClient) async throws -> StickFile {
        try await client.save(bytes, as: "EDS")
    }

    @Test("what the drive sees and saves comes through, bytes and all")
    func through() async throws {
        let folder = try TemporaryFolder("stick")
        let drive = VirtualStickDrive(folder: folder.path)
        try await serving(drive, mode: .demonstration) { client, _ in
            let before = try await sight(client)
            #expect(before == .none)
            #expect(await drive.order("in") == "ok")
            #expect(try await sight(client) == .ready)
            let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0) }
            #expect(try await saved(bytes, client) == StickFile(name: "EDS.p12", bytes: bytes))
            #expect(try folder.read("EDS.p12") == bytes)
            #expect(try await saved([1], client).name == "EDS-2.p12")
        }
    }

    @Test(
        "each refusal comes with its code",
        arguments: [
            ("two", FailureCode.stickSeveral), ("full", .stickFull), ("read-only", .stickReadOnly),
            ("keyboard", .stickNotStorage), ("damaged", .stickUnreadable), ("out", .stickRemoved),
            ("pull", .stickRemoved),
        ])
    func refusals(_ order: String, _ code: FailureCode) async throws {
        let folder = try TemporaryFolder("stick")
        let drive = VirtualStickDrive(folder: folder.path)
        _ = await drive.order(order)
        try await serving(drive, mode: .demonstration) { client, _ in
            #expect(await failure { _ = try await client.save([1, 2], as: "EDS") } == code)
            #expect((try? folder.read("EDS.p12")) == nil)
            let after = try await sight(client)
            #expect(order != "pull" || after == .none)
        }
    }

    @Test("R1: a virtual stick says so; outside the demonstration it is refused and nothing is saved")
    func virtual() async throws {
        let folder = try TemporaryFolder("stick")
        let drive = VirtualStickDrive(folder: folder.path)
        _ = await drive.order("in")
        try await serving(drive, isVirtual: true, mode: .production) { client, _ in
            let seen = try await sight(client)
            #expect(seen == .refused(.virtualPartRefused))
            #expect(await failure { _ = try await client.save([1], as: "EDS") } == .virtualPartRefused)
        }
        try await serving(drive, isVirtual: true, mode: .demonstration) { client, _ in
            let seen = try await sight(client)
            #expect(seen == .ready)
        }
        #expect((try? folder.read("EDS.p12")) == nil)
    }

    @Test("a helper that is not there, or hangs, is a fault in bounded time")
    func hangs() async throws {
        let absent = StickClient(socketPath: "/nonexistent/stick.sock", mode: .production)
        #expect(await failure { _ = try await absent.look() } == .stickFault)
        let folder = try TemporaryFolder("stick-hangs")
        let listener = try ListeningSocket(at: .unix(folder.file("stick.sock")))
        let client = StickClient(
            socketPath: folder.file("stick.sock"), mode: .demonstration, limit: .milliseconds(200),
            looking: .milliseconds(200))
        #expect(await failure { _ = try await client.look() } == .stickFault)
        _ = listener
    }

    @Test("garbage ends the connection, and the next client is served")
    func garbage() async throws {
        let folder = try TemporaryFolder("stick")
        let drive = VirtualStickDrive(folder: folder.path)
        try await serving(drive, mode: .demonstration) { client, place in
            for bytes: [UInt8] in [
                [0xFF, 0xFF, 0xFF, 0xFF, 0], HelperFrame(.message, Array("{}".utf8)).encoded(),
                HelperFrame(.secret, [1]).encoded(),
            ] {
                let socket = try StreamSocket.connect(to: .unix(place.file("stick.sock")), within: .seconds(2))
                try socket.write(bytes, within: .seconds(2))
                socket.shutdown()
            }
            #expect(try await sight(client) == .none)
            let code = await failure { _ = try await client.save([UInt8](repeating: 0, count: 2 << 20), as: "EDS") }
            #expect(code == .stickFault)
        }
    }
}
