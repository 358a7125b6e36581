import FoundationEssentials
import Glibc

/// The file that is a virtual card's non-volatile memory. A write is whole or not at all, and on the disk before the card
/// answers.
public struct StateFile: Sendable {
    /// What the file system refused.
    public struct Problem: Error, CustomStringConvertible {
        /// One line for a technician.
        public var description: String

        /// Makes a problem of its line.
        public init(description: String) { self.description = description }
    }

    /// The file's path; its folder must exist.
    public let path: String

    /// Names the file; it need not exist.
    public init(path: String) { self.path = path }

    /// The card's state; nil when there is no card yet.
    ///
    /// - Throws: ``Problem`` when the file cannot be read or is not a card's of this kind.
    public func load<State: Decodable>(_ type: State.Type = VirtualCardState.self) throws -> State? {
        guard access(path, F_OK) == 0 else { return nil }
        do {
            return try JSONDecoder().decode(type, from: Data(contentsOf: URL(filePath: path)))
        } catch {
            throw Problem(description: "\(path) is not the state of a virtual card of this kind")
        }
    }

    /// Replaces the file by `state`, durable when this returns.
    public func save(_ state: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let content = try encoder.encode(state)
        let temporary = "\(path).new"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw problem("open", temporary) }
        defer { close(descriptor) }
        try write(content, to: descriptor)
        guard fsync(descriptor) == 0 else { throw problem("sync", temporary) }
        guard rename(temporary, path) == 0 else { throw problem("rename", temporary) }
        try syncFolder()
    }

    private func write(_ content: Data, to descriptor: Int32) throws {
        var rest = content[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { throw problem("write", path) }
            rest = rest.dropFirst(count)
        }
    }

    private func syncFolder() throws {
        let folder = path.contains("/") ? String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]) : "."
        let descriptor = open(folder.isEmpty ? "/" : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw problem("open", folder) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw problem("sync", folder) }
    }

    private func problem(_ call: String, _ file: String) -> Problem {
        Problem(description: "\(call) \(file): \(String(cString: strerror(errno)))")
    }
}
