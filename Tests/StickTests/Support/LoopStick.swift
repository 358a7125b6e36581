import Foundation
import Glibc
import KioskTestSupport
import Testing

/// A real file system in an image behind a loop device: the medium of a stick without its USB part.
struct LoopStick {
    let image: String
    let device: String

    /// Skips the test where no loop device can be had.
    static func make(_ tree: PortTree, megabytes: Int = 8, readOnly: Bool = false) async throws -> LoopStick {
        try RealPart.require(getuid() == 0, "mounting needs root")
        try RealPart.require(programs: "mkfs.ext4", "losetup")
        let image = try tree.folder.write("stick-\(megabytes).img", [UInt8](repeating: 0, count: megabytes << 20))
        let made = try await Tool.run("mkfs.ext4", ["-q", "-F", "-m", "0", "-E", "root_owner=0:0", image])
        try RealPart.require(made.succeeded, "mkfs.ext4: \(made.standardError)")
        let loop = try await Tool.run("losetup", ["--find", "--show"] + (readOnly ? ["--read-only"] : []) + [image])
        let device = loop.standardOutput.trimmingCharacters(in: .whitespacesAndNewlines)
        try RealPart.require(loop.succeeded && !device.isEmpty, "no loop device: \(loop.standardError)")
        return LoopStick(image: image, device: device)
    }

    func detach() async { _ = try? await Tool.run("losetup", ["--detach", device]) }

    /// Another computer writes a file, durably, and the stick is pulled while it is mounted: the file is in the journal alone.
    func pullAfterWriting(_ bytes: [UInt8], as name: String, in tree: PortTree) async throws {
        let file = try tree.folder.write("other", bytes)
        let (place, pulled) = (tree.folder.file("elsewhere"), tree.folder.file("pulled.img"))
        let steps = [
            ["mkdir", place], ["mount", device, place], ["cp", file, "\(place)/\(name)"], ["sync", "\(place)/\(name)"],
            ["cp", image, pulled], ["umount", place], ["losetup", "--detach", device], ["cp", pulled, image],
            ["losetup", device, image],
        ]
        for step in steps {
            let run = try await Tool.run(step[0], Array(step.dropFirst()))
            try #require(run.succeeded, "\(step): \(run.standardError)")
        }
    }

    /// What another program finds on it: each file with its size, without our mount code.
    func listing() async throws -> String {
        let output = try await Tool.run("debugfs", ["-R", "ls -p /", image])
        return output.standardOutput.split(separator: "\n").map { line in
            line.split(separator: "/").dropFirst(4).prefix(2).joined(separator: " ")
        }.filter { !$0.isEmpty && !$0.hasPrefix(".") || $0.contains("part") }.joined(separator: "\n")
    }

    /// The permissions of a file, octal, such as `0644`.
    func mode(of name: String) async throws -> String? {
        let words = try await Tool.run("debugfs", ["-R", "stat \(name)", image]).standardOutput.split(separator: " ")
        return words.firstIndex(of: "Mode:").flatMap { $0 + 1 < words.count ? String(words[$0 + 1]) : nil }
    }

    /// The bytes of a file, read by debugfs from the image.
    func bytes(of name: String, in tree: PortTree) async throws -> [UInt8] {
        let copy = tree.folder.file("copy")
        _ = try await Tool.run("debugfs", ["-R", "dump \(name) \(copy)", image])
        return Array(FileManager.default.contents(atPath: copy) ?? Data())
    }
}
