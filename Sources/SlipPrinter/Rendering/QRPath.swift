/// A QR code for a screen.
public enum QRPath {
    /// Modules along one side, and the dark ones as data of an SVG path (SVG 2, 9.3): one module a unit, row by row.
    ///
    /// - Throws: `codeTooLarge` for more text than a code holds.
    public static func draw(_ text: String) throws(SlipRenderingError) -> (side: Int, path: String) {
        let code = try QRCode(Array(text.utf8))
        let path = (0..<code.side).flatMap { row in
            code.darkRuns(row).map { "M\($0.lowerBound) \(row)h\($0.count)v1h-\($0.count)z" }
        }.joined()
        return (code.side, path)
    }
}
