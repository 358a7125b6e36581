import KioskDomain
import SlipPrinter

/// Sets a content as one kind of slip on one paper: the layout's blocks from the top, each with the text that the
/// templates have for it in the person's language and the others.
struct SlipComposer: Sendable {
    /// A block that came on paper, and the layout's line for it; nil for the demonstration's band.
    struct Piece: Sendable {
        var part: SlipDocument.Part
        var entry: SlipLayout.Entry?
    }

    let layout: SlipLayout
    let form: SlipForm
    /// The form's own file and the common one, for each language.
    let templates: [Language: [SlipTemplate]]

    /// The slip. What the templates have no text for is left out.
    func document(_ content: SlipContent, _ context: SlipContext) -> SlipDocument {
        document(pieces(content, context))
    }

    func document(_ pieces: [Piece]) -> SlipDocument {
        SlipDocument(parts: pieces.map(\.part), margin: layout.margin, feed: layout.feed)
    }

    func pieces(_ content: SlipContent, _ context: SlipContext) -> [Piece] {
        let values = content.values.merging(context.values) { own, _ in own }
        let rendered = Dictionary(
            uniqueKeysWithValues: context.languages.map { ($0, SlipValue.rendered(values, $0)) })
        let band = context.isDemonstration ? [demonstration()] : []
        let pieces = (layout.slips[form] ?? []).flatMap { entry -> [Piece] in
            let texts = context.languages(of: entry).compactMap { language -> Lines? in
                let lines = lines(entry.block, language, rendered[language] ?? [:])
                return lines.isEmpty ? nil : Lines(language: language, lines: lines)
            }
            let drawn = blocks(entry, texts, content.code, first: context.language)
            return drawn.enumerated().map { index, block in
                let above = index == 0 ? entry.gap ?? layout.gap : 4
                return Piece(part: SlipDocument.Part(block, above: above), entry: entry)
            }
        }
        return band + pieces + band
    }

    /// The lines of a block in one language; empty when no file has it.
    func lines(_ block: String, _ language: Language, _ values: [String: Any]) -> [String] {
        for template in templates[language] ?? [] {
            if let lines = template.lines(of: block, values) { return lines }
        }
        return []
    }

    /// True when some file of the language has the block.
    func has(_ block: String, _ language: Language) -> Bool {
        (templates[language] ?? []).contains { $0.line(of: block) != nil }
    }

    // MARK: Blocks

    /// The lines of one block in one language.
    private struct Lines {
        var language: Language
        var lines: [String]
    }

    private func blocks(
        _ entry: SlipLayout.Entry, _ texts: [Lines], _ code: [UInt8]?, first: Language
    ) -> [SlipDocument.Block] {
        switch entry.look {
        case .line: return [.line(thickness: entry.thickness)]
        case .ruler: return [.ruler]
        case .bars: return [.bars]
        case .qr:
            guard let code else { return [] }
            return stacked(entry, texts, first) + [.qr(payload: code, module: entry.module)]
        case .text: return stacked(entry, texts, first)
        case .table:
            let rows = rows(entry, texts, first)
            return rows.isEmpty ? [] : [.table(rows)]
        case .number:
            guard let number = texts.first, let line = number.lines.first else { return [] }
            return [.number(text(line, number.language, entry.size, entry, isFirst: true))]
        case .band:
            guard let words = texts.first else { return [] }
            let line = distinct(texts.compactMap(\.lines.first)).joined(separator: " / ")
            return [.band(text(line, words.language, entry.size, entry, isFirst: true))]
        }
    }

    private func stacked(_ entry: SlipLayout.Entry, _ texts: [Lines], _ first: Language) -> [SlipDocument.Block] {
        var said: Set<[String]> = []
        let set = texts.filter { said.insert($0.lines).inserted }.map {
            text($0.lines.joined(separator: "\n"), $0.language, entry.size, entry, isFirst: $0.language == first)
        }
        guard !set.isEmpty else { return [] }
        return entry.isFramed
            ? [.framed(set, entry.alignment)] : [.text(set, entry.alignment, lines: entry.lines)]
    }

    /// Row by row, the languages one under the other; what is the same in all of them stands once.
    private func rows(_ entry: SlipLayout.Entry, _ texts: [Lines], _ first: Language) -> [SlipDocument.Row] {
        let count = texts.map(\.lines.count).max() ?? 0
        return (0..<count).compactMap { index in
            let cells = texts.filter { index < $0.lines.count }.map { (Self.cells($0.lines[index]), $0.language) }
            // A label whose value is not known says nothing.
            guard !cells.contains(where: { $0.0.value?.isEmpty == true }) else { return nil }
            return SlipDocument.Row(
                column(cells.map { ($0.0.label, $0.1) }, entry.labels ?? entry.size, entry, first, isBold: false),
                column(cells.map { ($0.0.value ?? "", $0.1) }, entry.size, entry, first, isBold: entry.isBold))
        }
    }

    private func column(
        _ cells: [(string: String, language: Language)], _ size: String, _ entry: SlipLayout.Entry, _ first: Language,
        isBold: Bool
    ) -> [SlipDocument.Text] {
        var said: Set<String> = []
        return cells.filter { !$0.string.isEmpty && said.insert($0.string).inserted }.map {
            var text = text($0.string, $0.language, size, entry, isFirst: $0.language == first)
            text.isBold = isBold
            return text
        }
    }

    /// `label | value`; a line without the bar is a label over the whole width.
    private static func cells(_ line: String) -> (label: String, value: String?) {
        let parts = line.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false).map { part in
            part.split(separator: " ").joined(separator: " ")
        }
        return (parts.first ?? "", parts.count > 1 ? parts[1] : nil)
    }

    private func text(
        _ string: String, _ language: Language, _ size: String, _ entry: SlipLayout.Entry, isFirst: Bool
    ) -> SlipDocument.Text {
        let size = layout.size(size, isFirst: isFirst)
        return SlipDocument.Text(
            string, language, size: size.wished, smallest: size.smallest, isBold: entry.isBold)
    }

    private func distinct(_ words: [String]) -> [String] {
        var said: Set<String> = []
        return words.filter { said.insert($0).inserted }
    }

    /// In three languages whatever the person chose and whatever the templates say (RULES R1).
    private func demonstration() -> Piece {
        let size = layout.size("band")
        let text = SlipDocument.Text(
            Self.demonstrationLines.joined(separator: "\n"), size: size.wished, smallest: 12, isBold: true)
        return Piece(part: SlipDocument.Part(.band(text), above: layout.gap), entry: nil)
    }

    static let demonstrationLines = ["ВИРТУАЛДЫ / КӨРСЕТІЛІМ", "ВИРТУАЛЬНО / ДЕМОНСТРАЦИЯ", "VIRTUAL / DEMONSTRATION"]
}

extension SlipContext {
    /// The languages in which a block is printed.
    fileprivate func languages(of entry: SlipLayout.Entry) -> [Language] {
        switch entry.languages {
        case .all: languages
        case .first: [language]
        case .others: Array(languages.dropFirst())
        }
    }
}
