import FoundationEssentials
import Glibc
import KioskDevices
import KioskDomain

/// The JPEG files of a folder in the order of their names, again and again, at a fixed rate: the whole pipeline without
/// a camera. Virtual by nature.
final class FolderSource: FrameSource {
    let name: String
    let isVirtual = true
    private let path: String
    private let framesPerSecond: Int
    private var files: [String] = []
    private var started = ContinuousClock.now
    private var given = -1

    init(path: String, framesPerSecond: Int) {
        self.path = path
        self.framesPerSecond = framesPerSecond
        name = "pictures of a folder"
    }

    func open() throws(Failure) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        files = names.filter { $0.lowercased().hasSuffix(".jpg") || $0.lowercased().hasSuffix(".jpeg") }.sorted()
        guard !files.isEmpty else { throw Failure(.cameraMissing, "no JPEG files in \(path)") }
        started = .now
        given = -1
    }

    func newest(within limit: Duration) throws(Failure) -> Frame? {
        guard !files.isEmpty else { throw Failure(.cameraLost, "\(path) is closed") }
        let elapsed = (ContinuousClock.now - started) / .seconds(1)
        let due = max(Int(elapsed * Double(framesPerSecond)), given + 1)
        let wait = Double(due) / Double(framesPerSecond) - elapsed
        if wait > 0 {
            usleep(UInt32(min(wait, limit / .seconds(1)) * 1_000_000))
            if wait > limit / .seconds(1) { return nil }
        }
        given = due
        let file = "\(path)/\(files[due % files.count])"
        guard let data = FileManager.default.contents(atPath: file) else {
            throw Failure(.cameraLost, "\(file) is gone")
        }
        return data.withUnsafeBytes { Frame(copying: $0) }
    }

    func close() { files = [] }
}
