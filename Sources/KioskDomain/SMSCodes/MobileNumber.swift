/// A mobile number of Kazakhstan (ITU-T E.164; country code 7, national destination codes that begin with 7).
public struct MobileNumber: Sendable, Hashable {
    /// `+77` and nine digits.
    public let text: String

    /// As people type it: with or without `+7` or `8` before it, spaces, brackets and strokes within. Nil for anything else.
    ///
    /// A plus begins the country code (E.123, 2.5): ten digits after it are a number with one missing, however they begin.
    public init?(typed: String) {
        guard typed.allSatisfy({ Self.isDigit($0) || " +-()".contains($0) }) else { return nil }
        var digits = typed.filter(Self.isDigit)
        let isInternational = typed.contains("+")
        if isInternational {
            guard typed.prefix(while: { !Self.isDigit($0) }).filter({ $0 == "+" }).count == 1,
                typed.filter({ $0 == "+" }).count == 1, digits.count == 11, digits.hasPrefix("7")
            else { return nil }
        }
        if digits.count == 11, digits.hasPrefix("7") || digits.hasPrefix("8") { digits.removeFirst() }
        guard digits.count == 10, digits.hasPrefix("7") else { return nil }
        text = "+7\(digits)"
    }

    private static func isDigit(_ one: Character) -> Bool { one.isASCII && one.isNumber }

    /// As people read it: `+7 701 000 00 77`.
    public var spaced: String {
        let digits = Array(text.dropFirst(2))
        return "+7 "
            + [digits[0..<3], digits[3..<6], digits[6..<8], digits[8..<10]].map { String($0) }.joined(separator: " ")
    }
}
