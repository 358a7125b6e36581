import Glibc
import KioskDevices
import KioskDomain

/// Files that are on the disk when the call returns: fsync of the file, then of its folder.
enum DurableFile {
    /// Puts a whole file in place; a reader sees the old one or the new one, never a half.
    static func replace(_ path: String, with bytes: [UInt8]) throws(Failure) {
        let temporary = path + ".part"
        try write(bytes, to: temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC)
        guard rename(temporary, path) == 0 else { throw problem("rename") }
        try syncFolder(of: path)
    }

    /// Adds to the end of a file.
    static func append(_ path: String, _ bytes: [UInt8]) throws(Failure) {
        try write(bytes, to: path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC)
        try syncFolder(of: path)
    }

    private static func write(_ bytes: [UInt8], to path: String, _ flags: Int32) throws(Failure) {
        let descriptor = open(path, flags, 0o600)
        guard descriptor >= 0 else { throw problem("open") }
        defer { close(descriptor) }
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw problem("write") }
            written += count
        }
        guard fsync(descriptor) == 0 else { throw problem("fsync") }
    }

    private static func syncFolder(of path: String) throws(Failure) {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        let descriptor = open(folder.isEmpty ? "/" : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw problem("open folder") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw problem("fsync folder") }
    }

    private static func problem(_ what: String) -> Failure {
        Failure(errno == ENOSPC ? .journalFull : .internalError, "\(what): \(String(cString: strerror(errno)))")
    }
}
