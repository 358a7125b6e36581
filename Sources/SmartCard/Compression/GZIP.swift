/// Unpacks the gzip format (RFC 1952) of a compressed certificate.
///
/// In Swift and not by zlib: these bytes come from a card into the process that holds PINs and keys, where no C parser
/// reads what is outside. Input and output are bounded, and every step reads bits that are there or throws.
enum GZIP {
    /// The most bytes that come out.
    static let outputLimit = 65_536

    /// The content of the first member; what follows it is padding of the card.
    ///
    /// - Throws: ``CardError/badAnswer(_:)`` for anything that is not whole and right.
    static func unpack(_ bytes: [UInt8]) throws(CardError) -> [UInt8] {
        var rest = bytes[...]
        guard rest.popFirst() == 0x1F, rest.popFirst() == 0x8B, rest.popFirst() == 8, let flags = rest.popFirst(),
            flags & 0xE0 == 0, rest.count >= 6
        else { throw .badAnswer("a compressed certificate that is no gzip") }
        // Time, extra flags, operating system.
        rest = rest.dropFirst(6)
        if flags & 0x04 != 0 {
            guard rest.count >= 2 else { throw .badAnswer("a gzip header that ends too early") }
            rest = rest.dropFirst(2 + Int(rest[rest.startIndex]) + Int(rest[rest.startIndex + 1]) << 8)
        }
        // Name and comment end with 0.
        for flag: UInt8 in [0x08, 0x10] where flags & flag != 0 { rest = rest.drop { $0 != 0 }.dropFirst() }
        if flags & 0x02 != 0 { rest = rest.dropFirst(2) }
        var stream = Inflation(rest, limit: outputLimit)
        let content = try stream.run()
        let trailer = Array(stream.rest.prefix(8))
        guard trailer.count == 8, number(trailer[0..<4]) == CRC32.of(content),
            number(trailer[4..<8]) == UInt32(content.count)
        else { throw .badAnswer("a compressed certificate with a wrong checksum") }
        return content
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }
}

/// The checksum of RFC 1952, section 8.
private enum CRC32 {
    static func of(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~0) { crc, byte in table[Int((crc ^ UInt32(byte)) & 0xFF)] ^ crc >> 8 }
    }

    private static let table: [UInt32] = (0..<256).map { start in
        (0..<8).reduce(UInt32(start)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1 }
    }
}
