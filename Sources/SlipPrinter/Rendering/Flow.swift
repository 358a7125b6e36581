import CPango
import KioskDomain

/// Sets blocks one under the other: first all heights, then, on a paper of the right length, the ink.
struct Flow {
    let scale: TypeScale
    let languages: [Language]
    var height = 0
    private(set) var drawings: [(Canvas) -> Void] = []

    init(scale: TypeScale, languages: [Language]) {
        self.scale = scale
        self.languages = languages
    }

    mutating func add(_ document: SlipDocument) throws(SlipRenderingError) {
        space(scale.gap / 2)
        if document.context.isDemonstration { try demonstrationBand() }
        for mark in document.marks { try band(mark) }
        try stacked(document.context.centre, first: .bold(scale.body, PANGO_ALIGN_CENTER))
        space(scale.gap / 2)
        line(thickness: 4)
        for block in document.blocks {
            space(scale.gap)
            try add(block)
        }
        space(scale.gap)
        line(thickness: 1)
        space(scale.gap / 3)
        let context = document.context
        try text("\(context.kiosk)  ·  \(context.issued)", .plain(scale.small, PANGO_ALIGN_CENTER), in: languages[0])
        space(scale.gap)
    }

    private mutating func add(_ block: SlipDocument.Block) throws(SlipRenderingError) {
        switch block {
        case .heading(let title): try stacked(title, first: .bold(scale.title, PANGO_ALIGN_CENTER))
        case .largeNumber(let number): try largeNumber(number)
        case .text(let text): try stacked(text, first: .plain(scale.body, PANGO_ALIGN_CENTER))
        case .notice(let text): try framed(text)
        case .rows(let rows): try table(rows)
        case .rule: line(thickness: 2)
        case .qr(let payload, let caption): try code(payload, caption)
        case .footer(let text): try stacked(text, first: .plain(scale.body, PANGO_ALIGN_CENTER))
        case .ruler: try ruler()
        case .sample(let text): try self.text(text, .plain(scale.title * 7 / 8, PANGO_ALIGN_CENTER), in: .kazakh)
        }
    }

    // MARK: What blocks are made of

    mutating func space(_ dots: Int) { height += dots }

    /// Draws below all that is there, and moves on.
    mutating func place(height dots: Int, _ draw: @escaping (_ canvas: Canvas, _ y: Int) -> Void) {
        let y = height
        drawings.append { draw($0, y) }
        height += dots
    }

    mutating func line(thickness: Int) {
        let scale = scale
        place(height: thickness) { canvas, y in
            canvas.box(x: scale.margin, y: y, width: scale.content, height: thickness)
        }
    }

    mutating func text(
        _ text: String, _ style: TextStyle, in language: Language, inset: Int = 0
    ) throws(SlipRenderingError) {
        let x = scale.margin + inset
        let layout = try TextLayout(text, style, width: scale.content - 2 * inset, language: language)
        place(height: layout.height) { canvas, y in layout.draw(on: canvas, x: x, y: y) }
    }

    /// The first language as given, the others below it, a step smaller and never bold.
    mutating func stacked(_ text: Localised, first: TextStyle, inset: Int = 0) throws(SlipRenderingError) {
        for (language, style) in styles(for: text, first: first) {
            try self.text(text[language], style, in: language, inset: inset)
        }
    }

    /// Each language with its style; a text that two languages share is set once.
    func styles(for text: Localised, first: TextStyle) -> [(Language, TextStyle)] {
        var seen: Set<String> = []
        return languages.compactMap { language in
            guard seen.insert(text[language]).inserted else { return nil }
            let isFirst = language == languages[0]
            return (
                language, isFirst ? first : TextStyle(size: scale.second(to: first.size), alignment: first.alignment)
            )
        }
    }
}
