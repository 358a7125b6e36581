/// A udev rule taken apart (udev(7)): keys with an operator and a value each. Debian 12 has no `udevadm verify`.
struct UdevRule {
    struct Token: Hashable {
        var key: String
        var attribute: String?
        var `operator`: String
        var value: String
        var isMatch: Bool { self.operator == "==" || self.operator == "!=" }
    }

    var line: Int
    var tokens: [Token]

    var matches: [Token] { tokens.filter(\.isMatch) }
    var assignments: [Token] { tokens.filter { !$0.isMatch } }

    func assigned(_ key: String) -> [String] { assignments.filter { $0.key == key }.map(\.value) }
    func isMatching(_ key: String) -> Bool { matches.contains { $0.key == key && $0.operator == "==" } }

    /// Fails with the number of the first line that is not a list of tokens.
    static func parse(_ text: String) throws -> [UdevRule] {
        let token = /\s*([A-Z_]+)(?:\{([^}]+)\})?(==|!=|\+=|-=|:=|=)"([^"]*)"\s*/
        return try text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap {
            index, line in
            guard !line.isEmpty, !line.hasPrefix("#") else { return nil }
            var rest = line
            var tokens: [Token] = []
            while let found = rest.prefixMatch(of: token) {
                let (_, key, attribute, sign, value) = found.output
                tokens.append(
                    Token(
                        key: String(key), attribute: attribute.map(String.init), operator: String(sign),
                        value: String(value)))
                rest = rest[found.range.upperBound...]
                guard rest.first == "," else { break }
                rest.removeFirst()
            }
            guard rest.isEmpty, !tokens.isEmpty else { throw Malformed(line: index + 1) }
            return UdevRule(line: index + 1, tokens: tokens)
        }
    }

    struct Malformed: Error, Hashable { var line: Int }
}
