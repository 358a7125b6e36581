/// Where a card keeps something (ISO/IEC 7816-15, 8.2.5 `Path`).
struct PKCS15Path: Sendable, Hashable {
    /// File identifiers; absolute when the first is `3F00`, else below the application.
    var files: [UInt16]
    /// Where in the file, bytes; 0 for its start.
    var offset: Int
    /// How much of it, bytes; all when nil.
    var length: Int?

    init(files: [UInt16], offset: Int = 0, length: Int? = nil) {
        self.files = files
        self.offset = offset
        self.length = length
    }

    var isAbsolute: Bool { files.first == 0x3F00 }

    /// Takes the octets of a path; nil for an odd number or more than eight files.
    init?(octets: [UInt8]) {
        guard octets.count % 2 == 0, (2...16).contains(octets.count) else { return nil }
        self.init(
            files: stride(from: 0, to: octets.count, by: 2).map { UInt16(octets[$0]) << 8 | UInt16(octets[$0 + 1]) })
    }

    /// Reads the content of a `Path`: identifiers, index, length.
    init?(_ elements: [TLV]) {
        guard let first = elements.first, first.tag == 0x04, let path = PKCS15Path(octets: first.value) else {
            return nil
        }
        self = path
        if elements.count > 1, elements[1].tag == 0x02 { offset = elements[1].integer ?? -1 }
        if let bound = elements.dropFirst().first(where: { $0.tag == 0x80 }) { length = bound.integer ?? -1 }
        guard (0..<CardFiles.sizeLimit).contains(offset), length.map({ (0...CardFiles.sizeLimit).contains($0) }) ?? true
        else { return nil }
    }

    /// Reads a `Path` element.
    init?(_ element: TLV) {
        guard element.tag == 0x30, let parts = try? TLV.parse(element.value) else { return nil }
        self.init(parts)
    }
}

extension TLV {
    /// The value of a small non-negative INTEGER or ENUMERATED; nil for others.
    var integer: Int? {
        let significant = value.drop { $0 == 0 }
        guard !value.isEmpty, value[0] & 0x80 == 0, significant.count <= 4 else { return nil }
        return significant.reduce(0) { $0 << 8 | Int($1) }
    }

    /// The lowest byte of an INTEGER: references are bytes, and cards write 81 as a negative number.
    var referenceByte: UInt8? {
        guard let last = value.last, value.count <= 4 else { return nil }
        return last
    }

    /// The text of a label; bytes that are no text are replaced, control characters dropped.
    var text: String {
        String(
            String.UnicodeScalarView(String(decoding: value, as: UTF8.self).unicodeScalars.filter { $0.value >= 32 }))
    }

    /// The elements within; empty for content that is none.
    var children: [TLV] { (try? TLV.parse(value)) ?? [] }

    /// Reads elements one after the other as a file holds them: a byte 00 or FF, or what is no element, ends the list.
    ///
    /// - Returns: the elements and whether the end was a proper one.
    static func parseFile(_ bytes: [UInt8]) -> (elements: [TLV], isWhole: Bool) {
        var rest = bytes[...]
        var elements: [TLV] = []
        while let first = rest.first, first != 0x00, first != 0xFF {
            guard elements.count < elementLimit, let element = try? next(&rest) else { return (elements, false) }
            elements.append(TLV(element.tag, Array(element.value)))
        }
        return (elements, true)
    }
}
