import FoundationEssentials
import Glibc

/// A folder of its own for one test, removed with all it holds when the value is released.
public final class TemporaryFolder: Sendable {
    /// Absolute path without a slash at the end.
    public let path: String

    /// - Throws: ``RealPartMissing`` when the folder cannot be made.
    public init(_ name: String = "test") throws {
        let base = RealPart.environment("TMPDIR") ?? "/tmp"
        var template = Array("\(base)/psc-kiosk-\(name)-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw RealPartMissing(reason: "no folder can be made in \(base)") }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The path of an entry in the folder, which need not exist.
    public func file(_ name: String) -> String { "\(path)/\(name)" }

    /// Makes a folder in the folder and gives its path.
    @discardableResult
    public func makeFolder(_ name: String) throws -> String {
        try FileManager.default.createDirectory(atPath: file(name), withIntermediateDirectories: true)
        return file(name)
    }

    /// Writes a file into the folder and gives its path.
    @discardableResult
    public func write(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
        try Data(bytes).write(to: URL(filePath: file(name)))
        return file(name)
    }

    /// The whole of a file of the folder.
    public func read(_ name: String) throws -> [UInt8] {
        try Array(Data(contentsOf: URL(filePath: file(name))))
    }
}
