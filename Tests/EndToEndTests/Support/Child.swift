import Glibc
import KioskDevices
import KioskTestSupport
import Synchronization

/// One of the built programs at work, its output in a log; gone at the latest when the tests are gone.
final class Child: Sendable {
    let name: String
    let log: String
    let process: pid_t
    /// What waitpid(2) said; nil while it runs.
    private let end = Mutex<Int32?>(nil)

    /// - Parameter environment: words of env(1) before the program.
    static func start(
        _ name: String, _ arguments: [String], log: String, environment: [String] = []
    ) async throws -> Child {
        let words = ["env"] + environment + [try Programs.path(name)] + arguments
        return Child(name, log, try await Spawner.shared.spawn(words, log: log))
    }

    private init(_ name: String, _ log: String, _ process: pid_t) {
        self.name = name
        self.log = log
        self.process = process
    }

    deinit { if wait() == nil { kill(process, SIGKILL) } }

    var isRunning: Bool { wait() == nil }

    func send(_ signal: Int32) {
        end.withLock { if $0 == nil { kill(process, signal) } }
    }

    /// SIGKILL, and the wait for the end.
    func kill9() async throws {
        send(SIGKILL)
        _ = try await ended()
    }

    /// SIGTERM, and the exit status; nil when a signal ended it.
    func stop(within limit: Duration = .seconds(20)) async throws -> Int32? {
        send(SIGTERM)
        return try await ended(within: limit)
    }

    /// Its exit status; nil when a signal ended it.
    func ended(within limit: Duration = .seconds(20)) async throws -> Int32? {
        let status = try await eventually("the end of \(name)", within: limit) { self.wait() }
        // WIFEXITED and WEXITSTATUS of wait(2) are macros.
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : nil
    }

    private func wait() -> Int32? {
        end.withLock { end in
            if end == nil {
                var status: Int32 = 0
                if waitpid(process, &status, WNOHANG) == process { end = status }
            }
            return end
        }
    }
}

/// Starts programs on one thread that lives as long as the tests: the kernel ends the children when that thread ends
/// (prctl(2), PR_SET_PDEATHSIG), so nothing is left even when the tests are killed.
private actor Spawner {
    static let shared = Spawner()
    private nonisolated let executor = BlockingExecutor(name: "spawner")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    func spawn(_ command: [String], log: String) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
        // Sockets of other tests of this process: a listening one in a child would keep its port taken.
        // One that is not open does no harm.
        for file: Int32 in 3..<4096 { posix_spawn_file_actions_addclose(&actions, file) }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        let words = ["setpriv", "--pdeathsig", "KILL", "--"] + command
        var pointers = words.map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        var process = pid_t()
        let result = posix_spawnp(&process, "setpriv", &actions, &attributes, &pointers, environ)
        guard result == 0 else { throw Problem("\(command) does not start: \(result)") }
        return process
    }
}
