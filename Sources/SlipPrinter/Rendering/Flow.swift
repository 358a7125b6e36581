import CPango
import KioskDomain

/// Sets blocks one under the other: first all heights, then, on a paper of the right length, the ink.
struct Flow {
    let width: Int
    let margin: Int
    var height = 0
    private(set) var drawings: [(Canvas) -> Void] = []
    private(set) var problems: [SlipExamination.Problem] = []
    private var part = 0

    init(width: Int, margin: Int) {
        self.width = width
        self.margin = margin
    }

    /// Dots between the margins.
    var content: Int { width - 2 * margin }

    /// - Parameter limit: more rows than these are an error: paper, and memory, are finite.
    mutating func add(_ document: SlipDocument, limit: Int) throws(SlipRenderingError) {
        for (index, part) in document.parts.enumerated() {
            self.part = index
            space(part.above)
            try add(part.block)
            guard height <= limit else { throw .tooLong }
        }
        space(document.feed)
    }

    private mutating func add(_ block: SlipDocument.Block) throws(SlipRenderingError) {
        switch block {
        case .text(let texts, let alignment, let lines):
            try set(texts, alignment, x: margin, width: content, lines: lines)
        case .framed(let texts, let alignment): try framed(texts, alignment)
        case .number(let text): try number(text)
        case .band(let text): try band(text)
        case .table(let rows): try table(rows)
        case .line(let thickness): line(thickness: max(1, thickness))
        case .qr(let payload, let module): try code(payload, module)
        case .ruler: ruler()
        case .bars: bars()
        }
    }

    // MARK: What blocks are made of

    mutating func space(_ dots: Int) { height += dots }

    mutating func report(_ kind: SlipExamination.Kind) {
        problems.append(SlipExamination.Problem(part: part, kind: kind))
    }

    /// Draws below all that is there, and moves on.
    mutating func place(height dots: Int, _ draw: @escaping (_ canvas: Canvas, _ y: Int) -> Void) {
        let y = height
        drawings.append { draw($0, y) }
        height += dots
    }

    mutating func line(thickness: Int) {
        let (x, wide) = (margin, content)
        place(height: thickness) { canvas, y in canvas.box(x: x, y: y, width: wide, height: thickness) }
    }

    /// One language under the other, with a little white between them.
    mutating func set(
        _ texts: [SlipDocument.Text], _ alignment: SlipDocument.Alignment, x: Int, width: Int, lines: Int? = nil
    ) throws(SlipRenderingError) {
        for (index, text) in texts.enumerated() {
            if index > 0 { space(text.size / 3) }
            try set(text, alignment, x: x, width: width, lines: lines)
        }
    }

    mutating func set(
        _ text: SlipDocument.Text, _ alignment: SlipDocument.Alignment, x: Int, width: Int, lines: Int? = nil
    ) throws(SlipRenderingError) {
        let layout = try fitted(text, alignment, width: width, lines: lines)
        place(height: layout.height) { canvas, y in layout.draw(on: canvas, x: x, y: y) }
    }

    /// The largest size, from the wished one down to the smallest, at which no word is broken and the lines are few
    /// enough; the smallest one and a note of the problem when there is none.
    func layout(
        _ text: SlipDocument.Text, _ alignment: SlipDocument.Alignment, width: Int, lines: Int?
    ) throws(SlipRenderingError) -> (TextLayout, problem: SlipExamination.Kind?) {
        var size = text.size
        while true {
            let layout = try TextLayout(text, size: size, width: width, alignment: alignment)
            let problem: SlipExamination.Kind? =
                if layout.breaksWords {
                    .wordTooWide
                } else if let lines, layout.lines > lines {
                    .tooManyLines(layout.lines)
                } else {
                    nil
                }
            if problem == nil || size <= text.smallest { return (layout, problem) }
            size = max(text.smallest, size - max(1, size / 12))
        }
    }

    mutating func fitted(
        _ text: SlipDocument.Text, _ alignment: SlipDocument.Alignment, width: Int, lines: Int? = nil
    ) throws(SlipRenderingError) -> TextLayout {
        let (layout, problem) = try layout(text, alignment, width: width, lines: lines)
        if let problem { report(problem) }
        if layout.unknownGlyphs > 0 { report(.missingLetters(layout.unknownGlyphs)) }
        return layout
    }
}
