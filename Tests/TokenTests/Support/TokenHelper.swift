import FoundationEssentials
import Glibc
import HelperProtocol
import KioskDevices
import KioskTestSupport
import StreamSockets
import Testing

/// The built kiosk-token as a process of its own, killed when the value is released.
final class TokenHelper: Sendable {
    let socket: String
    let process: pid_t
    let folder: TemporaryFolder
    private let deadlines: TokenDeadlines

    /// - Parameters:
    ///   - deadlines: short ones for modules that hang.
    ///   - rest: how long a module that failed is left alone.
    init(_ rows: [ModuleRow], deadlines: TokenDeadlines = TokenDeadlines(), rest: Duration = .seconds(2)) throws {
        folder = try TemporaryFolder("token")
        self.deadlines = deadlines
        socket = folder.file("token.sock")
        let table = try folder.write("modules.json", JSONEncoder().encode(["modules": rows]))
        var words = [try Self.program(), "serve", "--socket", socket, "--modules", table]
        words += ["--deadline", "\(deadlines.call / .seconds(1))"]
        words += ["--generation-deadline", "\(deadlines.generation / .seconds(1))"]
        words += ["--rest", "\(rest / .seconds(1))"]
        words += ["--pinpad-deadline", "\(deadlines.pinpad / .seconds(1))"]
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var process: pid_t = 0
        // The reports of broken modules are the subject of tests, not of their output.
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(
            &actions, STDERR_FILENO, folder.file("log"), O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        let result = posix_spawn(&process, words[0], &actions, nil, &arguments, environ)
        guard result == 0 else { throw TestProblem("kiosk-token does not start: \(result)") }
        self.process = process
    }

    deinit {
        kill(process, SIGKILL)
        waitpid(process, nil, 0)
    }

    /// A client of its own.
    func client() async throws -> TokenClient {
        _ = try await eventually("kiosk-token listens") {
            try? StreamSocket.connect(to: .unix(socket), within: .seconds(1))
        }
        return TokenClient(socketPath: socket, deadlines: deadlines)
    }

    /// What it wrote for the journal.
    var log: String { get throws { String(decoding: try folder.read("log"), as: UTF8.self) } }

    /// Its worker processes, by the kernel's list of each thread's children.
    var workers: [pid_t] { get throws { try Self.children(of: process) } }

    static func children(of process: pid_t) throws -> [pid_t] {
        let threads = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/task")
        return threads.flatMap { thread in
            let path = "/proc/\(process)/task/\(thread)/children"
            let text = FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
            return (text ?? "").split(separator: " ").compactMap { pid_t($0) }
        }
    }

    static func program() throws -> String {
        let built = "\(buildFolder)/kiosk-token"
        try RealPart.require(access(built, X_OK) == 0, "\(built) is not built")
        return built
    }

    /// Where the program that runs the tests was built, and the others beside it.
    static var buildFolder: String {
        var path = [CChar](repeating: 0, count: 4096)
        readlink("/proc/self/exe", &path, path.count - 1)
        let own = String(decoding: path.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return own.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" }
    }
}

/// A row of the table as the file has it.
struct ModuleRow: Encodable {
    var name: String
    var medium = "kaztoken"
    var paths: [String]
    var environment: [String: String] = [:]
    var gostParameters: [String: String] = [:]
}

extension SecretBytes {
    /// From a PIN of the tests, which is no secret.
    static func of(_ text: String) -> SecretBytes {
        var secret = SecretBytes()
        for byte in text.utf8 { _ = secret.append(byte) }
        return secret
    }
}

extension TokenPIN {
    static func typed(_ text: String) -> TokenPIN { .secret(.of(text)) }
}

extension TokenClient {
    /// The one initialised token of a module.
    func token(_ module: String) throws -> TokenReport {
        let tokens = try list(module: module).flatMap(\.tokens).filter(\.isInitialised)
        guard let token = tokens.first, tokens.count == 1 else {
            throw TestProblem("\(tokens.count) tokens of \(module) instead of one")
        }
        return token
    }
}
