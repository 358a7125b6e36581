import KioskDomain
import SlipPrinter

/// Says what of one kind of slip does not fit one paper, by setting the longest, the shortest and the usual one in each
/// language and measuring it.
enum SlipLint {
    static func findings(_ composer: SlipComposer) -> [SlipFinding] {
        let missing = unknownBlocks(composer) + neededBlocks(composer)
        guard missing.isEmpty else { return missing }
        var findings: [SlipFinding] = []
        for language in Language.allCases {
            let cases = [
                (SlipSamples.longest(composer.form), SlipSamples.longestContext(language)),
                (SlipSamples.shortest(composer.form), SlipSamples.context(language)),
                (SlipSamples.usual(composer.form), SlipSamples.context(language, isDemonstration: true)),
            ]
            for (content, context) in cases { findings += problems(composer, content, context) }
        }
        var said: Set<SlipFinding> = []
        return findings.filter { said.insert($0).inserted }
    }

    /// Blocks that the layout names and no template has.
    private static func unknownBlocks(_ composer: SlipComposer) -> [SlipFinding] {
        (composer.layout.slips[composer.form] ?? []).flatMap { entry in
            entry.look.isDrawing
                ? []
                : Language.allCases.filter { !composer.has(entry.block, $0) }.map { language in
                    SlipFinding(
                        .templateInvalid, SlipFiles.name(composer.form.rawValue, language),
                        "block [\(entry.block)] of \(entry.file) is missing")
                }
        }
    }

    /// Blocks without which the slip is worth nothing.
    private static func neededBlocks(_ composer: SlipComposer) -> [SlipFinding] {
        let entries = composer.layout.slips[composer.form] ?? []
        return composer.form.needed.filter { need in !entries.contains { $0.block == need } }.map { need in
            SlipFinding(
                .templateInvalid, composer.layout.file, "\(composer.form.rawValue) cannot do without block [\(need)]")
        } + emptyBlocks(composer)
    }

    private static func emptyBlocks(_ composer: SlipComposer) -> [SlipFinding] {
        let content = SlipSamples.longest(composer.form)
        return Language.allCases.flatMap { language in
            let file = SlipFiles.name(composer.form.rawValue, language)
            let values = SlipValue.rendered(
                content.values.merging(SlipSamples.context(language).values) { own, _ in own }, language)
            return composer.form.needed.compactMap { need in
                let lines = composer.lines(need, language, values)
                if lines.isEmpty { return SlipFinding(.templateInvalid, file, "block [\(need)] is empty") }
                if need == "number", let number = content.number, lines.first?.contains(number) != true {
                    return SlipFinding(.templateInvalid, file, "block [number] does not hold {{number}}")
                }
                return nil
            }
        }
    }

    private static func problems(
        _ composer: SlipComposer, _ content: SlipContent, _ context: SlipContext
    ) -> [SlipFinding] {
        let pieces = composer.pieces(content, context)
        let layout = composer.layout
        let examination: SlipExamination
        do {
            examination = try SlipRenderer(paper: layout.paper).examine(composer.document(pieces))
        } catch {
            return [SlipFinding(error.code, layout.file, "\(composer.form.rawValue): \(error.detail)")]
        }
        var findings = examination.problems.map { problem in
            let entry = pieces.indices.contains(problem.part) ? pieces[problem.part].entry : nil
            let block = entry.map { $0.block } ?? "demonstration"
            return SlipFinding(
                .templateTooBig, entry?.file ?? layout.file, line: entry?.line ?? 0,
                "\(composer.form.rawValue) [\(block)] in \(context.language.rawValue): \(reason(problem.kind))")
        }
        if examination.height > layout.longest {
            findings.append(
                SlipFinding(
                    .templateTooBig, layout.file,
                    "\(composer.form.rawValue) in \(context.language.rawValue) has \(examination.height) rows; "
                        + "longest is \(layout.longest)"))
        }
        return findings
    }

    private static func reason(_ kind: SlipExamination.Kind) -> String {
        switch kind {
        case .wordTooWide: "a word is wider than its place"
        case .tooManyLines(let lines): "\(lines) lines are too many"
        case .numberTooWide: "the number is wider than the paper"
        case .codeTooDense: "the code's dots would be too small to be read"
        case .missingLetters(let count): "no font has \(count) of the letters"
        }
    }
}
