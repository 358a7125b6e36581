import Glibc
public import KioskDevices
import KioskDomain

/// The key files in one folder, such as a stick's. Calls block: use it on a `BlockingExecutor`.
public struct KeyFileStore: Sendable {
    /// The most bytes of a key file.
    public static let sizeLimit = 1 << 20
    private static let nameLimit = 1000

    /// The folder, absolute.
    public let folder: String

    /// For this folder, which must exist when it is used.
    public init(folder: String) { self.folder = folder }

    /// The names of the files that end in `.p12` or `.pfx`, sorted; at most 1000 entries are looked at.
    ///
    /// - Throws: `keyfile.missing` when the folder cannot be read.
    public func names() throws(Failure) -> [String] {
        guard let directory = opendir(folder) else { throw Failure(.keyFileMissing, "folder: \(reason())") }
        defer { closedir(directory) }
        var names: [String] = []
        var seen = 0
        while seen < Self.nameLimit, let entry = readdir(directory) {
            seen += 1
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            let lower = name.lowercased()
            if lower.hasSuffix(".p12") || lower.hasSuffix(".pfx") { names.append(name) }
        }
        return names.sorted()
    }

    /// The whole of one file. Only a plain file is read, never through a symbolic link.
    ///
    /// - Throws: `keyfile.missing`, or `keyfile.malformed` for one larger than ``sizeLimit``.
    public func read(_ name: String) throws(Failure) -> [UInt8] {
        guard Self.isName(name) else { throw Failure(.keyFileMissing, "not a file name") }
        let descriptor = open("\(folder)/\(name)", O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw Failure(.keyFileMissing, reason()) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw Failure(.keyFileMissing, "not a plain file")
        }
        guard status.st_size <= Self.sizeLimit else {
            throw Failure(.keyFileMalformed, "\(status.st_size) bytes")
        }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        var filled = 0
        while filled < bytes.count {
            let count = bytes.withUnsafeMutableBytes { all in
                Glibc.read(descriptor, all.baseAddress.map { $0 + filled }, all.count - filled)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Failure(.keyFileMissing, "read: \(reason())") }
            filled += count
        }
        return bytes
    }

    /// Writes a new file: whole and durable, or not at all; mode 0600 where the file system knows modes.
    ///
    /// - Throws: `keyfile.write-failed`, also when there is a file of that name, which stays as it is.
    public func write(_ name: String, _ bytes: [UInt8]) throws(Failure) {
        guard access("\(folder)/\(name)", F_OK) != 0 else {
            throw Failure(.keyFileWrite, "there is a file of that name")
        }
        // Not rename(2), which replaces what is there.
        try write(name, bytes) { temporary, path in renameNew(temporary, to: path) }
    }

    /// Writes a file in the place of the one of that name: afterwards there is the new one or the old one, whole.
    ///
    /// - Throws: `keyfile.write-failed`.
    public func replace(_ name: String, _ bytes: [UInt8]) throws(Failure) {
        try write(name, bytes) { temporary, path in rename(temporary, path) == 0 ? 0 : errno }
    }

    private func write(
        _ name: String, _ bytes: [UInt8], moving: (_ temporary: String, _ path: String) -> Int32
    ) throws(Failure) {
        guard Self.isName(name), name.count <= 200 else { throw Failure(.keyFileWrite, "not a file name") }
        let temporary = "\(folder)/.\(name).part"
        unlink(temporary)
        do throws(Failure) {
            try writeDurably(temporary, bytes)
            let problem = moving(temporary, "\(folder)/\(name)")
            guard problem == 0 else {
                throw Failure(
                    .keyFileWrite,
                    problem == EEXIST ? "there is a file of that name" : "rename: \(String(cString: strerror(problem)))"
                )
            }
        } catch {
            unlink(temporary)
            throw error
        }
        let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else { throw Failure(.keyFileWrite, "folder: \(reason())") }
        defer { close(directory) }
        guard fsync(directory) == 0 else { throw Failure(.keyFileWrite, "folder: \(reason())") }
    }

    private func writeDurably(_ path: String, _ bytes: [UInt8]) throws(Failure) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Failure(.keyFileWrite, "open: \(reason())") }
        defer { close(descriptor) }
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { all in
                Glibc.write(descriptor, all.baseAddress.map { $0 + written }, all.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Failure(.keyFileWrite, "write: \(reason())") }
            written += count
        }
        guard fsync(descriptor) == 0 else { throw Failure(.keyFileWrite, "fsync: \(reason())") }
    }

    private static func isName(_ name: String) -> Bool {
        !name.isEmpty && name != "." && name != ".." && !name.utf8.contains { $0 == UInt8(ascii: "/") || $0 == 0 }
    }

    private func reason() -> String { String(cString: strerror(errno)) }
}
