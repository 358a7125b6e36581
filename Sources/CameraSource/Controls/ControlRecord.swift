import Glibc

/// What controls of cameras were before this program set them, in a small file: a process that is killed sets nothing back,
/// and the next one would take the kiosk's own values for those of the camera.
///
/// A line for each control: identifier, value before, value chosen, and the camera. The file is opened at once and kept
/// open, since a confined process opens none later.
public final class ControlRecord {
    /// One control that was set.
    struct Entry: Hashable {
        /// As of V4L2.
        var identifier: UInt32
        var before: Int32
        var chosen: Int32
    }

    /// Two cameras with five controls each need a fifth of it.
    private static let sizeLimit = 4096
    private let descriptor: Int32
    private var cameras: [String: [Entry]]

    /// Nil when the file can neither be opened nor made: then only an orderly end sets the controls back.
    public init?(file: String) {
        descriptor = open(file, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return nil }
        var bytes = [UInt8](repeating: 0, count: Self.sizeLimit)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        cameras = Self.parse(String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self))
    }

    deinit { Glibc.close(descriptor) }

    /// Keeps what was set at a camera.
    ///
    /// - Parameter taken: as the camera said it.
    /// - Returns: the same with the values that are to be set back: a control that still has what a killed process chose
    ///   had another value before.
    func keep(_ taken: [Entry], for camera: String) -> [Entry] {
        let known = cameras[camera] ?? []
        let entries = taken.map { entry in
            let old = known.first { $0.identifier == entry.identifier && $0.chosen == entry.before }
            return Entry(
                identifier: entry.identifier, before: old?.before ?? entry.before, chosen: entry.chosen)
        }
        cameras[camera] = entries
        write()
        return entries
    }

    /// The controls of a camera are set back, or gone with it.
    func clear(_ camera: String) {
        guard cameras.removeValue(forKey: camera) != nil else { return }
        write()
    }

    private func write() {
        let lines = cameras.sorted { $0.key < $1.key }.flatMap { camera, entries in
            entries.map { "\($0.identifier) \($0.before) \($0.chosen) \(camera)\n" }
        }
        let bytes = Array(lines.joined().utf8)
        guard bytes.count <= Self.sizeLimit else { return }
        // A kill between the two leaves old lines behind the new ones, and of two the first counts.
        _ = pwrite(descriptor, bytes, bytes.count, 0)
        ftruncate(descriptor, off_t(bytes.count))
    }

    /// Lines that are not understood are passed over: the worst is a control that stays as the kiosk set it.
    private static func parse(_ text: String) -> [String: [Entry]] {
        var cameras: [String: [Entry]] = [:]
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ", maxSplits: 3)
            guard words.count == 4, let identifier = UInt32(words[0]), let before = Int32(words[1]),
                let chosen = Int32(words[2])
            else { continue }
            cameras[String(words[3]), default: []].append(
                Entry(identifier: identifier, before: before, chosen: chosen))
        }
        return cameras
    }
}
