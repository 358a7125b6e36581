import Glibc
import Testing

/// A disk of its own with ext4, which can fail as a worn one does: the kernel finds a fault and takes no more changes.
public struct WornDisk: Sendable {
    /// Where it is mounted.
    public let path: String
    private let image: String

    /// Mounted for the time of `body`, which ends with no file of it open.
    public static func with(
        over folder: TemporaryFolder, _ body: @Sendable (WornDisk) async throws -> Void
    ) async throws {
        try RealPart.require(geteuid() == 0, "mounting a disk needs root")
        try RealPart.require(programs: "mkfs.ext4", "e2fsck", "losetup", "mount")
        let disk = WornDisk(path: try folder.makeFolder("disk"), image: folder.file("disk.img"))
        try await disk.run("truncate", "-s", "16M", disk.image)
        try await disk.run("mkfs.ext4", "-q", disk.image)
        let mounted = try await Tool.run("mount", disk.mounting)
        try RealPart.require(mounted.succeeded, "this machine mounts no files: \(mounted.standardError)")
        defer { umount2(disk.path, Int32(MNT_DETACH)) }
        try await body(disk)
    }

    /// The kernel finds a fault (`errors=remount-ro` of ext4(5)): files that are open stay so, and no write succeeds.
    public func fail() async throws {
        let device = try await run("losetup", "--noheadings", "--output", "NAME", "--associated", image)
        let name = device.split(separator: "/").last.map { $0.filter { !$0.isWhitespace } } ?? ""
        let switchFile = "/sys/fs/ext4/\(name)/trigger_fs_error"
        try RealPart.require(access(switchFile, W_OK) == 0, "this kernel's ext4 cannot be made to fail")
        try await run("sh", "-c", "echo test > \(switchFile)")
    }

    /// As a technician does, or the next start of the machine: checked, then mounted again. No file of it may be open.
    public func repair() async throws {
        try await eventually("the disk is let go", within: .seconds(30)) { umount2(path, 0) == 0 ? () : nil }
        let checked = try await Tool.run("e2fsck", ["-f", "-y", image])
        // e2fsck(8): 1 says that faults were corrected.
        guard checked.status == 0 || checked.status == 1 else {
            throw ToolFailed(program: "e2fsck", text: checked.standardOutput)
        }
        try await run("mount", mounting[0], mounting[1], image, path)
    }

    private var mounting: [String] { ["-o", "loop,errors=remount-ro", image, path] }

    @discardableResult
    private func run(_ program: String, _ arguments: String...) async throws -> String {
        let output = try await Tool.run(program, arguments)
        guard output.succeeded else { throw ToolFailed(program: program, text: output.standardError) }
        return output.standardOutput
    }
}
