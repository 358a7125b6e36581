/// What the document says of a value: the part of JSON Schema 2020-12 that it uses. Anything else in the document is an
/// error at start, so that nothing stands there that is not held.
indirect enum ContractSchema: Sendable {
    case object(properties: [String: ContractSchema], required: Set<String>)
    case map(of: ContractSchema)
    case array(of: ContractSchema, count: ClosedRange<Int>)
    case text(TextRule)
    case integer(ClosedRange<Int64>)
    case number(ClosedRange<Double>)
    case truth
    /// `#/components/schemas/…`, looked up when it is met.
    case reference(String)

    /// What a text must be.
    struct TextRule: Sendable {
        /// In characters of Unicode, as JSON Schema counts.
        var length: ClosedRange<Int> = 0...Int.max
        var values: Set<String>?
        var pattern: ContractPattern?
        var isBase64 = false
        /// Beyond this, the service that takes it judges by rules with codes of their own.
        var hasOwnRules = false

        /// Why `text` does not keep to the rule; nil when it does. Never with the text itself.
        func fault(_ text: String) -> String? {
            if let values, !values.contains(text) { return "is none of the values" }
            if !hasLength(text) { return "is too long or too short" }
            if let pattern, !pattern.matches(text) { return "has another form" }
            if isBase64, !Self.isBase64(text) { return "is not base 64" }
            // No database and no page can do anything with it.
            return text.utf8.contains(0) ? "holds a zero" : nil
        }

        /// Counted only when the number of bytes does not tell.
        private func hasLength(_ text: String) -> Bool {
            let bytes = text.utf8.count
            if bytes <= length.upperBound, bytes / 4 >= length.lowerBound { return true }
            return length.contains(text.unicodeScalars.count)
        }

        /// RFC 4648 section 4, with padding.
        private static func isBase64(_ text: String) -> Bool {
            var text = text
            return text.withUTF8 { bytes in
                guard bytes.count.isMultiple(of: 4) else { return false }
                let padding = bytes.reversed().prefix { $0 == UInt8(ascii: "=") }.count
                return padding <= 2 && bytes.dropLast(padding).allSatisfy { alphabet[Int($0)] }
            }
        }

        private static let alphabet: [Bool] = (0...UInt8.max).map { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"):
                true
            default: false
            }
        }
    }
}
