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

    /// The number that follows `mark`.
    func port(after mark: String) -> UInt16? {
        guard let line = line(with: mark), let range = line.firstRange(of: mark) else { return nil }
        return UInt16(line[range.upperBound...].prefix { $0.isASCII && $0.isNumber })
    }

    private func lines() -> [Substring] {
        guard let data = FileManager.default.contents(atPath: path) else { return [] }
        return String(decoding: data.suffix(Self.limit), as: UTF8.self).split(separator: "\n")
    }
}
