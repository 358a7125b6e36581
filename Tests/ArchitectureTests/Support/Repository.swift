import Foundation

/// The tree that these tests were built from.
enum Repository {
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func path(_ relative: String) -> String { root.appending(path: relative).path }

    static func text(_ relative: String) throws -> String {
        try String(contentsOf: root.appending(path: relative), encoding: .utf8)
    }

    /// The entries of a folder, sorted.
    static func entries(of folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path(folder)).sorted()
    }

    /// All files below a folder or the file itself, relative to the root, sorted.
    static func files(_ folder: String, ending: String = "") throws -> [String] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path(folder), isDirectory: &isFolder) else { return [] }
        guard isFolder.boolValue else { return [folder] }
        return try FileManager.default.subpathsOfDirectory(atPath: path(folder))
            .filter { $0.hasSuffix(ending) && !$0.hasSuffix(".pyc") }
            .map { "\(folder)/\($0)" }
            .filter { file in
                var isFolder: ObjCBool = false
                return FileManager.default.fileExists(atPath: path(file), isDirectory: &isFolder) && !isFolder.boolValue
            }
            .sorted()
    }

    /// Each line that holds a match, as `file:number: line`.
    static func matches(of pattern: some RegexComponent, in files: [String]) throws -> [String] {
        try files.flatMap { file in
            let lines = try text(file).split(separator: "\n", omittingEmptySubsequences: false)
            return lines.enumerated().filter { $0.element.contains(pattern) }
                .map { "\(file):\($0.offset + 1): \($0.element)" }
        }
    }
}
