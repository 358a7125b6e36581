/// An algorithm of a PIV key pair (SP 800-78-4, table 6-2).
public enum PIVAlgorithm: UInt8, Sendable, Hashable, CaseIterable {
    /// RSA with a modulus of 2048 bits.
    case rsa2048 = 0x07
    /// Elliptic curve P-256.
    case eccP256 = 0x11
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

/// What is signed: a digest, made by the caller, and the function that made it.
public struct MessageDigest: Sendable, Hashable {
    /// The hash function.
    public enum Function: Sendable, Hashable {
        /// SHA-256.
        case sha256
        /// SHA-384.
        case sha384
        /// SHA-512.
        case sha512
    }

    /// The hash function.
    public var function: Function
    /// Its result.
    public var bytes: [UInt8]

    /// Makes a digest; nil when the length does not fit the function.
    public init?(_ function: Function, _ bytes: [UInt8]) {
        let length =
            switch function {
            case .sha256: 32
            case .sha384: 48
            case .sha512: 64
            }
        guard bytes.count == length else { return nil }
        self.function = function
        self.bytes = bytes
    }

    // id-sha256, id-sha384, id-sha512 (RFC 8017, appendix B.1).
    private var algorithmIdentifier: [UInt8] {
        let last: UInt8 =
            switch function {
            case .sha256: 1
            case .sha384: 2
            case .sha512: 3
            }
        let identifier = TLV(0x06, [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, last])
        return TLV(0x30, [identifier, TLV(0x05, [UInt8]())]).encoded
    }

    /// EMSA-PKCS1-v1_5 (RFC 8017, 9.2): the block that a raw RSA key signs.
    func rsaBlock(length: Int) -> [UInt8] {
        let info = TLV(0x30, algorithmIdentifier + TLV(0x04, bytes).encoded).encoded
        return [0x00, 0x01] + Array(repeating: 0xFF, count: length - info.count - 3) + [0x00] + info
    }
}

/// The public half of a key pair made on a card.
public enum PublicKeyMaterial: Sendable, Hashable {
    /// RSA: both numbers big-endian without sign byte.
    case rsa(modulus: [UInt8], exponent: [UInt8])
    /// P-256: the uncompressed point, 65 bytes.
    case p256(point: [UInt8])

    /// The algorithm that GENERAL AUTHENTICATE names for this key.
    public var algorithm: PIVAlgorithm {
        switch self {
        case .rsa: .rsa2048
        case .p256: .eccP256
        }
    }

    /// DER of `SubjectPublicKeyInfo` (RFC 5280, 4.1.2.7; RFC 3279, 2.3.1; RFC 5480, 2).
    public var subjectPublicKeyInfo: [UInt8] {
        switch self {
        case .rsa(let modulus, let exponent):
            let rsaEncryption = TLV(0x06, [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01])
            let key = TLV(0x30, [Self.integer(modulus), Self.integer(exponent)]).encoded
            return Self.keyInfo(TLV(0x30, [rsaEncryption, TLV(0x05, [UInt8]())]), key)
        case .p256(let point):
            let ecPublicKey = TLV(0x06, [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01])
            let prime256v1 = TLV(0x06, [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07])
            return Self.keyInfo(TLV(0x30, [ecPublicKey, prime256v1]), point)
        }
    }

    private static func keyInfo(_ algorithm: TLV, _ key: [UInt8]) -> [UInt8] {
        TLV(0x30, [algorithm, TLV(0x03, [0] + key)]).encoded
    }

    private static func integer(_ magnitude: [UInt8]) -> TLV {
        let significant = Array(magnitude.drop { $0 == 0 })
        let needsSign = (significant.first ?? 0x80) & 0x80 != 0
        return TLV(0x02, (needsSign ? [0] : []) + significant)
    }

    /// Reads the answer of GENERATE ASYMMETRIC KEY PAIR (SP 800-73-4 part 2, 3.3.2).
    init(_ answer: [UInt8], expecting algorithm: PIVAlgorithm) throws(CardError) {
        guard let content = try TLV.find([0x7F49], in: answer) else { throw .badAnswer("no public key") }
        switch algorithm {
        case .rsa2048:
            guard let modulus = try TLV.find([0x81], in: content), let exponent = try TLV.find([0x82], in: content),
                modulus.drop(while: { $0 == 0 }).count == 256, (1...8).contains(exponent.count)
            else { throw .badAnswer("no RSA-2048 public key") }
            self = .rsa(modulus: Array(modulus.suffix(256)), exponent: exponent)
        case .eccP256:
            guard let point = try TLV.find([0x86], in: content), point.count == 65, point[0] == 4 else {
                throw .badAnswer("no P-256 public key")
            }
            self = .p256(point: point)
        }
    }
}
