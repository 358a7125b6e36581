/// ASCII digits to numbers and back; Domain has no Foundation to do it.
public enum DecimalDigits {
    /// The number that these ASCII digits write; nil when there is none or another character among them.
    static func value(_ bytes: some Collection<UInt8>) -> Int? {
        guard !bytes.isEmpty, bytes.count <= 18 else { return nil }
        var sum = 0
        for byte in bytes {
            guard isDigit(byte) else { return nil }
            sum = sum * 10 + Int(byte - UInt8(ascii: "0"))
        }
        return sum
    }

    static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    /// `number` with zeros in front, at least `width` digits.
    public static func text(_ number: some BinaryInteger, width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
