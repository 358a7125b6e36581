import JPEGCodec

/// A picture as characters: a technician on the telephone sees whether the lens is covered or the light is off, and nobody
/// can be known by it.
enum PictureSketch {
    static let columns = 48
    static let rows = 14
    /// Dark to bright.
    private static let ramp = Array(" .:-=+*#%@")

    /// Rows of characters, of the picture's luma.
    static func rows(of gray: Picture) -> [String] {
        cells(of: gray, columns: columns, rows: rows).map { row in
            String(row.map { ramp[Int($0) * ramp.count / 256] })
        }
    }

    /// The mean luma of the pixels of each cell, every other one of each direction.
    static func cells(of gray: Picture, columns: Int, rows: Int) -> [[UInt8]] {
        let bytes = gray.bytes
        return (0..<rows).map { row in
            let lines = gray.height * row / rows..<max(gray.height * (row + 1) / rows, gray.height * row / rows + 1)
            return (0..<columns).map { column in
                let start = gray.width * column / columns
                let end = max(gray.width * (column + 1) / columns, start + 1)
                var sum = 0
                var count = 0
                for line in stride(from: lines.lowerBound, to: min(lines.upperBound, gray.height), by: 2) {
                    for pixel in stride(from: start, to: min(end, gray.width), by: 2) {
                        sum += Int(bytes[line * gray.width + pixel])
                        count += 1
                    }
                }
                return UInt8(count > 0 ? sum / count : 0)
            }
        }
    }
}
