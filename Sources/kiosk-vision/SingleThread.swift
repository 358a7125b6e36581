import Glibc

/// OpenBLAS starts its threads while the program is loaded: later calls only put them to sleep, they stay outside of the
/// confinement, and a second one makes a descriptor ten times slower on a busy machine.
enum SingleThread {
    private static let variable = "OPENBLAS_NUM_THREADS"

    /// Starts this program over with the variable that OpenBLAS reads, unless it is set already. The process stays the same,
    /// with its sockets.
    static func ensure() {
        guard getenv(variable).map({ String(cString: $0) }) != "1", setenv(variable, "1", 1) == 0 else { return }
        var path = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        // By its real path, so that it keeps its name in lists of processes.
        guard readlink("/proc/self/exe", &path, path.count - 1) > 0 else { return }
        execv(path, CommandLine.unsafeArgv)
    }
}
