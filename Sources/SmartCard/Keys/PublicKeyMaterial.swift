/// The public half of a key pair on a card.
public enum PublicKeyMaterial: Sendable, Hashable {
    /// RSA: both numbers big-endian without sign byte.
    case rsa(modulus: [UInt8], exponent: [UInt8])
    /// P-256: the uncompressed point, 65 bytes.
    case p256(point: [UInt8])
    /// P-384: the uncompressed point, 97 bytes.
    case p384(point: [UInt8])

    /// What the key is.
    public var keyAlgorithm: CardKeyAlgorithm {
        switch self {
        case .rsa(let modulus, _): .rsa(bits: 8 * modulus.count)
        case .p256: .ecP256
        case .p384: .ecP384
        }
    }

    /// DER of `SubjectPublicKeyInfo` (RFC 5280, 4.1.2.7; RFC 3279, 2.3.1; RFC 5480, 2).
    public var subjectPublicKeyInfo: [UInt8] {
        switch self {
        case .rsa(let modulus, let exponent):
            let key = TLV(0x30, [Self.integer(modulus), Self.integer(exponent)]).encoded
            return Self.keyInfo([TLV(0x06, Self.rsaEncryption), TLV(0x05, [UInt8]())], key)
        case .p256(let point):
            return Self.keyInfo([TLV(0x06, Self.ecPublicKey), TLV(0x06, Self.prime256v1)], point)
        case .p384(let point):
            return Self.keyInfo([TLV(0x06, Self.ecPublicKey), TLV(0x06, Self.secp384r1)], point)
        }
    }

    /// Reads a `SubjectPublicKeyInfo`; nil for keys that no card here signs with.
    init?(subjectPublicKeyInfo element: TLV) {
        guard element.tag == 0x30, let parts = try? TLV.parse(element.value), parts.count == 2, parts[0].tag == 0x30,
            parts[1].tag == 0x03, parts[1].value.first == 0, let algorithm = try? TLV.parse(parts[0].value)
        else { return nil }
        let key = Array(parts[1].value.dropFirst())
        switch (algorithm.first?.value, algorithm.dropFirst().first?.value) {
        case (Self.rsaEncryption, _): self.init(rsaPublicKey: key)
        case (Self.ecPublicKey, let curve?): self.init(point: key, curve: curve)
        default: return nil
        }
    }

    /// Reads an `RSAPublicKey` (RFC 8017, appendix A.1.1), DER.
    init?(rsaPublicKey der: [UInt8]) {
        guard let content = try? TLV.find([0x30], in: der), let numbers = try? TLV.parse(content),
            numbers.map(\.tag) == [0x02, 0x02]
        else { return nil }
        self.init(modulus: numbers[0].value, exponent: numbers[1].value)
    }

    /// Takes both numbers with or without leading zeros; nil for lengths that no card has.
    init?(modulus: [UInt8], exponent: [UInt8]) {
        let modulus = Array(modulus.drop { $0 == 0 })
        let exponent = Array(exponent.drop { $0 == 0 })
        guard (128...1024).contains(modulus.count), modulus.last.map({ $0 & 1 == 1 }) == true,
            (1...8).contains(exponent.count), exponent.last.map({ $0 & 1 == 1 }) == true
        else { return nil }
        self = .rsa(modulus: modulus, exponent: exponent)
    }

    /// Takes an uncompressed point of the curve with this object identifier's content; without one, by its length.
    init?(point: [UInt8], curve: [UInt8]? = nil) {
        guard point.first == 4 else { return nil }
        switch (point.count, curve) {
        case (65, Self.prime256v1), (65, nil): self = .p256(point: point)
        case (97, Self.secp384r1), (97, nil): self = .p384(point: point)
        default: return nil
        }
    }

    private static let rsaEncryption: [UInt8] = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01]
    private static let ecPublicKey: [UInt8] = [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01]
    private static let prime256v1: [UInt8] = [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07]
    private static let secp384r1: [UInt8] = [0x2B, 0x81, 0x04, 0x00, 0x22]

    private static func keyInfo(_ algorithm: [TLV], _ key: [UInt8]) -> [UInt8] {
        TLV(0x30, [TLV(0x30, algorithm), TLV(0x03, [0] + key)]).encoded
    }

    private static func integer(_ magnitude: [UInt8]) -> TLV {
        let significant = Array(magnitude.drop { $0 == 0 })
        let needsSign = (significant.first ?? 0x80) & 0x80 != 0
        return TLV(0x02, (needsSign ? [0] : []) + significant)
    }
}
