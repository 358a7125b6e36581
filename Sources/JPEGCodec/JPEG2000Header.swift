/// What the header of a JPEG 2000 picture says (ISO/IEC 15444-1, A.5.1 and I.5), read before libopenjp2 sees a byte:
/// that library makes tables for every tile that a header claims.
struct JPEG2000Header {
    /// Whether the code stream stands in boxes (JP2) or bare.
    let isFile: Bool
    /// Size in pixels.
    let width: Int
    /// Size in pixels.
    let height: Int

    /// The most boxes in front of the code stream.
    private static let boxLimit = 64
    /// The most tiles; pictures of a face have one or a few.
    private static let tileLimit = 1024

    /// Whether the bytes begin as a JPEG 2000 file or code stream does.
    static func isJPEG2000(_ bytes: UnsafeRawBufferPointer) -> Bool {
        bytes.starts(with: signature) || bytes.starts(with: [0xFF, 0x4F, 0xFF, 0x51])
    }

    private static let signature: [UInt8] = [0x00, 0x00, 0x00, 0x0C, 0x6A, 0x50, 0x20, 0x20, 0x0D, 0x0A, 0x87, 0x0A]

    /// - Throws: ``JPEGError`` for another format, more than 3 components or other than 8 bits, more pixels than the
    ///   limit.
    init(_ bytes: UnsafeRawBufferPointer, pixelLimit: Int) throws(JPEGError) {
        isFile = bytes.starts(with: Self.signature)
        let start = isFile ? try Self.codeStream(bytes) : 0
        guard start <= bytes.count else { throw .notJPEG }
        let stream = UnsafeRawBufferPointer(rebasing: bytes[start...])
        // Start of code stream, then the size of image and tiles, always second.
        guard stream.starts(with: [0xFF, 0x4F, 0xFF, 0x51]), stream.count >= 42 else { throw .notJPEG }
        func number(_ offset: Int) -> Int { Self.number(stream, offset, 4) }
        width = number(8) - number(16)
        height = number(12) - number(20)
        let components = Self.number(stream, 40, 2)
        guard width > 0, height > 0, number(24) > 0, number(28) > 0 else { throw .notJPEG }
        guard width <= pixelLimit, height <= pixelLimit, width * height <= pixelLimit else {
            throw .tooManyPixels(width: width, height: height)
        }
        let tiles = (number(8) / number(24) + 1) * (number(12) / number(28) + 1)
        guard tiles <= Self.tileLimit else { throw .damaged("\(tiles) tiles") }
        guard components == 1 || components == 3, stream.count >= 42 + 3 * components else { throw .colours }
        for component in 0..<components where stream[42 + 3 * component] != 7 { throw .colours }
    }

    /// The place of the code stream behind the boxes of a file.
    private static func codeStream(_ bytes: UnsafeRawBufferPointer) throws(JPEGError) -> Int {
        var offset = 0
        for _ in 0..<boxLimit {
            guard offset + 8 <= bytes.count else { throw .notJPEG }
            let length = number(bytes, offset, 4)
            // "jp2c"
            if number(bytes, offset + 4, 4) == 0x6A70_3263 { return offset + (length == 1 ? 16 : 8) }
            // A length of 0 or 1 (to the end, 64 bits) has no place in front of the code stream of a portrait.
            guard length >= 8, length <= bytes.count - offset else { throw .notJPEG }
            offset += length
        }
        throw .notJPEG
    }

    /// Big-endian; zero where the bytes end before.
    private static func number(_ bytes: UnsafeRawBufferPointer, _ offset: Int, _ count: Int) -> Int {
        guard offset >= 0, offset + count <= bytes.count else { return 0 }
        return bytes[offset..<(offset + count)].reduce(0) { $0 << 8 | Int($1) }
    }
}
