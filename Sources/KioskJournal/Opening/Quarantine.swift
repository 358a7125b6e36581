internal import Glibc
internal import KioskDomain

/// Puts an unreadable journal aside: kept for the technician, out of the way of the next start.
enum Quarantine {
    static func moveAside(_ request: OpeningRequest) throws(JournalError) -> String {
        var name = "journal.sqlite.corrupt-\(request.now.milliseconds)"
        var count = 1
        while Files.exists("\(request.folder)/\(name)") {
            count += 1
            name = "journal.sqlite.corrupt-\(request.now.milliseconds)-\(count)"
        }
        // The log goes first: left behind, it would be replayed into the new file.
        for suffix in ["-wal", "-shm", ""] where Files.exists(request.path + suffix) {
            try Files.rename(request.path + suffix, "\(request.folder)/\(name)\(suffix)")
        }
        try Files.syncFolder(request.folder)
        return name
    }

    /// A copy that a crash left half written; the original is still whole then.
    static func removeUnfinished(_ copy: String) throws(JournalError) {
        guard Files.exists(copy) else { return }
        guard unlink(copy) == 0 else { throw Files.failure("unlink") }
    }

    static func sync(_ path: String) throws(JournalError) {
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Files.failure("open copy") }
        defer { Glibc.close(descriptor) }
        guard fchmod(descriptor, 0o600) == 0, fsync(descriptor) == 0 else { throw Files.failure("fsync copy") }
        try Files.syncFolder(Files.parent(of: path))
    }
}
