import JPEGCodec

/// Netpbm's binary greymap, P5 with up to 255 steps.
enum PGM {
    /// Reads the first picture of the file; bytes after it are left alone.
    static func decode(_ bytes: [UInt8], pixelLimit: Int) throws(PictureFileError) -> Picture {
        var reader = Reader(bytes: bytes)
        guard reader.take(0x50), reader.take(0x35) else { throw .unknownFormat }
        let (width, height, steps) = (reader.number(), reader.number(), reader.number())
        guard let width, let height, let steps, width > 0, height > 0, (1...255).contains(steps), reader.takeSpace()
        else { throw .damaged("no P5 header with at most 255 steps") }
        let (pixels, overflow) = width.multipliedReportingOverflow(by: height)
        guard !overflow, pixels <= pixelLimit else { throw .tooManyPixels(width: width, height: height) }
        let rest = bytes[reader.place...]
        guard rest.count >= pixels else { throw .damaged("\(rest.count) of \(pixels) pixels") }
        return Picture(width: width, height: height, layout: .rgb) { canvas in
            for (index, value) in rest.prefix(pixels).enumerated() {
                let grey = UInt8(min(Int(value), steps) * 255 / steps)
                for channel in 0..<3 { canvas[3 * index + channel] = grey }
            }
        }
    }

    private struct Reader {
        let bytes: [UInt8]
        var place = 0

        private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

        mutating func take(_ byte: UInt8) -> Bool {
            guard place < bytes.count, bytes[place] == byte else { return false }
            place += 1
            return true
        }

        /// Exactly one: what follows the last number of the header.
        mutating func takeSpace() -> Bool {
            guard place < bytes.count, Self.isSpace(bytes[place]) else { return false }
            place += 1
            return true
        }

        /// A number of up to six digits after space and comments.
        mutating func number() -> Int? {
            while place < bytes.count {
                if take(0x23) {
                    while place < bytes.count, bytes[place] != 0x0A { place += 1 }
                } else if !takeSpace() {
                    break
                }
            }
            var value: Int?
            for _ in 0..<6 {
                guard place < bytes.count, (0x30...0x39).contains(bytes[place]) else { break }
                value = (value ?? 0) * 10 + Int(bytes[place] - 0x30)
                place += 1
            }
            return value
        }
    }
}
