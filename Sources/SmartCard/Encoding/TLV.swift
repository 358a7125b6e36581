/// One element in the basic encoding rules as cards use them (ISO/IEC 7816-4, 5.2.2; X.690): tags of at most three
/// bytes, definite lengths of at most three bytes. Reading never traps, whatever the card sends.
public struct TLV: Sendable, Hashable {
    /// The tag's bytes, big-endian, such as `0x7F49`.
    public var tag: UInt32
    /// The content.
    public var value: [UInt8]

    /// Makes an element.
    public init(_ tag: UInt32, _ value: [UInt8]) {
        self.tag = tag
        self.value = value
    }

    /// Makes a constructed element.
    public init(_ tag: UInt32, _ children: [TLV]) {
        self.init(tag, children.flatMap(\.encoded))
    }

    /// The most elements one level may hold.
    public static let elementLimit = 128

    /// Reads the elements of one level, each of which must lie wholly within `bytes`.
    ///
    /// - Throws: ``CardError/badAnswer(_:)`` for anything else.
    public static func parse(_ bytes: [UInt8]) throws(CardError) -> [TLV] {
        var rest = bytes[...]
        var elements: [TLV] = []
        while !rest.isEmpty {
            guard elements.count < elementLimit else { throw .badAnswer("more than \(elementLimit) data objects") }
            let element = try next(&rest)
            elements.append(TLV(element.tag, Array(element.value)))
        }
        return elements
    }

    /// Takes the next element off `rest`; its content is a part of `rest`, not a copy, as a file with a picture wants it.
    ///
    /// - Throws: ``CardError/badAnswer(_:)`` when there is none or it does not lie wholly within `rest`.
    public static func next(
        _ rest: inout ArraySlice<UInt8>
    ) throws(CardError) -> (tag: UInt32, value: ArraySlice<UInt8>) {
        let (tag, length) = try header(&rest)
        guard length <= rest.count else {
            throw .badAnswer("a data object of \(length) bytes where \(rest.count) are left")
        }
        let value = rest.prefix(length)
        rest = rest.dropFirst(length)
        return (tag, value)
    }

    /// Takes tag and length off `rest`, whose content may be incomplete: the beginning of a file.
    public static func header(_ rest: inout ArraySlice<UInt8>) throws(CardError) -> (tag: UInt32, length: Int) {
        (try readTag(&rest), try readLength(&rest))
    }

    /// The content of the first element under `path`, one tag per level; nil when there is none.
    public static func find(_ path: [UInt32], in bytes: [UInt8]) throws(CardError) -> [UInt8]? {
        var content = bytes
        for tag in path {
            guard let element = try parse(content).first(where: { $0.tag == tag }) else { return nil }
            content = element.value
        }
        return content
    }

    /// Tag, length in its shortest form, content.
    public var encoded: [UInt8] { Self.bytes(ofTag: tag) + Self.lengthBytes(value.count) + value }

    /// The bytes of a tag without leading zeros.
    public static func bytes(ofTag tag: UInt32) -> [UInt8] {
        let bytes = (0..<4).reversed().map { UInt8(tag >> (8 * $0) & 0xFF) }
        return Array(bytes.drop { $0 == 0 })
    }

    private static func lengthBytes(_ count: Int) -> [UInt8] {
        switch count {
        case ..<0x80: [UInt8(count)]
        case ..<0x100: [0x81, UInt8(count)]
        case ..<0x10000: [0x82, UInt8(count >> 8), UInt8(count & 0xFF)]
        default: [0x83, UInt8(count >> 16 & 0xFF), UInt8(count >> 8 & 0xFF), UInt8(count & 0xFF)]
        }
    }

    private static func readTag(_ rest: inout ArraySlice<UInt8>) throws(CardError) -> UInt32 {
        guard let first = rest.popFirst() else { throw .badAnswer("a tag was expected") }
        var tag = UInt32(first)
        guard first & 0x1F == 0x1F else { return tag }
        for _ in 0..<2 {
            guard let next = rest.popFirst() else { throw .badAnswer("a tag ends too early") }
            tag = tag << 8 | UInt32(next)
            if next & 0x80 == 0 { return tag }
        }
        throw .badAnswer("a tag of more than three bytes")
    }

    private static func readLength(_ rest: inout ArraySlice<UInt8>) throws(CardError) -> Int {
        guard let first = rest.popFirst() else { throw .badAnswer("a length was expected") }
        guard first & 0x80 != 0 else { return Int(first) }
        let count = Int(first & 0x7F)
        guard (1...3).contains(count), rest.count >= count else { throw .badAnswer("an indefinite or huge length") }
        var length = 0
        for _ in 0..<count { length = length << 8 | Int(rest.popFirst() ?? 0) }
        return length
    }
}
