import KioskDomain
import SlipPrinter
import Yams

/// Reads a layout file. What it leaves out is taken from `base`, the shipped one; what it does not know is refused.
struct LayoutReader {
    private let file: String
    private var findings: [SlipFinding] = []

    /// Bytes of a file.
    private static let mostBytes = 32 << 10
    private static let mostEntries = 40

    /// - Throws: everything that is wrong with the file.
    static func read(
        _ bytes: [UInt8], file: String, paper: SlipRenderer.Paper, base: SlipLayout?
    ) throws(SlipFault) -> SlipLayout {
        let text = try SlipText.decoded(bytes, file: file, limit: mostBytes)
        var reader = LayoutReader(file: file)
        guard let root = try reader.root(text), let mapping = root.mapping else {
            throw SlipFault(file, "a layout is a list of keys such as `margin: 8`")
        }
        var layout = base ?? SlipLayout(file: file, paper: paper)
        layout.file = file
        reader.top(mapping, &layout)
        reader.checkSizes(layout)
        guard reader.findings.isEmpty else {
            throw SlipFault(Array(reader.findings.prefix(SlipTemplate.mostFindings)))
        }
        return layout
    }

    private init(file: String) { self.file = file }

    private func root(_ text: String) throws(SlipFault) -> Node? {
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            // Aliases could name one list a thousand times over.
            let content = line.prefix { $0 != "#" }
            if let column = content.firstIndex(where: { $0 == "&" || $0 == "*" }) {
                throw SlipFault(
                    file, line: index + 1, column: line.distance(from: line.startIndex, to: column) + 1,
                    "anchors and aliases (& and *) are not used in layouts")
            }
        }
        do {
            return try compose(yaml: text)
        } catch let error as YamlError {
            switch error {
            case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
                .composer(_, let problem, let mark, _):
                throw SlipFault(file, line: mark.line, column: mark.column, problem)
            case .duplicatedKeysInMapping(let names, let context):
                let name = names.first.map { String($0.prefix(40)) } ?? ""
                throw SlipFault(file, line: context.mark.line, "\"\(name)\" stands twice")
            default: throw SlipFault(file, "this is not YAML")
            }
        } catch {
            throw SlipFault(file, "this is not YAML")
        }
    }

    private mutating func top(_ mapping: Node.Mapping, _ layout: inout SlipLayout) {
        for (key, value) in mapping {
            switch key.string {
            case "paper":
                guard let given = number(value, in: 1...1000), given != layout.paper.millimetres else { continue }
                say(value, "paper is \(layout.paper.millimetres) in this file, as its name says")
            case "margin": layout.margin = number(value, in: 0...64) ?? layout.margin
            case "gap": layout.gap = number(value, in: 0...200) ?? layout.gap
            case "feed": layout.feed = number(value, in: 0...400) ?? layout.feed
            case "longest": layout.longest = number(value, in: 400...SlipRenderer.mostRows) ?? layout.longest
            case "second": layout.second = number(value, in: 40...100) ?? layout.second
            case "sizes": sizes(value, &layout)
            case "slips": slips(value, &layout)
            default: unknown(key, "paper, margin, gap, feed, longest, second, sizes, slips")
            }
        }
    }

    private mutating func sizes(_ node: Node, _ layout: inout SlipLayout) {
        guard let mapping = node.mapping, mapping.count <= 32 else {
            return say(node, "sizes is a list of names, such as `body: [28, 20]`")
        }
        for (key, value) in mapping {
            guard let name = key.string, let pair = value.sequence, pair.count == 2,
                let wished = number(pair[0], in: 12...400), let smallest = number(pair[1], in: 12...400),
                smallest <= wished
            else {
                say(value, "a size is two numbers of 12 to 400 dots: the usual and the smallest, `[28, 20]`")
                continue
            }
            layout.sizes[name] = SlipLayout.Size(wished: wished, smallest: smallest)
        }
    }

    private mutating func slips(_ node: Node, _ layout: inout SlipLayout) {
        guard let mapping = node.mapping else { return say(node, "slips is a list of kinds, such as `ticket:`") }
        for (key, value) in mapping {
            guard let form = key.string.flatMap(SlipForm.init(rawValue:)) else {
                unknown(key, SlipForm.allCases.map(\.rawValue).joined(separator: ", "))
                continue
            }
            guard let list = value.sequence, (1...Self.mostEntries).contains(list.count) else {
                say(value, "\(form.rawValue) is a list of 1 to \(Self.mostEntries) blocks")
                continue
            }
            layout.slips[form] = list.compactMap { entry($0) }
        }
    }

    private mutating func entry(_ node: Node) -> SlipLayout.Entry? {
        guard let mapping = node.mapping else {
            say(node, "a block is written as `{block: heading, size: title}`")
            return nil
        }
        var entry = SlipLayout.Entry(file: file, line: node.mark?.line ?? 0)
        for (key, value) in mapping { set(key, value, &entry) }
        if entry.look.isDrawing != entry.block.isEmpty {
            say(node, entry.block.isEmpty ? "block is missing" : "a \(entry.look.rawValue) has no block")
        }
        return entry
    }

    private mutating func set(_ key: Node, _ value: Node, _ entry: inout SlipLayout.Entry) {
        switch key.string {
        case "block": entry.block = text(value)
        case "as": entry.look = choice(value) ?? entry.look
        case "size": entry.size = text(value)
        case "labels": entry.labels = text(value)
        case "bold": entry.isBold = flag(value)
        case "frame": entry.isFramed = flag(value)
        case "align": entry.alignment = choice(value) ?? entry.alignment
        case "languages": entry.languages = choice(value) ?? entry.languages
        case "lines": entry.lines = number(value, in: 1...200)
        case "gap": entry.gap = number(value, in: 0...400)
        case "module": entry.module = number(value, in: 3...16) ?? entry.module
        case "thickness": entry.thickness = number(value, in: 1...40) ?? entry.thickness
        default:
            unknown(key, "block, as, size, labels, bold, frame, align, languages, lines, gap, module, thickness")
        }
    }

    private mutating func checkSizes(_ layout: SlipLayout) {
        for entry in layout.slips.values.joined() {
            for name in [entry.size, entry.labels].compactMap(\.self) where layout.sizes[name] == nil {
                findings.append(
                    SlipFinding(
                        .templateInvalid, entry.file, line: entry.line, "size \"\(name.prefix(40))\" is not in sizes")
                )
            }
        }
    }

    // MARK: Single values

    private mutating func number(_ node: Node, in range: ClosedRange<Int>) -> Int? {
        if let number = node.int, range.contains(number) { return number }
        say(node, "a number from \(range.lowerBound) to \(range.upperBound) is wanted")
        return nil
    }

    private mutating func text(_ node: Node) -> String {
        if let text = node.string, !text.isEmpty, text.utf8.count <= 40 { return text }
        say(node, "a name is wanted")
        return ""
    }

    private mutating func flag(_ node: Node) -> Bool {
        if let flag = node.bool { return flag }
        say(node, "true or false is wanted")
        return false
    }

    private mutating func choice<Choice: RawRepresentable & CaseIterable>(
        _ node: Node
    ) -> Choice? where Choice.RawValue == String {
        if let choice = node.string.flatMap(Choice.init(rawValue:)) { return choice }
        say(node, "one of these is wanted: " + Choice.allCases.map(\.rawValue).joined(separator: ", "))
        return nil
    }

    private mutating func unknown(_ key: Node, _ known: String) {
        say(key, "unknown key \"\((key.string ?? "").prefix(40))\"; known here: \(known)")
    }

    private mutating func say(_ node: Node, _ reason: String) {
        findings.append(
            SlipFinding(.templateInvalid, file, line: node.mark?.line ?? 0, column: node.mark?.column, reason))
    }
}
