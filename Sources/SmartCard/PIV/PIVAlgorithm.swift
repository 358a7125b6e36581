/// An algorithm of a PIV key pair.
public enum PIVAlgorithm: UInt8, Sendable, Hashable, CaseIterable {
    /// RSA with a modulus of 3072 bits (SP 800-78-5, table 9; not in SP 800-78-4).
    case rsa3072 = 0x05
    /// RSA with a modulus of 2048 bits (SP 800-78-4, table 6-2).
    case rsa2048 = 0x07
    /// Elliptic curve P-256 (SP 800-78-4, table 6-2).
    case eccP256 = 0x11
    /// Elliptic curve P-384 (SP 800-78-4, table 6-2).
    case eccP384 = 0x14
    /// RSA with a modulus of 4096 bits: in no standard; vendors agree on this number.
    case rsa4096 = 0x16

    /// The same without the card's numbers.
    public var keyAlgorithm: CardKeyAlgorithm {
        switch self {
        case .rsa2048: .rsa(bits: 2048)
        case .rsa3072: .rsa(bits: 3072)
        case .rsa4096: .rsa(bits: 4096)
        case .eccP256: .ecP256
        case .eccP384: .ecP384
        }
    }

    /// The number that commands use for a key; nil for one that PIV does not have.
    public init?(_ algorithm: CardKeyAlgorithm) {
        guard let match = Self.allCases.first(where: { $0.keyAlgorithm == algorithm }) else { return nil }
        self = match
    }
}

/// An algorithm of the administrative key 9B (SP 800-78-4, table 6-2).
public enum AdministrativeAlgorithm: UInt8, Sendable, Hashable {
    /// Triple DES, as older cards have it.
    case tripleDES = 0x03
    /// AES, 128 bits.
    case aes128 = 0x08
    /// AES, 192 bits.
    case aes192 = 0x0A
    /// AES, 256 bits.
    case aes256 = 0x0C
}
