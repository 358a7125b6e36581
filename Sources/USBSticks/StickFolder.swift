import Glibc
import KioskDevices
import KioskDomain

/// Calls on files below the mount point; every one is checked, and what is written is durable when it returns.
struct StickFolder {
    /// Asked before each call, with its name; a test lets it fail there.
    typealias Check = @Sendable (_ call: String) throws(Failure) -> Void

    var path: String
    var check: Check = { _ in }

    /// Bytes that are free for a file.
    func room() throws(Failure) -> UInt64 {
        try check("statvfs")
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { throw Volume.failure("statvfs", errno) }
        return UInt64(status.f_bavail) * UInt64(status.f_frsize)
    }

    /// The first name that is free: `name.p12`, `name-2.p12` and so on; or the name of a file with these very bytes, which
    /// an earlier try has saved without being able to say so.
    func place(_ name: String, for bytes: [UInt8]) throws(Failure) -> (name: String, isSaved: Bool) {
        try check("lstat")
        for number in 1...999 {
            let candidate = number == 1 ? "\(name).p12" : "\(name)-\(number).p12"
            var status = stat()
            if lstat("\(path)/\(candidate)", &status) != 0 {
                guard errno == ENOENT else { throw Volume.failure("lstat", errno) }
                return (candidate, false)
            }
            guard status.st_mode & S_IFMT == S_IFREG, status.st_size == bytes.count else { continue }
            if try read(candidate) == bytes { return (candidate, true) }
        }
        throw Failure(.stickFull, "999 files of that name")
    }

    /// Makes a new file, whole and durable.
    func write(_ name: String, _ bytes: [UInt8]) throws(Failure) {
        try check("open")
        let descriptor = open("\(path)/\(name)", O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Volume.failure("open", errno) }
        defer { close(descriptor) }
        try check("write")
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { all in
                Glibc.write(descriptor, all.baseAddress.map { $0 + written }, all.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Volume.failure("write", count < 0 ? errno : EIO) }
            written += count
        }
        try check("fsync")
        // Encrypted, and read by its owner under another number of user. File systems without modes refuse it.
        _ = fchmod(descriptor, 0o644)
        guard fsync(descriptor) == 0 else { throw Volume.failure("fsync", errno) }
        try sync()
    }

    /// Takes nobody's place: a file that came meanwhile stays.
    func rename(_ from: String, to name: String) throws(Failure) {
        try check("rename")
        var problem = renameNew("\(path)/\(from)", to: "\(path)/\(name)")
        // File systems without renameat2(2)'s flag, such as older exfat: nobody else writes here while it is mounted.
        if problem == EINVAL {
            var status = stat()
            guard lstat("\(path)/\(name)", &status) != 0 else { throw Volume.failure("rename", EEXIST) }
            problem = Glibc.rename("\(path)/\(from)", "\(path)/\(name)") == 0 ? 0 : errno
        }
        guard problem == 0 else { throw Volume.failure("rename", problem) }
        try sync()
    }

    /// What an earlier saving left; nothing when there is none.
    func remove(_ name: String) throws(Failure) {
        try check("unlink")
        guard unlink("\(path)/\(name)") == 0 || errno == ENOENT else { throw Volume.failure("unlink", errno) }
    }

    /// Takes back a new file that cannot be vouched for: the one, or the other once it was renamed.
    func withdraw(_ part: String, renamed name: String) throws(Failure) {
        try check("unlink")
        if unlink("\(path)/\(part)") == 0 { return try sync() }
        guard errno == ENOENT else { throw Volume.failure("unlink", errno) }
        try remove(name)
        try sync()
    }

    /// The whole of a file, at most ``StickFile/sizeLimit`` bytes and one.
    func read(_ name: String) throws(Failure) -> [UInt8] {
        try check("read")
        let descriptor = open("\(path)/\(name)", O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw Volume.failure("open", errno) }
        defer { close(descriptor) }
        return try bytes(of: descriptor)
    }

    /// At most ``StickFile/sizeLimit`` bytes and one.
    func bytes(of descriptor: Int32) throws(Failure) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: StickFile.sizeLimit + 1)
        var filled = 0
        while filled < bytes.count {
            let count = bytes.withUnsafeMutableBytes { all in
                Glibc.read(descriptor, all.baseAddress.map { $0 + filled }, all.count - filled)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw Volume.failure("read", errno) }
            if count == 0 { break }
            filled += count
        }
        return Array(bytes[..<filled])
    }

    /// The folder itself; the rest is durable by the mount's MS_SYNCHRONOUS and its end.
    private func sync() throws(Failure) {
        try check("fsync of the folder")
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Volume.failure("folder", errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw Volume.failure("fsync of the folder", errno) }
    }
}
