internal import Glibc
internal import KioskDevices

/// Starts one program and waits for it, on a thread that lives as long as the program: the kernel ends the program when
/// the thread that started it ends (prctl(2), PR_SET_PDEATHSIG).
actor ChildThread {
    private let executor: BlockingExecutor

    init(_ role: String) { executor = BlockingExecutor(name: role) }

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Starts `program` through setpriv(1), which takes the promise to die with us and becomes the program.
    func spawn(_ program: String, _ arguments: [String], log: String) throws(StageProblem) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        let flags = O_WRONLY | O_CREAT | O_TRUNC | O_APPEND
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log, flags, 0o600)
        posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        Self.prepare(&attributes)
        let words = ["setpriv", "--pdeathsig", "TERM", "--", program] + arguments
        var pointers = words.map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        var process = pid_t()
        let result = posix_spawnp(&process, "setpriv", &actions, &attributes, &pointers, environ)
        guard result == 0 else {
            throw StageProblem(
                "\(program) cannot be started: \(String(cString: strerror(result)))",
                remedy: "check that setpriv of util-linux is installed")
        }
        return process
    }

    /// A group of its own, so that Ctrl-C reaches only us and the order of the end is ours; no signal blocked or
    /// ignored because we do.
    private static func prepare(_ attributes: inout posix_spawnattr_t) {
        var signals = sigset_t()
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
    }

    /// Blocks this actor's thread until the process has ended, then tells; the process is not reaped yet.
    func wait(for process: pid_t, _ ended: @Sendable () -> Void) {
        var info = siginfo_t()
        while waitid(P_PID, id_t(process), &info, WEXITED | WNOWAIT) != 0, errno == EINTR {}
        ended()
    }
}
