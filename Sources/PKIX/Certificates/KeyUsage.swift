/// What a key may be used for (RFC 5280, 4.2.1.3).
public struct KeyUsage: OptionSet, Sendable, Hashable {
    /// Bit n is the standard's bit n.
    public let rawValue: UInt32
    /// From the standard's bits.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Bit 0.
    public static let digitalSignature = KeyUsage(rawValue: 1 << 0)
    /// Bit 1, contentCommitment in newer texts.
    public static let nonRepudiation = KeyUsage(rawValue: 1 << 1)
    /// Bit 2.
    public static let keyEncipherment = KeyUsage(rawValue: 1 << 2)
    /// Bit 3.
    public static let dataEncipherment = KeyUsage(rawValue: 1 << 3)
    /// Bit 4.
    public static let keyAgreement = KeyUsage(rawValue: 1 << 4)
    /// Bit 5.
    public static let keyCertSign = KeyUsage(rawValue: 1 << 5)
    /// Bit 6.
    public static let cRLSign = KeyUsage(rawValue: 1 << 6)
}
