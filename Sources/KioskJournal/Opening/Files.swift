internal import Glibc
internal import KioskDomain

/// The few file operations that must be durable themselves; each names the failing step by `errno` only.
enum Files {
    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    static func size(_ path: String) -> Int64? {
        var status = stat()
        return stat(path, &status) == 0 ? Int64(status.st_size) : nil
    }

    /// Creates a folder of mode 0700 and its missing parents.
    static func makeFolder(_ path: String) throws(JournalError) {
        if exists(path) { return }
        let parent = parent(of: path)
        try makeFolder(parent)
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw failure("mkdir") }
        try syncFolder(parent)
    }

    static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// A name that was created or renamed is durable only after its folder is synced.
    static func syncFolder(_ path: String) throws(JournalError) {
        let descriptor = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("open folder") }
        defer { Glibc.close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure("fsync folder") }
    }

    static func rename(_ old: String, _ new: String) throws(JournalError) {
        guard Glibc.rename(old, new) == 0 else { throw failure("rename") }
    }

    /// Writes a new file of mode 0600 and syncs it; an old one of that name is removed first.
    static func writeNew(_ path: String, _ bytes: [UInt8]) throws(JournalError) {
        unlink(path)
        let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("create") }
        defer { Glibc.close(descriptor) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard written > 0 else { throw failure("write") }
            rest = rest.dropFirst(written)
        }
        guard fsync(descriptor) == 0 else { throw failure("fsync") }
    }

    /// Replaces a file as one step: after a crash there is the old text or the new one.
    static func replace(_ path: String, _ bytes: [UInt8]) throws(JournalError) {
        try writeNew(path + ".new", bytes)
        try rename(path + ".new", path)
        try syncFolder(parent(of: path))
    }

    /// At most `limit` bytes of a file; nil when it does not exist.
    static func read(_ path: String, limit: Int) throws(JournalError) -> [UInt8]? {
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw failure("open")
        }
        defer { Glibc.close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: limit)
        var count = 0
        while count < limit {
            let got = bytes.withUnsafeMutableBytes {
                Glibc.read(descriptor, $0.baseAddress?.advanced(by: count), limit - count)
            }
            guard got >= 0 else { throw failure("read") }
            if got == 0 { break }
            count += got
        }
        return Array(bytes.prefix(count))
    }

    /// Bytes that an unprivileged process may still write; nil when the file system does not say.
    static func freeBytes(_ path: String) -> UInt64? {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { return nil }
        return UInt64(status.f_bavail) * UInt64(status.f_frsize)
    }

    /// Files that may still be made; nil when the file system counts none.
    static func freeNodes(_ path: String) -> UInt64? {
        var status = statvfs()
        guard statvfs(path, &status) == 0, status.f_files > 0 else { return nil }
        return UInt64(status.f_favail)
    }

    static func failure(_ step: String) -> JournalError {
        let number = errno
        let code: FailureCode =
            switch number {
            case ENOSPC, EDQUOT: .journalFull
            case EROFS: .journalReadOnly
            default: .journalFault
            }
        return JournalError(code, "\(step): errno \(number)")
    }
}
