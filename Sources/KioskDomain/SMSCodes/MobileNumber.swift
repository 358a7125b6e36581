/// A mobile number of Kazakhstan (ITU-T E.164; country code 7, national destination codes that begin with 7).
public struct MobileNumber: Sendable, Hashable {
    /// `+77` and nine digits.
    public let text: String

    /// As people type it: with or without `+7` or `8` before it, spaces, brackets and strokes within. Nil for anything else.
    public init?(typed: String) {
        var digits = typed.filter { $0.isASCII && $0.isNumber }
        guard typed.allSatisfy({ ($0.isASCII && $0.isNumber) || " +-()".contains($0) }) else { return nil }
        if digits.count == 11, digits.hasPrefix("7") || digits.hasPrefix("8") { digits.removeFirst() }
        guard digits.count == 10, digits.hasPrefix("7") else { return nil }
        text = "+7\(digits)"
    }
}
