/// Characters and check digits of machine-readable zones (ICAO 9303 part 3, 4.9).
package enum MRZCharacters {
    /// 0–9 as they are, A–Z from 10, filler 0; nil for every other byte.
    package static func value(of byte: UInt8) -> Int? {
        switch byte {
        case 0x30...0x39: Int(byte) - 0x30
        case 0x41...0x5A: Int(byte) - 0x41 + 10
        case UInt8(ascii: "<"): 0
        default: nil
        }
    }

    /// The sum weighted 7, 3, 1 modulo 10; nil when a byte has no place in a zone.
    package static func checkDigit(of bytes: some Sequence<UInt8>) -> UInt8? {
        var sum = 0
        for (index, byte) in bytes.enumerated() {
            guard let value = value(of: byte) else { return nil }
            sum += value * [7, 3, 1][index % 3]
        }
        return UInt8(sum % 10)
    }
}
