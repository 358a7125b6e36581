/// A picture of one bit per dot, as a thermal head burns it: rows from the top, eight dots a byte, the leftmost dot in
/// the highest bit, 1 = ink. Rows start on byte boundaries; the spare bits of a row's last byte are 0.
public struct Raster: Sendable, Hashable {
    /// Dots in a row.
    public let width: Int
    /// Bytes in a row.
    public let bytesPerRow: Int
    /// All rows, one after another.
    public private(set) var bytes: [UInt8]

    /// Rows.
    public var height: Int { bytesPerRow == 0 ? 0 : bytes.count / bytesPerRow }

    /// A white picture.
    public init(width: Int, height: Int) {
        self.width = max(0, width)
        bytesPerRow = (self.width + 7) / 8
        bytes = [UInt8](repeating: 0, count: bytesPerRow * max(0, height))
    }

    /// A picture of given rows; nil when `bytes` is no whole number of rows.
    public init?(width: Int, bytes: [UInt8]) {
        guard width > 0, bytes.count % ((width + 7) / 8) == 0 else { return nil }
        self.width = width
        bytesPerRow = (width + 7) / 8
        self.bytes = bytes
    }

    /// True where there is ink; false outside of the picture.
    public subscript(x: Int, y: Int) -> Bool {
        get {
            guard contains(x, y) else { return false }
            return bytes[y * bytesPerRow + x >> 3] & (0x80 >> UInt8(x & 7)) != 0
        }
        set {
            guard contains(x, y) else { return }
            let bit: UInt8 = 0x80 >> UInt8(x & 7)
            if newValue {
                bytes[y * bytesPerRow + x >> 3] |= bit
            } else {
                bytes[y * bytesPerRow + x >> 3] &= ~bit
            }
        }
    }

    /// Adds one row at the bottom: cut at the width, filled up with white.
    public mutating func append(row: some Collection<UInt8>) {
        var kept = Array(row.prefix(bytesPerRow))
        kept.append(contentsOf: repeatElement(0, count: bytesPerRow - kept.count))
        if width & 7 != 0 { kept[bytesPerRow - 1] &= ~(0xFF >> UInt8(width & 7)) }
        bytes.append(contentsOf: kept)
    }

    /// True when no dot is inked.
    public var isBlank: Bool { bytes.allSatisfy { $0 == 0 } }

    private func contains(_ x: Int, _ y: Int) -> Bool { x >= 0 && x < width && y >= 0 && y < height }
}
