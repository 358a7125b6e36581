import SlipRaster

/// A slip each row of which says its number, so that any scrap of paper tells whose it is.
enum NumberedSlip {
    static let rows = 40
    private static let bits = 24

    /// Whole bytes of ink or paper: nothing in it looks like a command.
    static func raster(_ number: Int) -> Raster {
        var raster = Raster(width: 576, height: 0)
        let row = [0xFF] + (0..<bits).map { number >> $0 & 1 == 1 ? UInt8(0xFF) : 0x00 } + [0xFF]
        for _ in 0..<rows { raster.append(row: row) }
        return raster
    }

    /// The number of each inked row; -1 for a row that is none of ours.
    static func numbers(on raster: Raster) -> [Int] {
        (0..<raster.height).compactMap { y in
            let row = raster.bytes[(y * raster.bytesPerRow)..<((y + 1) * raster.bytesPerRow)]
            guard row.contains(where: { $0 != 0 }) else { return nil }
            let cells = Array(row)
            guard cells[0] == 0xFF, cells[bits + 1] == 0xFF, cells[(bits + 2)...].allSatisfy({ $0 == 0 }),
                cells[1...bits].allSatisfy({ $0 == 0 || $0 == 0xFF })
            else { return -1 }
            return (0..<bits).reduce(0) { $0 | (cells[$1 + 1] == 0xFF ? 1 << $1 : 0) }
        }
    }
}
