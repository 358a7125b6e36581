import FoundationEssentials
import Glibc
import HelperProtocol
import KioskDevices
import KioskDomain
import KioskTestSupport
import Logging
import StreamSockets
import Synchronization
import Testing

@testable import KioskDaemon

@Suite("kiosk-vision on a machine without a service manager: started on demand (issue 4.6)", .serialized)
struct OnDemandHelperTests {
    /// Runs `body` beside a helper that is started on demand.
    static func with(
        idle: Int, arguments: [String] = [], _ body: (VisionClient, OnDemandHelper) async throws -> Void
    ) async throws {
        let folder = try TemporaryFolder("ondemand")
        let helper = try await OnDemandHelper(
            name: "kiosk-vision", program: try Self.program(),
            arguments: ["serve", "--inherit", "--idle", "\(idle)", "--parent", "\(getpid())"] + arguments,
            socket: folder.file("vision.sock"), logger: Logger(label: "test"))
        let running = Task { await helper.run() }
        let client = VisionClient(socketPath: folder.file("vision.sock"), hung: { helper.endHung() })
        do {
            try await body(client, helper)
            running.cancel()
            await running.value
        } catch {
            running.cancel()
            await running.value
            throw error
        }
    }

    @Test("It runs when somebody asks, ends when idle, and runs again")
    func idle() async throws {
        try await Self.with(idle: 1) { client, helper in
            #expect(helper.process == nil)
            try await client.connect(within: .seconds(60))
            #expect(try await client.health(within: .seconds(30)).camera.code == .cameraMissing)
            let first = try #require(helper.process)
            try await eventually("it rests") { await client.isResting && helper.process == nil ? () : nil }
            // A busy test machine may take long to start it.
            try await client.connect(within: .seconds(60))
            _ = try await client.health(within: .seconds(30))
            #expect(helper.process != first)
        }
    }

    @Test(
        "Killed or hung at work: a fault within two seconds, and the next request finds another one",
        arguments: [SIGKILL, SIGSTOP])
    func lost(signal: Int32) async throws {
        try await Self.with(idle: 600) { client, helper in
            try await client.position()
            let first = try #require(helper.process)
            kill(first, signal)
            let from = ContinuousClock.now
            try await withDeadline(.seconds(10), "the fault") {
                for await event in client.events {
                    if case .fault(.visionFault, _) = event { return }
                }
            }
            #expect(ContinuousClock.now - from < .seconds(2.1))
            // A busy test machine may take long to start it.
            try await client.connect(within: .seconds(60))
            _ = try await client.health(within: .seconds(30))
            #expect(helper.process != first)
        }
    }

    @Test("The helper of a killed daemon holds the socket until it ended: the next start waits for it")
    func former() async throws {
        let folder = try TemporaryFolder("ondemand")
        let socket = folder.file("vision.sock")
        let former = Mutex<ListeningSocket?>(try ListeningSocket(at: .unix(socket)))
        let start = Task {
            try await OnDemandHelper(
                name: "kiosk-vision", program: "/bin/true", arguments: [], socket: socket,
                logger: Logger(label: "test"),
                patience: .seconds(60))
        }
        // It was asked whether it lives: the start waits for its end.
        try await eventually("the next start asks") {
            try former.withLock { try $0?.hasClient(within: .zero) } == true ? () : nil
        }
        former.withLock { $0 = nil }
        let helper = try await start.value
        withExtendedLifetime(helper) {
            #expect(throws: Never.self) { _ = try StreamSocket.connect(to: .unix(socket), within: .seconds(5)) }
        }
    }

    @Test("A socket that somebody else keeps is named, not taken")
    func foreign() async throws {
        let folder = try TemporaryFolder("ondemand")
        let socket = folder.file("vision.sock")
        let other = try ListeningSocket(at: .unix(socket))
        await #expect(throws: SocketError.system(call: "bind", errno: EADDRINUSE)) {
            _ = try await OnDemandHelper(
                name: "kiosk-vision", program: "/bin/true", arguments: [], socket: socket,
                logger: Logger(label: "test"),
                patience: .zero)
        }
        #expect(try other.hasClient(within: .zero))
    }

    /// Beside the program that runs the tests.
    private static func program() throws -> String {
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let built = (own.lastIndex(of: "/").map { String(own[..<$0]) } ?? "") + "/kiosk-vision"
        try RealPart.require(access(built, X_OK) == 0, "\(built) is not built")
        return built
    }
}
