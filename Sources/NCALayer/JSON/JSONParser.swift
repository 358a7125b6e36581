/// Reads requests. Bounded in depth and in the number of values; the size is bounded by who calls it.
///
/// As lenient as the parser that pages were written for, where pages in use need it: names without quotes, single
/// quotes, a comma too many. A name twice, text after the end, and anything else is refused.
struct JSONParser {
    struct Malformed: Error {}

    /// Deepest nesting; requests need four.
    static let deepest = 32
    /// Most values of one request, far above a batch of the largest size.
    static let most = 100_000
    /// Most members of one object; each new name is compared with the former ones.
    static let mostMembers = 256
    /// Longest number in bytes.
    static let longestNumber = 64

    private let bytes: [UInt8]
    private var position = 0
    private var values = 0

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    static func parse(_ bytes: [UInt8]) throws(Malformed) -> JSONValue {
        var parser = JSONParser(bytes)
        let value = try parser.value(depth: 0)
        parser.skipSpace()
        guard parser.position == bytes.count else { throw Malformed() }
        return value
    }

    private var byte: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private mutating func take(_ expected: Unicode.Scalar) -> Bool {
        guard byte == UInt8(ascii: expected) else { return false }
        position += 1
        return true
    }

    private mutating func value(depth: Int) throws(Malformed) -> JSONValue {
        values += 1
        guard depth < Self.deepest, values <= Self.most else { throw Malformed() }
        skipSpace()
        switch byte {
        case UInt8(ascii: "{"): return .object(try members(depth: depth))
        case UInt8(ascii: "["): return .array(try elements(depth: depth))
        case UInt8(ascii: "\""), UInt8(ascii: "'"): return .text(try quoted())
        case let digit? where digit == UInt8(ascii: "-") || (0x30...0x39).contains(digit): return .number(try number())
        default: return try word()
        }
    }

    private mutating func members(depth: Int) throws(Malformed) -> [JSONMember] {
        position += 1
        var members: [JSONMember] = []
        while true {
            skipSpace()
            if take("}") { return members }
            let name = try name()
            guard members.count < Self.mostMembers, !members.contains(where: { $0.name == name }) else {
                throw Malformed()
            }
            skipSpace()
            guard take(":") else { throw Malformed() }
            members.append(JSONMember(name: name, value: try value(depth: depth + 1)))
            skipSpace()
            if take(",") { continue }
            guard take("}") else { throw Malformed() }
            return members
        }
    }

    private mutating func elements(depth: Int) throws(Malformed) -> [JSONValue] {
        position += 1
        var elements: [JSONValue] = []
        while true {
            skipSpace()
            if take("]") { return elements }
            elements.append(try value(depth: depth + 1))
            skipSpace()
            if take(",") { continue }
            guard take("]") else { throw Malformed() }
            return elements
        }
    }

    private mutating func name() throws(Malformed) -> String {
        if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
            let text = try quoted()
            guard text.raw.count <= 256 else { throw Malformed() }
            return text.string
        }
        let plain = plainWord()
        guard !plain.isEmpty, plain.count <= 256 else { throw Malformed() }
        return String(decoding: plain, as: UTF8.self)
    }

    private mutating func plainWord() -> ArraySlice<UInt8> {
        let start = position
        while let byte, Self.isWordByte(byte) { position += 1 }
        return bytes[start..<position]
    }

    private mutating func word() throws(Malformed) -> JSONValue {
        switch String(decoding: plainWord().prefix(8), as: UTF8.self) {
        case "true": return .bool(true)
        case "false": return .bool(false)
        case "null": return .null
        default: throw Malformed()
        }
    }

    private mutating func number() throws(Malformed) -> ArraySlice<UInt8> {
        let start = position
        _ = take("-")
        if !take("0") { try digits() }
        if take(".") { try digits() }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            try digits()
        }
        guard position - start <= Self.longestNumber else { throw Malformed() }
        return bytes[start..<position]
    }

    private mutating func digits() throws(Malformed) {
        let start = position
        while let byte, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
        guard position > start else { throw Malformed() }
    }

    private mutating func quoted() throws(Malformed) -> JSONText {
        let quote = bytes[position]
        position += 1
        let start = position
        var hasEscapes = false
        while true {
            position = Self.endOfPlainRun(bytes, from: position, quote: quote)
            guard let byte else { throw Malformed() }
            if byte == quote {
                defer { position += 1 }
                return JSONText(raw: bytes[start..<position], hasEscapes: hasEscapes)
            }
            // Control characters must be escaped (RFC 8259, 7); the run ends at a quote, an escape or one of them.
            guard byte == UInt8(ascii: "\\") else { throw Malformed() }
            hasEscapes = true
            try escape()
        }
    }

    private mutating func escape() throws(Malformed) {
        position += 1
        guard let kind = byte else { throw Malformed() }
        position += 1
        switch kind {
        case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
            UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return
        case UInt8(ascii: "u"):
            for _ in 0..<4 {
                guard let byte, Self.hexDigit(byte) != nil else { throw Malformed() }
                position += 1
            }
        default: throw Malformed()
        }
    }

    /// Documents are long runs without anything special; this loop is where the time goes.
    private static func endOfPlainRun(_ bytes: [UInt8], from start: Int, quote: UInt8) -> Int {
        bytes.withUnsafeBufferPointer { buffer in
            var index = start
            while index < buffer.count {
                let byte = buffer[index]
                if byte == quote || byte == 0x5C || byte < 0x20 { break }
                index += 1
            }
            return index
        }
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"):
            true
        default: false
        }
    }

    static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
