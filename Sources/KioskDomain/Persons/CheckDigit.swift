/// The check digit that IIN and BIN share (P1, P2): a weighted sum modulo 11, tried with two rows of weights.
enum CheckDigit {
    private static let first = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
    private static let second = [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]

    /// The digit that belongs behind these eleven; nil when both rows give 10 and the number is not used.
    static func of(_ digits: some Collection<UInt8>) -> UInt8? {
        for weights in [first, second] {
            let remainder = zip(digits, weights).reduce(0) { $0 + Int($1.0) * $1.1 } % 11
            if remainder < 10 { return UInt8(remainder) }
        }
        return nil
    }

    static func holds(_ digits: [UInt8]) -> Bool {
        digits.count == 12 && of(digits.prefix(11)) == digits[11]
    }
}
