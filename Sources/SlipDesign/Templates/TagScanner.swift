import KioskDomain

/// Checks the tags of one block before Mustache sees it: known names, sections closed in order, nothing that calls code,
/// other files or other delimiters. Line and column are those of the file.
struct TagScanner {
    let file: String
    /// Names of the form, and of the rows of its lists.
    let names: TemplateNames
    private(set) var findings: [SlipFinding] = []
    private var open: [(name: String, line: Int)] = []

    /// Sections within sections; lists stand in no list, so that no text can grow beyond its rows.
    private static let deepest = 4

    init(file: String, names: TemplateNames) {
        self.file = file
        self.names = names
    }

    /// - Parameter firstLine: line of the file in which the text begins.
    mutating func scan(_ text: String, firstLine: Int) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() { scan(line, number: firstLine + index) }
        for section in open { say(section.line, nil, "section {{#\(section.name)}} is never closed in its block") }
    }

    private mutating func scan(_ line: Substring, number: Int) {
        var rest = line
        while let start = rest.range(of: "{{") {
            let column = line.distance(from: line.startIndex, to: start.lowerBound) + 1
            guard let end = rest[start.upperBound...].range(of: "}}") else {
                return say(number, column, "a tag is opened and not closed on its line")
            }
            tag(rest[start.upperBound..<end.lowerBound], number, column)
            rest = rest[end.upperBound...]
        }
        if let stray = rest.range(of: "}}") {
            say(number, line.distance(from: line.startIndex, to: stray.lowerBound) + 1, "}} closes no tag")
        }
    }

    private mutating func tag(_ tag: Substring, _ line: Int, _ column: Int) {
        switch tag.first {
        case "!": return
        case "#", "^": opening(Self.trimmed(tag.dropFirst()), line, column)
        case "/": closing(Self.trimmed(tag.dropFirst()), line, column)
        case ">", "<", "$", "=", "%", "&", "{", "*":
            say(line, column, "{{\(tag.prefix(1)) tags are not used on slips")
        default: known(Self.trimmed(tag), line, column)
        }
    }

    private mutating func opening(_ name: String, _ line: Int, _ column: Int) {
        let outer = open.map(\.name)
        if names.isList(name), outer.contains(where: names.isList) {
            say(line, column, "list \(name) stands in another list")
        }
        if known(name, line, column), outer.count >= Self.deepest {
            say(line, column, "more than \(Self.deepest) sections within each other")
        }
        // Kept open whatever is wrong with it, so that its end is not a second finding.
        if outer.count < 100 { open.append((name, line)) }
    }

    private mutating func closing(_ name: String, _ line: Int, _ column: Int) {
        guard let last = open.popLast() else {
            return say(line, column, "{{/\(name)}} closes no section of its block")
        }
        if last.name != name {
            say(line, column, "{{/\(name)}} where {{/\(last.name)}} is wanted (opened on line \(last.line))")
        }
    }

    @discardableResult
    private mutating func known(_ name: String, _ line: Int, _ column: Int) -> Bool {
        if names.contains(name, within: open.map(\.name)) { return true }
        say(line, column, "unknown name \"\(name.prefix(40))\"; known here: \(names.list(within: open.map(\.name)))")
        return false
    }

    private mutating func say(_ line: Int, _ column: Int?, _ reason: String) {
        guard findings.count < SlipTemplate.mostFindings else { return }
        findings.append(SlipFinding(.templateInvalid, file, line: line, column: column, reason))
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text
        while text.first == " " { text = text.dropFirst() }
        while text.last == " " { text = text.dropLast() }
        return String(text)
    }
}

extension Substring {
    /// Where `mark` begins and ends for the first time.
    fileprivate func range(of mark: String) -> Range<Index>? { firstRange(of: mark) }
}

/// The names that the tags of one form may use.
struct TemplateNames: Sendable, Hashable {
    private let plain: Set<String>
    private let lists: [String: Set<String>]

    /// The names are those of a slip with everything that it can have.
    init(_ values: [String: SlipValue]) {
        var lists: [String: Set<String>] = [:]
        for case (let name, .rows(let rows)) in values { lists[name] = Set(rows.first.map { $0.keys } ?? [:].keys) }
        self.lists = lists
        plain = Set(values.keys)
    }

    func isList(_ name: String) -> Bool { lists[name] != nil }

    func contains(_ name: String, within sections: [String]) -> Bool {
        plain.contains(name) || sections.contains { lists[$0]?.contains(name) == true }
    }

    func list(within sections: [String]) -> String {
        sections.reduce(plain) { $0.union(lists[$1] ?? []) }.sorted().joined(separator: ", ")
    }
}
