/// The segments of a JPEG picture (ITU-T T.81, annex B), read before libjpeg-turbo sees a byte: size, precision and number
/// of scans decide how much work and memory the decoder would take.
struct JPEGStructure: Sendable, Hashable {
    /// Size in pixels.
    let width: Int
    /// Size in pixels.
    let height: Int
    /// Number of scans; one for the pictures of cameras.
    let scans: Int
    /// Bytes up to the end marker, which is among them.
    let length: Int

    /// The most scans of a progressive picture; encoders make about ten.
    static let scanLimit = 40
    /// The decoder keeps every coefficient of a picture of several scans: about 6 bytes a pixel.
    static let pixelLimitOfScans = 4_000_000

    /// Walks over all segments.
    ///
    /// - Throws: ``JPEGError`` for anything that is not one whole picture of one or three 8-bit components, baseline,
    ///   extended or progressive, Huffman-coded, within the limits.
    init(_ bytes: UnsafeRawBufferPointer, pixelLimit: Int) throws(JPEGError) {
        guard bytes.count >= 4, bytes[0] == 0xFF, bytes[1] == 0xD8 else { throw .notJPEG }
        var walk = Walk(bytes: bytes, offset: 2)
        var size: (width: Int, height: Int)?
        var scans = 0
        while true {
            let marker = try walk.marker()
            switch marker {
            case 0xD9:
                guard let size, scans > 0 else { throw .notJPEG }
                (width, height) = size
                self.scans = scans
                length = walk.offset
                return
            case 0x01, 0xD0...0xD7: continue
            case 0xC0, 0xC1, 0xC2:
                guard size == nil else { throw .damaged("two frame headers") }
                size = try Self.frame(try walk.segment(), pixelLimit)
            // Arithmetic coding, lossless and hierarchical pictures, a second start, a size after the data.
            case 0xC3, 0xC5...0xCF, 0xD8, 0xDC, 0xDE, 0xDF: throw .colours
            case 0xDA:
                guard let size else { throw .notJPEG }
                scans += 1
                guard scans <= Self.scanLimit else { throw .tooManyScans(scans) }
                guard scans == 1 || size.width * size.height <= Self.pixelLimitOfScans else {
                    throw .tooManyPixels(width: size.width, height: size.height)
                }
                _ = try walk.segment()
                walk.skipData()
            default: _ = try walk.segment()
            }
        }
    }

    /// B.2.2: precision, height, width, number of components.
    private static func frame(
        _ segment: UnsafeRawBufferPointer, _ pixelLimit: Int
    ) throws(JPEGError) -> (width: Int, height: Int) {
        guard segment.count >= 6 else { throw .notJPEG }
        let height = Int(segment[1]) << 8 | Int(segment[2])
        let width = Int(segment[3]) << 8 | Int(segment[4])
        let components = Int(segment[5])
        guard segment[0] == 8, components == 1 || components == 3 else { throw .colours }
        guard segment.count == 6 + 3 * components, width > 0, height > 0 else { throw .notJPEG }
        guard width * height <= pixelLimit else { throw .tooManyPixels(width: width, height: height) }
        return (width, height)
    }
}

/// A place in the bytes that only moves forward.
private struct Walk {
    let bytes: UnsafeRawBufferPointer
    var offset: Int

    /// The next marker; fill bytes before it are passed over.
    mutating func marker() throws(JPEGError) -> UInt8 {
        guard offset < bytes.count, bytes[offset] == 0xFF else { throw .damaged("no marker where one must be") }
        while offset < bytes.count, bytes[offset] == 0xFF { offset += 1 }
        guard offset < bytes.count, bytes[offset] != 0 else { throw .damaged("it ends before its end marker") }
        offset += 1
        return bytes[offset - 1]
    }

    /// What stands in the segment behind a marker, its length left out.
    mutating func segment() throws(JPEGError) -> UnsafeRawBufferPointer {
        guard bytes.count - offset >= 2 else { throw .damaged("it ends in a segment") }
        let length = Int(bytes[offset]) << 8 | Int(bytes[offset + 1])
        guard length >= 2, length <= bytes.count - offset else { throw .damaged("it ends in a segment") }
        let segment = UnsafeRawBufferPointer(rebasing: bytes[(offset + 2)..<(offset + length)])
        offset += length
        return segment
    }

    /// Passes over coded data to the next marker that is neither a stuffed byte nor a restart.
    mutating func skipData() {
        while offset + 1 < bytes.count {
            if bytes[offset] == 0xFF, bytes[offset + 1] != 0, !(0xD0...0xD7).contains(bytes[offset + 1]) { return }
            offset += 1
        }
        offset = bytes.count
    }
}
