/// A random number that an answer has to repeat, so that no old answer can be played again.
enum Nonce {
    /// Content octets of a positive INTEGER in DER: the top bits are fixed, 62 are random.
    static func integer() -> [UInt8] {
        var bytes = octets(8)
        bytes[0] = bytes[0] & 0x3F | 0x40
        return bytes
    }

    /// So many random octets.
    static func octets(_ count: Int) -> [UInt8] {
        var random = SystemRandomNumberGenerator()
        return (0..<count).map { _ in random.next() }
    }
}
