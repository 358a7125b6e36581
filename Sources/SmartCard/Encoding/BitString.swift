/// The content of a BIT STRING with named bits (X.690, 11.2.2): bits beyond the end are 0.
struct BitString: Sendable, Hashable {
    private let bytes: [UInt8]

    /// Takes the content octets, of which the first counts the unused bits.
    init(_ content: [UInt8]) { bytes = Array(content.dropFirst()) }

    /// Bit 0 is the first.
    func isSet(_ bit: Int) -> Bool {
        guard bit >= 0, bit / 8 < bytes.count else { return false }
        return bytes[bit / 8] & (0x80 >> UInt8(bit % 8)) != 0
    }
}
