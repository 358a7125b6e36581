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
    /// Runs `body` beside a helper that is started on demand; the third argument tells the helpers that were started.
    static func with(
        idle: Int, arguments: [String] = [],
        _ body: (VisionClient, OnDemandHelper, _ starts: () -> [pid_t]) async throws -> Void
    ) async throws {
        let folder = try TemporaryFolder("ondemand")
        let starts = folder.file("starts")
        let words = ["serve", "--inherit", "--idle", "\(idle)", "--parent", "\(getpid())"] + arguments
        let helper = try await OnDemandHelper(
            name: "kiosk-vision", program: "/bin/sh",
            // The shell becomes the helper: their process is the same.
            arguments: ["-c", "echo $$ >>\"$0\"; exec \"$@\"", starts, try Self.program()] + words,
            socket: folder.file("vision.sock"), logger: Logger(label: "test"))
        let running = Task { await helper.run() }
        let client = VisionClient(socketPath: folder.file("vision.sock"), hung: { helper.endHung() })
        do {
            try await body(client, helper) {
                let text = (try? String(contentsOfFile: starts, encoding: .utf8)) ?? ""
                return text.split(separator: "\n").compactMap { pid_t($0) }
            }
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
        try await Self.with(idle: 1) { client, helper, starts in
            #expect(helper.process == nil && starts().isEmpty)
            // Nothing more is asked: on a slow machine the question could find it at rest.
            try await client.connect(within: .seconds(60))
            let first = try #require(starts().first)
            try await eventually("it ends", within: .seconds(60)) { kill(first, 0) != 0 ? () : nil }
            _ = try await eventually("another one is ready", within: .seconds(60)) {
                try await client.connect(within: .seconds(60))
            }
            #expect(starts().last != first)
        }
    }

    @Test("Killed or hung at work: a fault, and the next request finds another one", arguments: [SIGKILL, SIGSTOP])
    func lost(signal: Int32) async throws {
        try await Self.with(idle: 600) { client, _, starts in
            try await client.connect(within: .seconds(60))
            try await client.position()
            let first = try #require(starts().first)
            kill(first, signal)
            // Within two seconds, as VisionTests measure; here a busy machine may take longer.
            try await withDeadline(.seconds(60), "the fault") {
                for await event in client.events {
                    if case .fault(.visionFault, _) = event { return }
                }
            }
            try await client.connect(within: .seconds(60))
            #expect(try await client.health(within: .seconds(60)).camera.code == .cameraMissing)
            #expect(starts().last != first)
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
