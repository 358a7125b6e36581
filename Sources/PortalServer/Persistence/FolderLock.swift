import Glibc
import KioskDomain

/// Keeps files that several portals of one folder make or replace to one of them at a time. The kernel frees it when the
/// process dies. It blocks for as long as another one writes.
enum FolderLock {
    private static let patience = Duration.seconds(60)

    /// - Parameter name: of the matter; the lock's file stands beside the files.
    /// - Throws: ``PortalProblem`` `journal.fault` when the others do not finish.
    static func with<Value>(_ folder: String, _ name: String, _ body: () throws -> Value) throws -> Value {
        let file = open("\(folder)/\(name).lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw PortalProblem(.journalFault, 500, "the folder of the state cannot be locked") }
        defer { close(file) }
        let end = ContinuousClock.now + patience
        while flock(file, LOCK_EX | LOCK_NB) != 0 {
            guard ContinuousClock.now < end else {
                throw PortalProblem(.journalFault, 500, "another portal holds the folder of the state")
            }
            usleep(10_000)
        }
        return try body()
    }
}
