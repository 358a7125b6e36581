/// Whether bytes are UTF-8 (RFC 3629): no surrogates, nothing overlong, nothing above U+10FFFF. Documents are mostly ASCII
/// and up to 64 MiB, so that runs of it are passed eight bytes at a time.
enum UTF8Check {
    static func isValid(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { bytes in
            var index = 0
            while index < bytes.count {
                index = endOfASCII(bytes, from: index)
                guard index < bytes.count else { return true }
                guard let length = sequenceLength(bytes, at: index) else { return false }
                index += length
            }
            return true
        }
    }

    private static func endOfASCII(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        var index = start
        while index + 8 <= bytes.count,
            bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
        {
            index += 8
        }
        while index < bytes.count, bytes[index] < 0x80 { index += 1 }
        return index
    }

    /// Table 3-7 of the Unicode Standard; nil for a sequence that is none.
    private static func sequenceLength(_ bytes: UnsafeRawBufferPointer, at index: Int) -> Int? {
        func continues(_ offset: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
            index + offset < bytes.count && range.contains(bytes[index + offset])
        }
        let second: ClosedRange<UInt8>
        switch bytes[index] {
        case 0xC2...0xDF: return continues(1) ? 2 : nil
        case 0xE0: second = 0xA0...0xBF
        case 0xED: second = 0x80...0x9F
        case 0xE1...0xEF: second = 0x80...0xBF
        case 0xF0: second = 0x90...0xBF
        case 0xF1...0xF3: second = 0x80...0xBF
        case 0xF4: second = 0x80...0x8F
        default: return nil
        }
        guard continues(1, second), continues(2) else { return nil }
        if bytes[index] < 0xF0 { return 3 }
        return continues(3) ? 4 : nil
    }
}
