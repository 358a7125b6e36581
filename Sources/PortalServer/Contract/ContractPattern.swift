/// The regular expressions that the document uses: `^`, classes of ASCII and single characters, each with `{n}` or `{m,n}`,
/// `$`. They are matched from left to right, with nothing to go back to: no text makes them slow.
struct ContractPattern: Sendable {
    private struct Part: Sendable {
        var characters: Set<UInt8>
        var count: ClosedRange<Int>
        /// The characters again, by their code: each byte of each request is looked up.
        var isTaken: [Bool]

        init(_ characters: Set<UInt8>, _ count: ClosedRange<Int>) {
            (self.characters, self.count) = (characters, count)
            isTaken = (0...UInt8.max).map(characters.contains)
        }
    }

    private var parts: [Part] = []

    /// Nil for an expression with anything else in it, or one in which a part could take what the next one needs.
    init?(_ expression: String) {
        var rest = expression.utf8.dropFirst()
        guard expression.utf8.first == UInt8(ascii: "^") else { return nil }
        while let next = rest.first, next != UInt8(ascii: "$") {
            guard let characters = Self.characters(&rest), let count = Self.count(&rest) else { return nil }
            parts.append(Part(characters, count))
        }
        guard rest.elementsEqual("$".utf8) else { return nil }
        for (part, next) in zip(parts, parts.dropFirst()) where part.count.count > 1 {
            guard part.characters.isDisjoint(with: next.characters) else { return nil }
        }
    }

    func matches(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            var place = 0
            for part in parts {
                let start = place
                while place < bytes.count, place - start < part.count.upperBound, part.isTaken[Int(bytes[place])] {
                    place += 1
                }
                guard place - start >= part.count.lowerBound else { return false }
            }
            return place == bytes.count
        }
    }

    private static func characters(_ rest: inout Substring.UTF8View.SubSequence) -> Set<UInt8>? {
        guard let first = rest.popFirst() else { return nil }
        guard first == UInt8(ascii: "[") else {
            // Whatever has a meaning of its own is not known here.
            return "\\.()|*+?{}^".utf8.contains(first) ? nil : [first]
        }
        var found: Set<UInt8> = []
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "]") { return found.isEmpty ? nil : found }
            if rest.first == UInt8(ascii: "-"), let last = rest.dropFirst().first, last != UInt8(ascii: "]") {
                guard byte <= last else { return nil }
                found.formUnion(byte...last)
                rest = rest.dropFirst(2)
            } else {
                found.insert(byte)
            }
        }
        return nil
    }

    private static func count(_ rest: inout Substring.UTF8View.SubSequence) -> ClosedRange<Int>? {
        guard rest.first == UInt8(ascii: "{") else { return 1...1 }
        guard let end = rest.firstIndex(of: UInt8(ascii: "}")) else { return nil }
        let bounds = String(decoding: rest[..<end].dropFirst(), as: UTF8.self).split(separator: ",").map { Int($0) }
        rest = rest[end...].dropFirst()
        guard let low = bounds.first ?? nil, let high = bounds.last ?? nil, low <= high, bounds.count <= 2 else {
            return nil
        }
        return low...high
    }
}
