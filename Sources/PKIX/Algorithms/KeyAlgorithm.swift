/// What a key is for.
public enum KeyAlgorithm: Sendable, Hashable {
    /// RSA with a modulus of so many bits; keys of ours have 2048, 3072 or 4096.
    case rsa(bits: Int)
    /// NIST P-256.
    case ecP256
    /// NIST P-384.
    case ecP384
    /// KZ GOST 34.310-2004, 256 bits.
    case gost2004
    /// KZ 34.10-2015, 256 bits.
    case gost2015_256
    /// KZ 34.10-2015, 512 bits.
    case gost2015_512

    /// All that we make keys for.
    public static let generated: [KeyAlgorithm] = [
        .rsa(bits: 2048), .rsa(bits: 3072), .rsa(bits: 4096), .ecP256, .ecP384, .gost2004, .gost2015_256,
        .gost2015_512,
    ]

    /// How such a key signs when nothing else is asked for.
    public var signatureAlgorithm: SignatureAlgorithm {
        switch self {
        case .rsa: .rsaSHA256
        case .ecP256: .ecdsaSHA256
        case .ecP384: .ecdsaSHA384
        case .gost2004: .gost2004
        case .gost2015_256: .gost2015_256
        case .gost2015_512: .gost2015_512
        }
    }

    /// For people: `RSA-2048`, `EC P-256`, `GOST 34.10-2015 (512)`.
    public var name: String {
        switch self {
        case .rsa(let bits): "RSA-\(bits)"
        case .ecP256: "EC P-256"
        case .ecP384: "EC P-384"
        case .gost2004: "GOST 34.310-2004"
        case .gost2015_256: "GOST 34.10-2015 (256)"
        case .gost2015_512: "GOST 34.10-2015 (512)"
        }
    }
}
