extension Flow {
    /// Millimetres over the whole width, edge to edge; every tenth is longest, every fifth longer.
    mutating func ruler() {
        let width = width
        place(height: 40) { canvas, y in
            canvas.box(x: 0, y: y, width: width, height: 2)
            for millimetre in 0...(width / 8) {
                let length = millimetre % 10 == 0 ? 40 : millimetre % 5 == 0 ? 28 : 16
                canvas.box(x: min(millimetre * 8, width - 2), y: y, width: 2, height: length)
            }
        }
    }

    /// Four fields, side by side: black, three quarters, a half, a quarter of the dots; below them lines of one, two,
    /// three and four dots.
    mutating func bars() {
        let width = width
        let (tall, field) = (48, width / 4)
        place(height: tall) { canvas, y in
            canvas.box(x: 0, y: y, width: field, height: tall)
            for row in stride(from: 0, to: tall, by: 2) {
                for column in stride(from: 0, to: field, by: 2) {
                    canvas.box(x: field + column, y: y + row, width: 2, height: 1)
                    canvas.box(x: field + column, y: y + row + 1, width: 1, height: 1)
                    canvas.box(x: 2 * field + column, y: y + row, width: 1, height: 1)
                    canvas.box(x: 2 * field + column + 1, y: y + row + 1, width: 1, height: 1)
                    canvas.box(x: 3 * field + column, y: y + row, width: 1, height: 1)
                }
            }
        }
        for thickness in 1...4 {
            space(8)
            place(height: thickness) { canvas, y in canvas.box(x: 0, y: y, width: width, height: thickness) }
        }
    }
}
