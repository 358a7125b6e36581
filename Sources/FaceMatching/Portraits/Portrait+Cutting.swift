import HelperProtocol
import JPEGCodec

/// Cuts the photo out of a frame and measures what is behind the person.
struct PortraitCutter {
    /// Sharp enough for print, and small: some 60 KiB.
    static let quality = 92
    /// Of the width, at each side, from 5 % to 45 % of the height: beside the head, above the shoulders.
    private static let sideShare = 0.14

    let cut: PortraitCut

    /// - Throws: `JPEGError` when the picture cannot be coded.
    func photo(of rgb: Picture) throws(JPEGError) -> [UInt8] {
        let part = try Picture(width: cut.width, height: cut.height, layout: .rgb) { (bytes) throws(JPEGError) in
            let from = rgb.bytes
            let row = cut.width * 3
            for y in 0..<cut.height {
                let start = ((cut.top + y) * rgb.width + cut.left) * 3
                bytes[(y * row)..<(y * row + row)].copyBytes(from: from[start..<(start + row)])
            }
        }
        return try JPEGEncoder().encode(part, quality: Self.quality)
    }

    /// Greater spread of both sides, and the difference of their means.
    func background(_ gray: Picture) -> (spread: Double, difference: Double) {
        let side = max(Int(Double(cut.width) * Self.sideShare), 1)
        let rows = (cut.top + cut.height / 20)..<(cut.top + cut.height * 9 / 20)
        let one = measure(gray, cut.left..<(cut.left + side), rows)
        let other = measure(gray, (cut.left + cut.width - side)..<(cut.left + cut.width), rows)
        return (max(one.spread, other.spread), abs(one.mean - other.mean))
    }

    private func measure(_ gray: Picture, _ columns: Range<Int>, _ rows: Range<Int>) -> (mean: Double, spread: Double) {
        var (sum, squares, count) = (0, 0, 0)
        let bytes = gray.bytes
        for y in rows {
            for x in columns {
                let value = Int(bytes[y * gray.width + x])
                sum += value
                squares += value * value
                count += 1
            }
        }
        let mean = Double(sum) / Double(max(count, 1))
        return (mean, max(Double(squares) / Double(max(count, 1)) - mean * mean, 0).squareRoot())
    }
}
