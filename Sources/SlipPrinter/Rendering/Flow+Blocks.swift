import CPango
import KioskDomain

extension Flow {
    /// As large as the width allows, trimmed to its ink so that no air is lost to letters that are not there.
    mutating func largeNumber(_ number: String) throws(SlipRenderingError) {
        let scale = scale
        var size = scale.number
        var layout = try TextLayout(number, .bold(size, PANGO_ALIGN_CENTER), width: scale.content, language: .kazakh)
        while size > scale.title, layout.lines > 1 || Int(layout.ink.width) > scale.content {
            size -= 4
            layout = try TextLayout(number, .bold(size, PANGO_ALIGN_CENTER), width: scale.content, language: .kazakh)
        }
        let set = layout
        let ink = layout.ink
        place(height: Int(ink.height)) { canvas, y in set.draw(on: canvas, x: scale.margin, y: y - Int(ink.y)) }
        space(scale.gap / 2)
    }

    /// A sentence that must not be missed: bold, in a frame.
    mutating func framed(_ text: Localised) throws(SlipRenderingError) {
        let scale = scale
        let padding = 16
        let top = height
        space(padding)
        try stacked(text, first: .bold(scale.body, PANGO_ALIGN_CENTER), inset: padding)
        space(padding)
        let bottom = height
        height = top
        place(height: bottom - top) { canvas, y in
            let (x, width, tall, pen) = (scale.margin, scale.content, bottom - top, 3)
            canvas.box(x: x, y: y, width: width, height: pen)
            canvas.box(x: x, y: y + tall - pen, width: width, height: pen)
            canvas.box(x: x, y: y, width: pen, height: tall)
            canvas.box(x: x + width - pen, y: y, width: pen, height: tall)
        }
    }

    /// Labels on the left, values on the right on the same first line, a thin line between two rows.
    mutating func table(_ rows: [SlipDocument.Row]) throws(SlipRenderingError) {
        let labelWidth = scale.content * 45 / 100
        let valueWidth = scale.content - labelWidth - 12
        for (index, row) in rows.enumerated() {
            if index > 0 {
                space(8)
                line(thickness: 1)
                space(8)
            }
            let top = height
            // The first lines of a small label and a large value stand on one base line.
            space((scale.value - scale.small) * 9 / 10)
            try column(row.label, .plain(scale.small), x: scale.margin, width: labelWidth)
            let labelBottom = height
            height = top
            let x = scale.margin + scale.content - valueWidth
            try column(row.value, .bold(scale.value, PANGO_ALIGN_RIGHT), x: x, width: valueWidth)
            height = max(height, labelBottom)
        }
    }

    private mutating func column(
        _ text: Localised, _ first: TextStyle, x: Int, width: Int
    ) throws(SlipRenderingError) {
        for (language, style) in styles(for: text, first: first) {
            let layout = try TextLayout(text[language], style, width: width, language: language)
            place(height: layout.height) { canvas, y in layout.draw(on: canvas, x: x, y: y) }
        }
    }

    mutating func code(_ payload: [UInt8], _ caption: Localised) throws(SlipRenderingError) {
        let scale = scale
        let code = try QRCode(payload)
        let module = try code.moduleSize(fitting: scale.content)
        let quiet = QRCode.quietZone * module
        let side = code.side * module
        try stacked(caption, first: .plain(scale.body, PANGO_ALIGN_CENTER))
        place(height: side + 2 * quiet) { canvas, y in
            let left = (scale.width - side) / 2
            for row in 0..<code.side {
                for column in 0..<code.side where code.isDark(column, row) {
                    canvas.box(
                        x: left + column * module, y: y + quiet + row * module, width: module, height: module)
                }
            }
        }
    }

    /// Millimetres over the whole width, edge to edge: shows a shifted or worn head.
    mutating func ruler() throws(SlipRenderingError) {
        let width = scale.width
        place(height: 40) { canvas, y in
            canvas.box(x: 0, y: y, width: width, height: 2)
            for millimetre in 0...(width / 8) {
                let length = millimetre % 10 == 0 ? 40 : millimetre % 5 == 0 ? 28 : 16
                canvas.box(x: min(millimetre * 8, width - 2), y: y, width: 2, height: length)
            }
        }
    }

    /// White on black over the whole width, with what it means below.
    mutating func band(_ mark: SlipDocument.Mark) throws(SlipRenderingError) {
        let words = languages.map { mark.title[$0] }.joined(separator: " · ")
        try bar([words], size: scale.body)
        space(8)
        try stacked(mark.meaning, first: .plain(scale.small, PANGO_ALIGN_CENTER))
        space(scale.gap)
    }

    mutating func demonstrationBand() throws(SlipRenderingError) {
        try bar(DemonstrationMark.lines, size: scale.small)
        space(scale.gap)
    }

    private mutating func bar(_ lines: [String], size: Int) throws(SlipRenderingError) {
        let scale = scale
        let words = lines.joined(separator: "\n")
        let style = TextStyle.bold(size, PANGO_ALIGN_CENTER)
        let layout = try TextLayout(words, style, width: scale.content, language: .kazakh)
        place(height: layout.height + 20) { canvas, y in
            canvas.box(x: 0, y: y, width: scale.width, height: layout.height + 20)
            canvas.erasing { layout.draw(on: canvas, x: scale.margin, y: y + 10) }
        }
    }
}
