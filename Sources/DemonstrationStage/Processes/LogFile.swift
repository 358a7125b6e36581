internal import FoundationEssentials

/// What a program of the demonstration says.
struct LogFile: Sendable, Hashable {
    let path: String

    /// Read at most; a log of the demonstration is small.
    private static let limit = 1 << 20

    /// The last lines.
    func tail(_ count: Int = 8) -> [String] {
        lines().suffix(count).map(String.init)
    }

    /// The first line that holds `mark`.
    func line(with mark: String) -> String? {
        lines().first { $0.contains(mark) }.map(String.init)
    }

    private func lines() -> [Substring] {
        guard let data = FileManager.default.contents(atPath: path) else { return [] }
        return String(decoding: data.suffix(Self.limit), as: UTF8.self).split(separator: "\n")
    }
}
