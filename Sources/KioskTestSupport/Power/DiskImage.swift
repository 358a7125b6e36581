import FoundationEssentials
import Glibc

/// The files below a folder, to take a disk away and to put it into another machine.
public enum DiskImage {
    /// Every file below `root` by its path, without SQLite's shared memory.
    public static func take(_ root: String) throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: root) where !name.hasSuffix("-shm") {
            var isFolder = false
            guard FileManager.default.fileExists(atPath: "\(root)/\(name)", isDirectory: &isFolder), !isFolder else {
                continue
            }
            files["\(root)/\(name)"] = Array(try Data(contentsOf: URL(filePath: "\(root)/\(name)")))
        }
        return files
    }

    /// Writes files taken below `old` to the same places below `new`, each with mode 0600.
    public static func put(_ files: [String: [UInt8]], from old: String, to new: String) throws {
        for (path, bytes) in files {
            let place = new + path.dropFirst(old.count)
            let folder = String(place[..<(place.lastIndex(of: "/") ?? place.endIndex)])
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try Data(bytes).write(to: URL(filePath: place))
            guard chmod(place, 0o600) == 0 else { throw TraceProblem(description: "no mode for \(place)") }
        }
    }
}
