import FoundationEssentials
import Glibc
import HelperProtocol
import KioskDevices
import KioskTestSupport
import StreamSockets
import Testing
import VirtualCamera

/// The built kiosk-vision as a process of its own, killed when the value is released.
final class HelperProcess: Sendable {
    let socket: String
    private let process: pid_t
    private let folder: TemporaryFolder

    /// - Parameters:
    ///   - options: beside socket, source and models.
    ///   - unset: a variable that the helper does not find in its environment.
    ///   - blocked: it is born with all signals blocked, as from a thread of a pool.
    ///   - starter: the program that becomes it, such as nohup.
    init(
        source: String?, models: String?, options: [String] = [], unset: String? = nil, blocked: Bool = false,
        starter: String? = nil
    ) throws {
        folder = try TemporaryFolder("vision")
        socket = folder.file("vision.sock")
        var words = (starter.map { [$0] } ?? []) + [try Self.binary(), "serve", "--socket", socket] + options
        if let source { words += ["--source", source] }
        if let models { words += ["--models", models] }
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var process: pid_t = 0
        let kept = ProcessInfo.processInfo.environment.filter { $0.key != unset }
        var environment: [UnsafeMutablePointer<CChar>?] = kept.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for variable in environment { free(variable) } }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        Self.setSignals(of: &attributes, blocked: blocked)
        let result = posix_spawnp(&process, words[0], nil, &attributes, &arguments, &environment)
        guard result == 0 else { throw TestProblem("kiosk-vision does not start: \(result)") }
        self.process = process
    }

    /// Whoever started the tests, a terminal, a background shell or nohup, the helper is born alike.
    private static func setSignals(of attributes: inout posix_spawnattr_t, blocked: Bool) {
        var signals = sigset_t()
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        if !blocked { sigemptyset(&signals) }
        posix_spawnattr_setsigmask(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
    }

    deinit {
        kill(process, SIGKILL)
        waitpid(process, nil, 0)
    }

    func send(_ signal: Int32) { kill(process, signal) }

    /// A field of `/proc/PID/status`, its first number; sizes are in KiB.
    func status(_ field: String) throws -> Int {
        let text = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
        let line = text.split(separator: "\n").first { $0.hasPrefix("\(field):") }
        return try #require(line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) })
    }

    /// Seconds of processor time since the start.
    func processorSeconds() throws -> Double {
        let text = try String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
        let fields = text.split(separator: ")").last?.split(separator: " ").map(String.init) ?? []
        let ticks = try #require(
            fields.count > 12 ? Double(fields[11]).flatMap { user in Double(fields[12]).map { user + $0 } } : nil)
        return ticks / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    /// The most address space that it may have from now on.
    func limitAddressSpace(kilobytes: Int) async throws {
        try RealPart.require(programs: "prlimit")
        let bytes = kilobytes << 10
        let output = try await Tool.run("prlimit", ["--pid", "\(process)", "--as=\(bytes):\(bytes)"])
        try #require(output.succeeded)
    }

    /// Waits for its end.
    ///
    /// - Returns: its exit status; nil when a signal ended it.
    func exitStatus() async throws -> Int32? {
        try await eventually("kiosk-vision ends") {
            var status: Int32 = 0
            guard waitpid(self.process, &status, WNOHANG) == self.process else { return Int32??.none }
            return .some(status & 0x7f == 0 ? (status >> 8) & 0xff : nil)
        }
    }

    /// Waits until clients can come.
    func listens() async throws {
        try await eventually("kiosk-vision opens its socket") { access(socket, F_OK) == 0 ? () : nil }
    }

    /// A client that is connected to it.
    func client() async throws -> VisionClient {
        try await listens()
        let client = VisionClient(socketPath: socket)
        try await client.connect(within: .seconds(30))
        return client
    }

    /// Beside the program that runs the tests.
    static func binary() throws -> String {
        var path = [CChar](repeating: 0, count: 4096)
        readlink("/proc/self/exe", &path, path.count - 1)
        let own = String(decoding: path.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let built = own.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" } + "/kiosk-vision"
        try RealPart.require(access(built, X_OK) == 0, "\(built) is not built")
        return built
    }
}

extension VisionClient {
    /// The next event that `pick` takes.
    nonisolated func event<Value: Sendable>(
        within limit: Duration = .seconds(20), _ what: String, _ pick: @escaping @Sendable (VisionEvent) -> Value?
    ) async throws -> Value {
        try await withDeadline(limit, what) {
            for await event in self.events {
                if let value = pick(event) { return value }
            }
            throw CancellationError()
        }
    }
}

/// A virtual camera that runs for the time of `body`.
func withVirtualCamera<Value: Sendable>(
    person: String = "obama3", isolation: isolated (any Actor)? = #isolation,
    _ body: (_ source: String, _ control: String) async throws -> Value
) async throws -> Value {
    let folder = try TemporaryFolder("camera")
    let frames = folder.file("frames.sock")
    let control = folder.file("control.sock")
    let service = VirtualCameraService(
        .init(frames: .unix(frames), control: control, pictures: TestModels.folder, person: person))
    try await service.start()
    let running = Task { try await service.run() }
    do {
        let value = try await body("stream:unix:\(frames)", control)
        running.cancel()
        try await running.value
        return value
    } catch {
        running.cancel()
        throw error
    }
}

/// Sends one line to a virtual camera and gives its answer.
@BlockingTests
func command(_ line: String, to control: String) throws -> String {
    let socket = try StreamSocket.connect(to: .unix(control), within: .seconds(5))
    try socket.write(Array("\(line)\n".utf8), within: .seconds(1))
    var answer: [UInt8] = []
    let end = ContinuousClock.now + .seconds(15)
    while !answer.contains(0x0A), ContinuousClock.now < end {
        _ = try socket.read(into: &answer, upTo: 256, within: end - .now)
    }
    return String(decoding: answer.prefix { $0 != 0x0A }, as: UTF8.self)
}
