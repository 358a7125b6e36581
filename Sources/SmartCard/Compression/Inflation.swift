/// Unpacks the deflate format (RFC 1951), up to a limit.
struct Inflation {
    private let input: ArraySlice<UInt8>
    private var position: Int
    private var bitBuffer: UInt32 = 0
    private var bitCount: UInt32 = 0
    private var output: [UInt8] = []
    private let limit: Int

    init(_ input: ArraySlice<UInt8>, limit: Int) {
        self.input = input
        self.limit = limit
        position = input.startIndex
    }

    /// What follows the packed bytes, from the next whole byte on.
    var rest: ArraySlice<UInt8> { input[position...] }

    /// The unpacked bytes.
    mutating func run() throws(CardError) -> [UInt8] {
        var isLast = false
        while !isLast {
            isLast = try bits(1) == 1
            switch try bits(2) {
            case 0: try copyStored()
            case 1: try decode(Self.fixedLiterals, Self.fixedDistances)
            case 2:
                let (literals, distances) = try readTables()
                try decode(literals, distances)
            default: throw .badAnswer("a deflate block of no known kind")
            }
        }
        return output
    }

    private mutating func bits(_ count: UInt32) throws(CardError) -> Int {
        while bitCount < count {
            guard position < input.endIndex else { throw .badAnswer("deflated bytes that end too early") }
            bitBuffer |= UInt32(input[position]) << bitCount
            bitCount += 8
            position += 1
        }
        let value = bitBuffer & (1 << count - 1)
        bitBuffer >>= count
        bitCount -= count
        return Int(value)
    }

    private mutating func copyStored() throws(CardError) {
        // The rest of the byte is skipped; a whole byte is never waiting, for bits are read as needed.
        bitBuffer = 0
        bitCount = 0
        let header = input[position...].prefix(4).map(Int.init)
        guard header.count == 4 else { throw .badAnswer("deflated bytes that end too early") }
        let length = header[0] | header[1] << 8
        position += 4
        guard length ^ 0xFFFF == header[2] | header[3] << 8, input.endIndex - position >= length else {
            throw .badAnswer("a stored deflate block with a lying length")
        }
        guard output.count + length <= limit else { throw tooLong }
        output += input[position..<(position + length)]
        position += length
    }

    private mutating func decode(_ literals: HuffmanCode, _ distances: HuffmanCode) throws(CardError) {
        while true {
            let symbol = try next(literals)
            switch symbol {
            case ..<256:
                guard output.count < limit else { throw tooLong }
                output.append(UInt8(symbol))
            case 256: return
            case 257...285:
                let (base, extra) = Self.lengths[symbol - 257]
                try repeatBytes(base + bits(extra), distances)
            default: throw .badAnswer("a deflate symbol that does not exist")
            }
        }
    }

    private mutating func repeatBytes(_ length: Int, _ distances: HuffmanCode) throws(CardError) {
        let symbol = try next(distances)
        guard symbol < Self.distances.count else { throw .badAnswer("a deflate distance that does not exist") }
        let (base, extra) = Self.distances[symbol]
        let distance = base + (try bits(extra))
        guard distance <= output.count else { throw .badAnswer("a deflate distance before the start") }
        guard output.count + length <= limit else { throw tooLong }
        for _ in 0..<length { output.append(output[output.count - distance]) }
    }

    private mutating func next(_ code: HuffmanCode) throws(CardError) -> Int {
        var walk = HuffmanCode.Walk()
        for _ in 0..<HuffmanCode.longest {
            if let symbol = code.step(&walk, try bits(1)) { return symbol }
        }
        throw .badAnswer("a deflate code that does not exist")
    }

    /// The code lengths of a block with codes of its own (RFC 1951, 3.2.7).
    private mutating func readTables() throws(CardError) -> (literals: HuffmanCode, distances: HuffmanCode) {
        let literalCount = try bits(5) + 257
        let distanceCount = try bits(5) + 1
        let lengthCount = try bits(4) + 4
        var lengths = [Int](repeating: 0, count: 19)
        for index in Self.lengthOrder.prefix(lengthCount) { lengths[index] = try bits(3) }
        let code = try HuffmanCode(lengths)
        var all: [Int] = []
        while all.count < literalCount + distanceCount {
            switch try next(code) {
            case let length where length < 16: all.append(length)
            case 16:
                guard let last = all.last else { throw .badAnswer("a deflate table that repeats nothing") }
                all += Array(repeating: last, count: 3 + (try bits(2)))
            case 17: all += Array(repeating: 0, count: 3 + (try bits(3)))
            default: all += Array(repeating: 0, count: 11 + (try bits(7)))
            }
        }
        guard all.count == literalCount + distanceCount, literalCount <= 286, distanceCount <= 30 else {
            throw .badAnswer("a deflate table of a wrong length")
        }
        return (try HuffmanCode(Array(all.prefix(literalCount))), try HuffmanCode(Array(all.suffix(distanceCount))))
    }

    private var tooLong: CardError { .badAnswer("a compressed certificate of more than \(limit) bytes") }

    private static let lengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

    // RFC 1951, 3.2.5: groups of four lengths and two distances, each group with one more extra bit.
    private static let lengths: [(base: Int, extra: UInt32)] = {
        let short = (3...10).map { (base: $0, extra: UInt32(0)) }
        let long = (1...5).flatMap { extra in (0..<4).map { (base: 3 + (4 + $0) << extra, extra: UInt32(extra)) } }
        return short + long + [(base: 258, extra: 0)]
    }()
    private static let distances: [(base: Int, extra: UInt32)] = {
        let short = (1...4).map { (base: $0, extra: UInt32(0)) }
        return short + (1...13).flatMap { extra in (0..<2).map { (base: 1 + (2 + $0) << extra, extra: UInt32(extra)) } }
    }()

    // RFC 1951, 3.2.6. Both are complete codes, so making them cannot fail.
    private static let fixedLiterals = HuffmanCode(
        checked: Array(repeating: 8, count: 144) + Array(repeating: 9, count: 112) + Array(repeating: 7, count: 24)
            + Array(repeating: 8, count: 8))
    private static let fixedDistances = HuffmanCode(checked: Array(repeating: 5, count: 30))
}

/// A canonical prefix code (RFC 1951, 3.2.2): symbols in order of length, then of value.
struct HuffmanCode {
    /// The longest code.
    static let longest = 15

    /// Where a decoder is within a code.
    struct Walk {
        fileprivate var code = 0
        fileprivate var first = 0
        fileprivate var index = 0
        fileprivate var length = 0
    }

    private let counts: [Int]
    private let symbols: [Int]

    /// Takes the length of each symbol's code, 0 for none.
    ///
    /// - Throws: ``CardError/badAnswer(_:)`` for lengths that no prefix code has.
    init(_ lengths: [Int]) throws(CardError) {
        self.init(checked: lengths)
        var left = 1
        for count in counts.dropFirst() {
            left = 2 * left - count
            guard left >= 0 else { throw .badAnswer("a deflate table with too many codes") }
        }
    }

    fileprivate init(checked lengths: [Int]) {
        var counts = [Int](repeating: 0, count: Self.longest + 1)
        for length in lengths where length > 0 { counts[min(length, Self.longest)] += 1 }
        self.counts = counts
        symbols = (1...Self.longest).flatMap { length in lengths.indices.filter { lengths[$0] == length } }
    }

    /// Goes one bit further; the symbol when the code ends here.
    func step(_ walk: inout Walk, _ bit: Int) -> Int? {
        walk.length += 1
        guard walk.length < counts.count else { return nil }
        walk.code |= bit
        let count = counts[walk.length]
        if walk.code - walk.first < count {
            let place = walk.index + walk.code - walk.first
            return symbols.indices.contains(place) ? symbols[place] : nil
        }
        walk.index += count
        walk.first = (walk.first + count) << 1
        walk.code <<= 1
        return nil
    }
}
