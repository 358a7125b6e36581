import Glibc

/// Where a JPEG picture ends, by its markers (ITU-T T.81 annex B), without decoding it.
struct JPEGShape {
    /// Number of bytes from the first marker to behind the last.
    var end: Int
    /// Text of the first COM segment.
    var remark: String?
    /// Size by the first frame header (B.2.2); 0 without one.
    var width = 0
    /// Size by the first frame header.
    var height = 0

    /// Nil when the bytes do not begin with a whole picture.
    init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count >= 4, bytes[0] == 0xFF, bytes[1] == 0xD8 else { return nil }
        var position = 2
        while position + 4 <= bytes.count {
            guard bytes[position] == 0xFF else { return nil }
            let marker = bytes[position + 1]
            if marker == 0xFF {
                // Fill bytes may stand before any marker.
                position += 1
                continue
            }
            let length = Int(bytes[position + 2]) << 8 | Int(bytes[position + 3])
            let next = position + 2 + length
            guard length >= 2, next <= bytes.count else { return nil }
            if marker == 0xFE, remark == nil {
                remark = String(decoding: bytes[(position + 4)..<min(next, position + 132)], as: UTF8.self)
            }
            if Self.isFrameHeader(marker), length >= 7, width == 0 {
                height = Int(bytes[position + 5]) << 8 | Int(bytes[position + 6])
                width = Int(bytes[position + 7]) << 8 | Int(bytes[position + 8])
            }
            position = next
            guard marker == 0xDA else { continue }
            guard let after = Self.endOfScan(bytes, from: position) else { return nil }
            position = after
            if bytes[position + 1] == 0xD9 {
                end = position + 2
                return
            }
        }
        return nil
    }

    /// SOF0 to SOF15 without the markers for tables and for reservation that lie among them.
    private static func isFrameHeader(_ marker: UInt8) -> Bool {
        (0xC0...0xCF).contains(marker) && marker != 0xC4 && marker != 0xC8 && marker != 0xCC
    }

    /// The marker behind entropy-coded data: 0xFF followed by neither a stuffed zero nor a restart marker.
    private static func endOfScan(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
        guard let base = bytes.baseAddress else { return nil }
        var position = start
        while position + 1 < bytes.count {
            guard let hit = memchr(base + position, 0xFF, bytes.count - 1 - position) else { return nil }
            position = UnsafeRawPointer(hit) - base
            let next = bytes[position + 1]
            if next != 0, next != 0xFF, !(0xD0...0xD7).contains(next) { return position }
            position += next == 0xFF ? 1 : 2
        }
        return nil
    }
}
