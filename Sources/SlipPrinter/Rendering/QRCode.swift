import CQREncode

/// A QR code (ISO/IEC 18004) as a square of modules.
struct QRCode {
    /// Modules along one side, without the quiet zone.
    let side: Int
    private let dark: [Bool]

    /// Modules of white that a reader needs on each side.
    static let quietZone = 4

    /// More bytes than these no code of this error correction holds (version 40-M).
    private static let most = 2331

    /// Below three dots (0.375 mm) phone cameras and desk readers begin to fail on thermal paper.
    static let thinnest = 3

    /// Error correction M: 15 % may be torn or smudged.
    init(_ payload: [UInt8]) throws(SlipRenderingError) {
        guard payload.count <= Self.most,
            let code = QRcode_encodeData(Int32(payload.count), payload, 0, QR_ECLEVEL_M)
        else { throw .codeTooLarge }
        defer { QRcode_free(code) }
        side = Int(code.pointee.width)
        guard let data = code.pointee.data else { throw .codeTooLarge }
        dark = (0..<side * side).map { data[$0] & 1 == 1 }
    }

    /// Columns of one row that are dark side by side.
    func darkRuns(_ row: Int) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        for column in 0..<side where dark[row * side + column] {
            let start = runs.last?.upperBound == column ? runs.removeLast().lowerBound : column
            runs.append(start..<(column + 1))
        }
        return runs
    }

    /// Dots per module so that the code with its quiet zone fits into `width`; nil when that is too thin to be read.
    func moduleSize(fitting width: Int, wished: Int) -> Int? {
        let size = min(wished, width / (side + 2 * Self.quietZone))
        return size >= Self.thinnest ? size : nil
    }
}
