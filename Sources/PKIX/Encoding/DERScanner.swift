/// Walks DER without building a tree: for certificate lists, which can have a million entries.
struct DERScanner {
    struct Element {
        let tag: UInt8
        let contents: ArraySlice<UInt8>
        let encoded: ArraySlice<UInt8>

        func contents(_ expected: UInt8) throws -> ArraySlice<UInt8> {
            guard tag == expected else { throw EncodingProblem.structure }
            return contents
        }
    }

    static let sequence: UInt8 = 0x30
    static let integer: UInt8 = 0x02

    private(set) var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    var isAtEnd: Bool { rest.isEmpty }
    var nextTag: UInt8? { rest.first }

    /// The next element. Only tags of one byte and lengths of at most four: nothing here needs more.
    mutating func next() throws -> Element {
        let start = rest
        guard let tag = rest.popFirst(), tag & 0x1F != 0x1F, let first = rest.popFirst() else {
            throw EncodingProblem.structure
        }
        var length = Int(first)
        if first >= 0x80 {
            let count = Int(first & 0x7F)
            guard (1...4).contains(count), rest.count >= count else { throw EncodingProblem.structure }
            length = rest.prefix(count).reduce(0) { $0 << 8 | Int($1) }
            rest = rest.dropFirst(count)
        }
        guard rest.count >= length else { throw EncodingProblem.structure }
        let contents = rest.prefix(length)
        rest = rest.dropFirst(length)
        return Element(tag: tag, contents: contents, encoded: start[..<contents.endIndex])
    }
}
