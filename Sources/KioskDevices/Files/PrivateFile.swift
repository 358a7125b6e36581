public import FoundationEssentials
import Glibc

/// A small file of keys or identities could not be read or made.
public struct PrivateFileError: Error, Hashable, CustomStringConvertible {
    /// What was being done.
    public var step: String
    /// `errno` of the step that failed.
    public var number: Int32
    /// For a technician; no personal data.
    public var description: String { "\(step): errno \(number)" }
}

/// Small files that only this user may read (mode 0600), on disk before the call returns.
public enum PrivateFile {
    /// Nil when there is no such file.
    public static func read(_ path: String) throws(PrivateFileError) -> Data? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            if errno == ENOENT { return nil }
            throw PrivateFileError(step: "open", number: errno)
        }
        defer { close(file) }
        var content = Data()
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = Glibc.read(file, &buffer, buffer.count)
            guard count >= 0 else { throw PrivateFileError(step: "read", number: errno) }
            if count == 0 { return content }
            content.append(contentsOf: buffer[..<count])
        }
    }

    /// Never half-written: a new file is filled, synced, and then takes the name.
    public static func write(_ path: String, _ content: some DataProtocol) throws(PrivateFileError) {
        let draft = "\(path).new"
        unlink(draft)
        let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw PrivateFileError(step: "create", number: errno) }
        let bytes = Array(content)
        let written = Glibc.write(file, bytes, bytes.count)
        let failure = written == bytes.count && fsync(file) == 0 ? nil : errno
        close(file)
        if let failure { throw PrivateFileError(step: "write", number: failure) }
        guard rename(draft, path) == 0 else { throw PrivateFileError(step: "rename", number: errno) }
        try syncFolder(path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ".")
    }

    /// Makes the names in `folder` durable.
    public static func syncFolder(_ folder: String) throws(PrivateFileError) {
        let handle = open(folder.isEmpty ? "/" : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard handle >= 0 else { throw PrivateFileError(step: "open folder", number: errno) }
        defer { close(handle) }
        guard fsync(handle) == 0 else { throw PrivateFileError(step: "sync folder", number: errno) }
    }
}
