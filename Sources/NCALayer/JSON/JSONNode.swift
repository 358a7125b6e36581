/// A JSON value of a reply, written as the pages' counterpart writes it: members in the given order, `</` as `<\/`, and
/// the same characters escaped.
enum JSONNode: Sendable {
    case string(String)
    /// UTF-8, such as a signed XML; unlike ``string(_:)`` it is not copied before it is escaped.
    case utf8([UInt8])
    /// Already JSON, such as the `uuid` of the request.
    case raw(ArraySlice<UInt8>)
    case bool(Bool)
    case array([JSONNode])
    case object([(name: String, value: JSONNode)])

    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        write(to: &bytes)
        return bytes
    }

    private func write(to bytes: inout [UInt8]) {
        switch self {
        case .string(let text): Self.write(Array(text.utf8), to: &bytes)
        case .utf8(let text): Self.write(text, to: &bytes)
        case .raw(let json): bytes.append(contentsOf: json)
        case .bool(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
        case .array(let nodes):
            bytes.append(UInt8(ascii: "["))
            for (index, node) in nodes.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                node.write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let members):
            bytes.append(UInt8(ascii: "{"))
            for (index, member) in members.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                Self.write(Array(member.name.utf8), to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                member.value.write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    private static func write(_ text: [UInt8], to bytes: inout [UInt8]) {
        bytes.reserveCapacity(bytes.count + text.count + 2)
        bytes.append(UInt8(ascii: "\""))
        text.withUnsafeBufferPointer { text in
            var index = 0
            while index < text.count {
                let end = endOfPlainRun(text, from: index)
                bytes.append(contentsOf: text[index..<end])
                index = end
                if index < text.count { index += special(text, at: index, to: &bytes) }
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Stops before what may need an escape: quotes, control characters, `/`, and the lead bytes of U+0080 to U+00BF and
    /// U+2000 to U+2FFF.
    private static func endOfPlainRun(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var index = start
        while index < text.count {
            let byte = text[index]
            if byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x2F || byte == 0xC2 || byte == 0xE2 { break }
            index += 1
        }
        return index
    }

    /// Writes what stands at `index` and answers how many bytes of the text that was.
    private static func special(_ text: UnsafeBufferPointer<UInt8>, at index: Int, to bytes: inout [UInt8]) -> Int {
        let byte = text[index]
        switch byte {
        case 0x22, 0x5C: bytes.append(contentsOf: [0x5C, byte])
        case 0x2F:
            if index > 0, text[index - 1] == UInt8(ascii: "<") { bytes.append(0x5C) }
            bytes.append(byte)
        case 8: bytes.append(contentsOf: "\\b".utf8)
        case 9: bytes.append(contentsOf: "\\t".utf8)
        case 10: bytes.append(contentsOf: "\\n".utf8)
        case 12: bytes.append(contentsOf: "\\f".utf8)
        case 13: bytes.append(contentsOf: "\\r".utf8)
        case 0..<0x20: escape(UInt32(byte), to: &bytes)
        case 0xC2 where index + 1 < text.count && text[index + 1] < 0xA0:
            escape(UInt32(text[index + 1]), to: &bytes)
            return 2
        case 0xE2 where index + 2 < text.count && (0x80...0x83).contains(text[index + 1]):
            escape(0x2000 + UInt32(text[index + 1] & 0x3F) << 6 + UInt32(text[index + 2] & 0x3F), to: &bytes)
            return 3
        default: bytes.append(byte)
        }
        return 1
    }

    private static func escape(_ unit: UInt32, to bytes: inout [UInt8]) {
        let digits = Array(String(unit, radix: 16).utf8)
        bytes.append(contentsOf: "\\u".utf8)
        bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: max(0, 4 - digits.count)))
        bytes.append(contentsOf: digits)
    }
}
