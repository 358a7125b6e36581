import CPango

extension Flow {
    /// As large as the width allows, trimmed to its ink so that no air is lost to letters that are not there.
    mutating func number(_ text: SlipDocument.Text) throws(SlipRenderingError) {
        let x = margin
        var size = text.size
        var set = try TextLayout(text, size: size, width: content, alignment: .centre)
        while size > text.smallest, isTooWide(set) {
            size = max(text.smallest, size - 4)
            set = try TextLayout(text, size: size, width: content, alignment: .centre)
        }
        if isTooWide(set) { report(.numberTooWide) }
        if set.unknownGlyphs > 0 { report(.missingLetters(set.unknownGlyphs)) }
        let (layout, ink) = (set, set.ink)
        place(height: Int(ink.height)) { canvas, y in layout.draw(on: canvas, x: x, y: y - Int(ink.y)) }
    }

    private func isTooWide(_ layout: TextLayout) -> Bool { layout.lines > 1 || Int(layout.ink.width) > content }

    /// Sentences that must not be missed: in a frame.
    mutating func framed(
        _ texts: [SlipDocument.Text], _ alignment: SlipDocument.Alignment
    ) throws(SlipRenderingError) {
        let padding = 16
        let (x, width) = (margin, content)
        let top = height
        space(padding)
        try set(texts, alignment, x: x + padding, width: width - 2 * padding)
        space(padding)
        let tall = height - top
        height = top
        place(height: tall) { canvas, y in
            let pen = 3
            canvas.box(x: x, y: y, width: width, height: pen)
            canvas.box(x: x, y: y + tall - pen, width: width, height: pen)
            canvas.box(x: x, y: y, width: pen, height: tall)
            canvas.box(x: x + width - pen, y: y, width: pen, height: tall)
        }
    }

    /// Labels on the left, values on the right on the same first line, a thin line between two rows.
    mutating func table(_ rows: [SlipDocument.Row]) throws(SlipRenderingError) {
        let labelWidth = content * 45 / 100
        let valueWidth = content - labelWidth - 12
        for (index, row) in rows.enumerated() {
            if index > 0 {
                space(8)
                line(thickness: 1)
                space(8)
            }
            let top = height
            guard !row.value.isEmpty else {
                for text in row.label { try set(text, .left, x: margin, width: content) }
                continue
            }
            // The first lines of a small label and a large value stand on one base line.
            space(max(0, (row.value[0].size - (row.label.first?.size ?? 0)) * 9 / 10))
            for text in row.label { try set(text, .left, x: margin, width: labelWidth) }
            let labelBottom = height
            height = top
            let x = margin + content - valueWidth
            for text in row.value { try set(text, .right, x: x, width: valueWidth) }
            height = max(height, labelBottom)
        }
    }

    mutating func code(_ payload: [UInt8], _ wished: Int) throws(SlipRenderingError) {
        let code: QRCode
        do {
            code = try QRCode(payload)
        } catch {
            return report(.codeTooDense)
        }
        guard let module = code.moduleSize(fitting: content, wished: wished) else { return report(.codeTooDense) }
        let quiet = QRCode.quietZone * module
        let side = code.side * module
        let left = (width - side) / 2
        place(height: side + 2 * quiet) { canvas, y in
            for row in 0..<code.side {
                for run in code.darkRuns(row) {
                    canvas.box(
                        x: left + run.lowerBound * module, y: y + quiet + row * module, width: run.count * module,
                        height: module)
                }
            }
        }
    }

    /// White on black over the whole width.
    mutating func band(_ text: SlipDocument.Text) throws(SlipRenderingError) {
        let (x, width) = (margin, width)
        let layout = try fitted(text, .centre, width: content)
        place(height: layout.height + 20) { canvas, y in
            canvas.box(x: 0, y: y, width: width, height: layout.height + 20)
            canvas.erasing { layout.draw(on: canvas, x: x, y: y + 10) }
        }
    }
}
