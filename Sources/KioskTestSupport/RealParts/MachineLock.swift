import Glibc

/// Keeps a thing there is only one of on the machine (vpcd's fixed ports, pcscd) to one test at a time: other tests of
/// this process and other processes wait. The kernel frees it when the process dies.
public enum MachineLock {
    /// Runs `body` while holding the lock `name`.
    ///
    /// - Parameter limit: how long to wait for the others.
    /// - Throws: ``RealPartMissing`` when they do not finish or the file cannot be made.
    public static func withLock<Value>(
        _ name: String, limit: Duration = .seconds(900), isolation: isolated (any Actor)? = #isolation,
        _ body: () async throws -> Value
    ) async throws -> Value {
        // A run of tests with a network of its own has locks of its own, too.
        let folder = RealPart.environment("KIOSK_LOCKS") ?? "/tmp"
        let descriptor = open("\(folder)/psc-kiosk-\(name).lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw RealPartMissing(reason: "the lock file of \(name) cannot be made") }
        defer { close(descriptor) }
        let end = ContinuousClock.now + limit
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard ContinuousClock.now < end else { throw RealPartMissing(reason: "lock \(name) within \(limit)") }
            try await Task.sleep(for: .milliseconds(20))
        }
        return try await body()
    }
}
