import KioskDomain
import Mustache

/// The text of one kind of slip in one language: blocks of Mustache, each under a line `[name]`. Each line of a block is
/// a line on the slip, as far as it is wide enough; in a table a line is `label | value`.
///
/// The file is cut into blocks before any value is filled in, so that no value can begin a block.
struct SlipTemplate: Sendable {
    /// What stands under one name.
    struct Block: Sendable {
        /// Line of the file on which its name stands.
        var line: Int
        var text: MustacheTemplate
    }

    /// Name of the file.
    let file: String
    private let blocks: [String: Block]

    /// Bytes of a file.
    static let mostBytes = 16 << 10
    static let mostBlocks = 64
    static let mostFindings = 20
    /// Letters of one block with its values.
    private static let mostLetters = 4000

    /// - Throws: everything that is wrong with the file.
    init(_ bytes: [UInt8], file: String, names: TemplateNames) throws(SlipFault) {
        self.file = file
        let text = try SlipText.decoded(bytes, file: file, limit: Self.mostBytes)
        var blocks: [String: Block] = [:]
        var findings: [SlipFinding] = []
        for section in try Self.sections(text, file: file) {
            guard blocks[section.name] == nil else {
                findings.append(
                    SlipFinding(.templateInvalid, file, line: section.line, "block [\(section.name)] stands twice"))
                continue
            }
            var scanner = TagScanner(file: file, names: names)
            scanner.scan(section.text, firstLine: section.line + 1)
            findings += scanner.findings
            guard scanner.findings.isEmpty else { continue }
            do {
                // Paper knows no HTML: values stand as they are.
                let template = try MustacheTemplate(string: "{{% CONTENT_TYPE:TEXT}}" + section.text)
                blocks[section.name] = Block(line: section.line, text: template)
            } catch {
                let line = (error as? MustacheTemplate.ParserError)?.context.lineNumber ?? 0
                findings.append(
                    SlipFinding(.templateInvalid, file, line: section.line + line, "a tag cannot be read"))
            }
        }
        guard findings.isEmpty else { throw SlipFault(Array(findings.prefix(Self.mostFindings))) }
        self.blocks = blocks
    }

    /// Line on which a block begins; nil when the file does not have it.
    func line(of block: String) -> Int? { blocks[block]?.line }

    /// The lines of a block with its values, empty ones left out; nil when the file does not have it.
    func lines(of block: String, _ values: [String: Any]) -> [String]? {
        guard let block = blocks[block] else { return nil }
        return block.text.render(values).prefix(Self.mostLetters).split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ")
            return words.isEmpty ? nil : words.joined(separator: " ")
        }
    }

    /// Cuts the text at its lines `[name]`. What stands before the first one is a comment.
    private static func sections(
        _ text: String, file: String
    ) throws(SlipFault) -> [(name: String, line: Int, text: String)] {
        var sections: [(name: String, line: Int, text: String)] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if let name = name(line) {
                guard sections.count < mostBlocks else {
                    throw SlipFault(file, line: index + 1, "more than \(mostBlocks) blocks")
                }
                sections.append((name, index + 1, ""))
            } else if !sections.isEmpty {
                sections[sections.count - 1].text += line + "\n"
            }
        }
        guard !sections.isEmpty else { throw SlipFault(file, "no block: a line such as [heading] begins one") }
        return sections
    }

    private static func name(_ line: Substring) -> String? {
        guard line.first == "[", line.last == "]", line.count > 2 else { return nil }
        let name = line.dropFirst().dropLast()
        let isName = name.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") }
        return isName ? String(name) : nil
    }
}

/// What templates and layouts have in common as files.
enum SlipText {
    /// The bytes as text with plain line feeds, when all of it can be printed.
    static func decoded(_ bytes: [UInt8], file: String, limit: Int) throws(SlipFault) -> String {
        guard bytes.count <= limit else {
            throw SlipFault(file, "\(bytes.count) bytes; a file may have \(limit)")
        }
        guard let raw = String(validating: bytes, as: UTF8.self) else { throw SlipFault(file, "this is not UTF-8") }
        var text = raw.replacing("\r\n", with: "\n")
        if text.hasPrefix("\u{FEFF}") { text.removeFirst() }
        let faults = SlipLetters.faults(in: text)
        guard faults.isEmpty else {
            throw SlipFault(
                faults.map {
                    SlipFinding(.templateInvalid, file, line: $0.line, column: $0.column, $0.fault.rawValue)
                })
        }
        return text
    }
}
