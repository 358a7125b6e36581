/// Base64 with the standard alphabet (RFC 4648, section 4).
enum Base64 {
    struct Malformed: Error {
        /// The byte that does not belong there; nil when the end is wrong.
        var byte: UInt8?
    }

    /// Reads Base64; white space between is skipped, padding may be left out.
    static func decode(_ text: ArraySlice<UInt8>) throws(Malformed) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.count / 4 * 3 + 3)
        var bits: UInt32 = 0
        var count = 0
        var padding = 0
        var wrong: UInt8?
        text.withUnsafeBufferPointer { text in
            for byte in text {
                let value = values[Int(byte)]
                if value < 64, padding == 0 {
                    bits = bits << 6 | UInt32(value)
                    count += 1
                    if count == 4 {
                        result.append(UInt8(truncatingIfNeeded: bits >> 16))
                        result.append(UInt8(truncatingIfNeeded: bits >> 8))
                        result.append(UInt8(truncatingIfNeeded: bits))
                        count = 0
                    }
                } else if byte == UInt8(ascii: "="), count + padding < 4, count >= 2 {
                    padding += 1
                } else if value != space {
                    wrong = byte
                    return
                }
            }
        }
        if let wrong { throw Malformed(byte: wrong) }
        guard padding == 0 || count + padding == 4, count != 1 else { throw Malformed(byte: nil) }
        if count == 2 { result.append(UInt8(truncatingIfNeeded: bits >> 4)) }
        if count == 3 {
            result.append(UInt8(truncatingIfNeeded: bits >> 10))
            result.append(UInt8(truncatingIfNeeded: bits >> 2))
        }
        return result
    }

    /// - Parameter lineLength: characters of a line, each ended by a line feed; nil for one text without lines.
    static func encode(_ bytes: [UInt8], lineLength: Int? = nil) -> [UInt8] {
        var result: [UInt8] = []
        let length = (bytes.count + 2) / 3 * 4
        result.reserveCapacity(length + (lineLength.map { length / $0 + 1 } ?? 0))
        var column = 0
        bytes.withUnsafeBufferPointer { bytes in
            for start in stride(from: 0, to: bytes.count, by: 3) {
                let left = bytes.count - start
                let second = left > 1 ? bytes[start + 1] : 0
                let third = left > 2 ? bytes[start + 2] : 0
                let bits = UInt32(bytes[start]) << 16 | UInt32(second) << 8 | UInt32(third)
                result.append(alphabet[Int(bits >> 18 & 63)])
                result.append(alphabet[Int(bits >> 12 & 63)])
                result.append(left > 1 ? alphabet[Int(bits >> 6 & 63)] : UInt8(ascii: "="))
                result.append(left > 2 ? alphabet[Int(bits & 63)] : UInt8(ascii: "="))
                column += 4
                if let lineLength, column >= lineLength || left <= 3 {
                    result.append(0x0A)
                    column = 0
                }
            }
        }
        return result
    }

    /// RFC 7468 with any label, line feeds, the last line ended too.
    static func pem(_ bytes: [UInt8], label: String) -> [UInt8] {
        Array("-----BEGIN \(label)-----\n".utf8) + encode(bytes, lineLength: 64)
            + Array("-----END \(label)-----\n".utf8)
    }

    /// Reads DER out of PEM, or out of plain Base64.
    static func derOfPEM(_ text: ArraySlice<UInt8>) throws(Malformed) -> [UInt8] {
        let lines = text.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D })
        return try decode(Array(lines.filter { !$0.starts(with: "-----".utf8) }.joined())[...])
    }

    private static let space: UInt8 = 0x80
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 0xFF, count: 256)
        for (value, byte) in alphabet.enumerated() { values[Int(byte)] = UInt8(value) }
        for byte in " \t\r\n".utf8 { values[Int(byte)] = space }
        return values
    }()
}
