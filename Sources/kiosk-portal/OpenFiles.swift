import Glibc

/// How many files and sockets this process may have.
enum OpenFiles {
    /// Of the database, the authorities, the log, and what a request opens for a moment.
    private static let own = 256
    /// The open one, the one for machines, the services.
    private static let ports = 3

    /// Raises the limit as far as it may be, and tells how many connections each port can take within it.
    static func connectionsForEachPort() -> Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return own }
        limit.rlim_cur = limit.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        return max(16, (Int(clamping: limit.rlim_cur) - own) / ports)
    }
}
