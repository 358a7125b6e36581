import FoundationEssentials
import Glibc
import Testing

/// A file system in memory with little room, over a folder.
public struct SmallDisk: Sendable {
    /// Where it is mounted.
    public let path: String

    /// Mounted for the time of `body`.
    ///
    /// - Parameter room: as tmpfs(5) has it, such as `size=8m` or `nr_inodes=100`.
    public static func with(
        _ room: String, over path: String, _ body: @Sendable (SmallDisk) async throws -> Void
    ) async throws {
        try RealPart.require(geteuid() == 0, "mounting a small disk needs root")
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let mounted = mount("tmpfs", path, "tmpfs", 0, "\(room),mode=0755") == 0
        try RealPart.require(mounted, "this machine does not allow mounts")
        defer { umount2(path, Int32(MNT_DETACH)) }
        try await body(SmallDisk(path: path))
    }

    /// Takes all the room there is.
    public func fill() {
        let file = open("\(path)/ballast", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        let zeros = [UInt8](repeating: 0, count: 1 << 16)
        var chunk = zeros.count
        while chunk > 0 { if write(file, zeros, chunk) <= 0 { chunk /= 2 } }
        close(file)
    }

    /// Gives it back at once: a child that another test has just forked may hold the file, which a deleted one outlives.
    public func empty() {
        truncate("\(path)/ballast", 0)
        unlink("\(path)/ballast")
    }

    /// Makes files until no more can be made.
    ///
    /// - Returns: their paths.
    public func takeInodes() throws -> [String] {
        var made: [String] = []
        while made.count < 100_000 {
            let name = "\(path)/inode-\(made.count)"
            let file = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            guard file >= 0 else { return made }
            close(file)
            made.append(name)
        }
        throw ToolFailed(program: "tmpfs", text: "it has no end of inodes")
    }

    /// Succeeds while nobody has a file open for writing there.
    public func setReadOnly(_ readOnly: Bool) -> Bool {
        mount("tmpfs", path, "tmpfs", UInt(MS_REMOUNT) | (readOnly ? UInt(MS_RDONLY) : 0), nil) == 0
    }
}
