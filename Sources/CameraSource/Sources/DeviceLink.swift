import FoundationEssentials
import Glibc
import KioskDevices
import KioskDomain

/// The name of a camera that stays the same whatever is plugged in before it: a link of udev, never `/dev/videoN`.
struct DeviceLink {
    private static let folders = ["/dev/v4l/by-id", "/dev/v4l/by-path"]
    let path: String

    /// - Throws: `configuration.invalid` for a number, with the links to use instead.
    init(_ path: String) throws(Failure) {
        guard !Self.isNumbered(path) else {
            let links = Self.links(to: path)
            let remedy = links.isEmpty ? "see ls -l \(Self.folders.joined(separator: " "))" : "use \(links[0])"
            throw Failure(
                .configurationInvalid,
                "camera source device:\(path): the number changes with the order of plugging; \(remedy)")
        }
        self.path = path
    }

    /// The link to the camera's picture node, when this one names another node of the same camera (`…-video-index1`).
    var pictureNode: String? {
        let digits = path.reversed().prefix { $0.isNumber }
        let stem = path.dropLast(digits.count)
        guard !digits.isEmpty, String(digits) != "0", stem.hasSuffix("-video-index") else { return nil }
        return stem + "0"
    }

    private static func isNumbered(_ path: String) -> Bool {
        guard let name = path.split(separator: "/").last, name.hasPrefix("video") else { return false }
        let number = name.dropFirst("video".count)
        return !number.isEmpty && number.allSatisfy(\.isNumber)
    }

    private static func links(to path: String) -> [String] {
        guard let wanted = node(path) else { return [] }
        return folders.flatMap { folder in
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            return names.sorted().map { "\(folder)/\($0)" }.filter { node($0) == wanted }
        }
    }

    /// The device number behind a path.
    private static func node(_ path: String) -> UInt? {
        var found = stat()
        guard stat(path, &found) == 0, found.st_mode & S_IFMT == S_IFCHR else { return nil }
        return found.st_rdev
    }
}
