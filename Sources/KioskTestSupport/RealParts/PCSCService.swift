import Glibc
import StreamSockets
import Subprocess
import SystemPackage
import Testing

/// The real smart-card service for tests: Debian's pcscd with the virtual readers of vpcd.
///
/// vpcd's TCP ports are fixed (35963 and 35964), so one test at a time has it, machine-wide.
public enum PCSCService {
    /// The port on which the virtual reader's first slot waits for a card.
    public static let virtualReaderPort: UInt16 = 35963
    /// The reader that belongs to ``virtualReaderPort``, as PC/SC names it.
    public static let virtualReaderName = "Virtual PCD 00 00"

    private static let socket = "/run/pcscd/pcscd.comm"

    /// Runs `body` with a pcscd that answers: the one that runs already, or one started for the time of `body`.
    public static func withRunning<Value: Sendable>(
        isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> Value
    ) async throws -> Value {
        try requireInstalled()
        return try await MachineLock.withLock("pcscd") {
            if answers() { return try await body() }
            return try await whileRunning { try await body() }
        }
    }

    /// Runs `body` while no pcscd runs; nil when somebody else's runs, which is never stopped.
    public static func withoutService<Value: Sendable>(
        isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> Value
    ) async throws -> Value? {
        try await MachineLock.withLock("pcscd") {
            if answers() { return nil }
            return try await body()
        }
    }

    /// Starts pcscd, runs `body`, stops it. Only inside ``withoutService(isolation:_:)``.
    ///
    /// - Parameter readers: folder of reader.conf files to use instead of the machine's.
    public static func whileRunning<Value: Sendable>(
        readers: String? = nil, isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> Value
    ) async throws -> Value {
        mkdir("/run/pcscd", 0o755)
        FixedPorts.virtualReaders.reserve()
        let isFree = try await FixedPorts.virtualReaders.becomeFree()
        try RealPart.require(isFree, "another program has vpcd's port 35963 or 35964")
        var options = PlatformOptions()
        options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(5))]
        let result = try await run(
            .path("/usr/sbin/pcscd"), arguments: Arguments(["-f"] + (readers.map { ["-c", $0] } ?? [])),
            platformOptions: options, input: .none, output: .discarded,
            error: .discarded
        ) { execution in
            do {
                try await waitForSocket()
                let value = try await body()
                await execution.teardown(using: options.teardownSequence)
                return value
            } catch {
                await execution.teardown(using: options.teardownSequence)
                throw error
            }
        }
        unlink(socket)
        return result.closureResult
    }

    /// Fails or skips by ``RealPart``'s policy when pcscd or vpcd is not installed, or may not be started.
    public static func requireInstalled() throws {
        try RealPart.require(programs: "pcscd")
        let driver = "/usr/lib/pcsc/drivers/serial/libifdvpcd.so"
        try RealPart.require(access(driver, F_OK) == 0, "vsmartcard-vpcd is not installed")
        try RealPart.require(answers() || geteuid() == 0, "pcscd does not run and only root can start it")
    }

    private static func waitForSocket() async throws {
        let limit = Duration.seconds(15)
        let end = ContinuousClock.now + limit
        while !answers() {
            guard ContinuousClock.now < end else {
                throw RealPartMissing(reason: "pcscd did not start within \(limit)")
            }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    private static func answers() -> Bool {
        let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: socket.utf8) }
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
    }
}
