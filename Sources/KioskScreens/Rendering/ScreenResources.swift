import FoundationEssentials
import Glibc
import KioskDevices
import KioskDomain
import Mustache
import NIOCore

/// A file that is served as it is.
struct Asset: Sendable {
    var bytes: ByteBuffer
    var mediaType: String
    var entityTag: String
}

/// Templates and assets, read once at start.
struct ScreenResources: Sendable {
    var templates: MustacheLibrary
    var assets: [String: Asset]

    /// - Throws: `configuration.invalid` when a folder or a template cannot be read; the detail names it.
    init(folder: String?) throws(Failure) {
        let root: String
        if let folder { root = folder } else { root = try Self.installedFolder() }
        templates = MustacheLibrary(templates: [:])
        assets = [:]
        for (name, data) in try Self.files(in: "\(root)/templates") {
            guard let stem = name.split(separator: ".").first, name.hasSuffix(".mustache") else { continue }
            do {
                try templates.register(String(decoding: data, as: UTF8.self), named: String(stem))
            } catch {
                throw Failure(.configurationInvalid, "template \(name): \(error)")
            }
        }
        for (name, data) in try Self.files(in: "\(root)/assets") {
            assets[name] = Asset(
                bytes: ByteBuffer(bytes: data), mediaType: Self.mediaType(of: name), entityTag: Self.entityTag(data))
        }
    }

    /// Beside the program (a build folder) or where a package puts it.
    private static func installedFolder() throws(Failure) -> String {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let length = readlink("/proc/self/exe", &buffer, buffer.count)
        let path = buffer.prefix(max(0, length)).map { UInt8(bitPattern: $0) }
        let folder = String(decoding: path.prefix(upTo: path.lastIndex(of: UInt8(ascii: "/")) ?? 0), as: UTF8.self)
        let candidates = [
            "\(folder)/psc-kiosk_KioskScreens.resources/Screen", "\(folder)/../share/psc-kiosk/screen",
        ]
        guard let found = candidates.first(where: { access("\($0)/templates", R_OK) == 0 }) else {
            throw Failure(.configurationInvalid, "screen resources are not beside the program")
        }
        return found
    }

    private static func files(in folder: String) throws(Failure) -> [(name: String, data: Data)] {
        do {
            var files: [(String, Data)] = []
            for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
                var isFolder = false
                guard FileManager.default.fileExists(atPath: "\(folder)/\(name)", isDirectory: &isFolder), !isFolder
                else { continue }
                files.append((name, try Data(contentsOf: URL(filePath: "\(folder)/\(name)"))))
            }
            return files
        } catch {
            throw Failure(.configurationInvalid, "screen resources in \(folder) cannot be read")
        }
    }

    private static func mediaType(of name: String) -> String {
        switch name.split(separator: ".").last {
        case "css": "text/css; charset=utf-8"
        case "js": "text/javascript; charset=utf-8"
        case "svg": "image/svg+xml"
        default: "application/octet-stream"
        }
    }

    private static func entityTag(_ data: Data) -> String { "\"\(Fingerprint.text(data))\"" }
}
