import Glibc
import KioskDevices
import Logging
import StreamSockets
import Subprocess
import Synchronization
import SystemPackage

/// Keeps the socket of a helper on a machine without a service manager, starts the helper when somebody connects, and
/// again after it ended: what a socket unit of systemd does. The helper inherits the socket as its standard input.
final class OnDemandHelper: Sendable {
    private let name: String
    private let program: String
    private let arguments: [String]
    private let listener: ListeningSocket
    private let door = Door()
    private let logger: Logger
    private let running = Mutex<pid_t?>(nil)

    /// Listens at once, so that clients may come before the first helper runs.
    ///
    /// - Parameter patience: how long the helper of a killed daemon may take to end, see ``listen(at:within:)``.
    /// - Throws: `SocketError` when somebody else listens at `socket` for longer than that.
    init(
        name: String, program: String, arguments: [String], socket: String, logger: Logger,
        patience: Duration = .seconds(15)
    ) async throws {
        self.name = name
        self.program = program
        self.arguments = arguments
        self.logger = logger
        listener = try await Self.listen(at: socket, within: patience)
    }

    /// A helper whose daemon was killed inherited the socket, and holds it until it has set its devices back. Two of
    /// them at the same devices would be in each other's way, so the next one waits.
    private static func listen(at socket: String, within patience: Duration) async throws -> ListeningSocket {
        let end = ContinuousClock.now + patience
        while true {
            do throws(SocketError) {
                return try ListeningSocket(at: .unix(socket))
            } catch {
                // No answer in time: its queue of clients is full.
                let isHeld = error == .timedOut || error == .system(call: "bind", errno: EADDRINUSE)
                guard isHeld, .now < end else { throw error }
            }
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    /// The helper that runs; nil while nobody needs one.
    var process: pid_t? { running.withLock { $0 } }

    func run() async {
        var pause = BackOff(first: .milliseconds(50), limit: .seconds(5))
        while !Task.isCancelled {
            guard await door.knock(listener) else { continue }
            let began = ContinuousClock.now
            let isWell = await runOnce()
            if isWell || began.duration(to: .now) > .seconds(10) { pause.reset() }
            if !isWell { try? await Task.sleep(for: pause.next()) }
        }
    }

    /// Ends a helper that lives but does not answer; the next client gets a new one.
    func endHung() {
        guard let process else { return }
        logger.warning("\(name) hangs and is ended")
        kill(process, SIGKILL)
    }

    /// - Returns: true when the helper ended by itself for want of work.
    private func runOnce() async -> Bool {
        defer { running.withLock { $0 = nil } }
        do {
            let result = try await Subprocess.run(
                .path(FilePath(program)), arguments: Arguments(arguments), platformOptions: .helper,
                input: .fileDescriptor(
                    FileDescriptor(rawValue: listener.rawDescriptor), closeAfterSpawningProcess: false),
                output: .fileDescriptor(.standardError, closeAfterSpawningProcess: false),
                error: .fileDescriptor(.standardError, closeAfterSpawningProcess: false)
            ) { execution in
                running.withLock { $0 = execution.processIdentifier.value }
            }
            if result.terminationStatus.isSuccess { return true }
            logger.warning("\(name) ended", metadata: ["status": "\(result.terminationStatus)"])
        } catch {
            logger.error("\(name) cannot be started", metadata: ["error": "\(error)"])
        }
        return false
    }
}

/// Waits for clients on a thread of its own.
private actor Door {
    private nonisolated let executor = BlockingExecutor(name: "helper-door")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    func knock(_ listener: ListeningSocket) -> Bool {
        (try? listener.hasClient(within: .milliseconds(250))) ?? false
    }
}
