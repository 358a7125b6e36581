internal import FoundationEssentials
internal import Glibc

/// Makes and empties the folders, and keeps a second demonstration out of them.
final class StageFiles: Sendable {
    private let folders: StageFolders
    private let lock: Int32

    /// Makes the folders and takes the lock; the kernel frees it when the process dies.
    init(_ folders: StageFolders) throws(StageProblem) {
        self.folders = folders
        try folders.check()
        for path in [
            folders.root, folders.kiosk, folders.hall, folders.portal, folders.logs, folders.slips, folders.sockets,
            folders.media,
        ] {
            try Self.make(path)
        }
        lock = open(folders.lock, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard lock >= 0 else { throw Self.problem("open", folders.lock) }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            close(lock)
            throw StageProblem(
                "a demonstration already runs on \(folders.root)",
                remedy: "stop it, or take another folder with --state")
        }
        removeSockets()
    }

    deinit { close(lock) }

    /// Sockets of ours: whoever listened on them is gone.
    func removeSockets() {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folders.sockets)) ?? [] {
            unlink("\(folders.sockets)/\(name)")
        }
    }

    /// Writes a file that only this user may read.
    static func write(_ text: String, to path: String) throws(StageProblem) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw problem("open", path) }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count else { throw problem("write", path) }
    }

    private static func make(_ path: String) throws(StageProblem) {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw StageProblem("the folder \(path) cannot be made", remedy: "take another one with --state")
        }
    }

    private static func problem(_ call: String, _ path: String) -> StageProblem {
        StageProblem(
            "\(call) \(path): \(String(cString: strerror(errno)))", remedy: "make room there, or take another --state")
    }
}
