/// A JSON value (RFC 8259) of a request. Texts stay where they came in and are unescaped when they are asked for, so
/// that a document of 60 MiB is not copied on the way.
enum JSONValue: Sendable {
    case null
    case bool(Bool)
    /// As written; conversions fail rather than round.
    case number(ArraySlice<UInt8>)
    case text(JSONText)
    case array([JSONValue])
    /// In the order of the request; no name twice.
    case object([JSONMember])

    var text: JSONText? {
        if case .text(let text) = self { return text }
        return nil
    }

    var string: String? { text?.string }

    var isNull: Bool {
        if case .null = self { return true }
        return false
    }

    var members: [JSONMember]? {
        if case .object(let members) = self { return members }
        return nil
    }

    /// The member of an object; nil when there is none, or when this is no object.
    subscript(_ name: String) -> JSONValue? { members?.first { $0.name == name }?.value }
}

struct JSONMember: Sendable {
    var name: String
    var value: JSONValue
}

/// A text as it stands between its quotes: valid UTF-8, escapes in place.
struct JSONText: Sendable {
    var raw: ArraySlice<UInt8>
    var hasEscapes: Bool

    /// The bytes that it means; a lone surrogate becomes U+FFFD.
    var bytes: ArraySlice<UInt8> {
        hasEscapes ? JSONEscapes.resolved(raw)[...] : raw
    }

    var string: String { String(decoding: bytes, as: UTF8.self) }
}

/// Escapes of a text that the parser has checked.
enum JSONEscapes {
    static func resolved(_ raw: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(raw.count)
        var rest = raw
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\"), let kind = rest.popFirst() else {
                result.append(byte)
                continue
            }
            switch kind {
            case UInt8(ascii: "b"): result.append(8)
            case UInt8(ascii: "t"): result.append(9)
            case UInt8(ascii: "n"): result.append(10)
            case UInt8(ascii: "f"): result.append(12)
            case UInt8(ascii: "r"): result.append(13)
            case UInt8(ascii: "u"): appendScalar(&rest, to: &result)
            default: result.append(kind)
            }
        }
        return result
    }

    private static func appendScalar(_ rest: inout ArraySlice<UInt8>, to result: inout [UInt8]) {
        let replacement: Unicode.Scalar = "\u{FFFD}"
        var scalar = replacement
        let high = unit(&rest)
        if let plain = Unicode.Scalar(high) {
            scalar = plain
        } else if (0xD800..<0xDC00).contains(high), rest.starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")]) {
            var ahead = rest.dropFirst(2)
            let low = unit(&ahead)
            if (0xDC00..<0xE000).contains(low) {
                rest = ahead
                scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)) ?? replacement
            }
        }
        result.append(contentsOf: Array(String(scalar).utf8))
    }

    private static func unit(_ rest: inout ArraySlice<UInt8>) -> UInt32 {
        var unit: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = rest.popFirst(), let digit = JSONParser.hexDigit(byte) else { return 0xFFFD }
            unit = unit << 4 | UInt32(digit)
        }
        return unit
    }
}
