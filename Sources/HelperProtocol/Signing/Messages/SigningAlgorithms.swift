/// The kinds of keys that are made and used for signing, as the helpers name them.
public enum SigningKeyAlgorithm: String, Sendable, Hashable, CaseIterable, Codable {
    case rsa2048 = "rsa-2048"
    case rsa3072 = "rsa-3072"
    case rsa4096 = "rsa-4096"
    case ecP256 = "ec-p256"
    case ecP384 = "ec-p384"
    /// KZ GOST 34.310-2004.
    case gost2004 = "gost-2004"
    /// KZ GOST 34.10-2015 with 256 bits.
    case gost2015_256 = "gost-2015-256"
    /// KZ GOST 34.10-2015 with 512 bits.
    case gost2015_512 = "gost-2015-512"
}

/// How a digest is signed. The signature's bytes: RSA as long as the modulus, ECDSA the DER of r and s (RFC 3279,
/// 2.2.3), GOST r then s, each little-endian.
public enum SignatureScheme: String, Sendable, Hashable, CaseIterable, Codable {
    /// RSASSA-PKCS1-v1_5 over the DigestInfo of SHA-256 (RFC 8017, 9.2).
    case rsaSHA256 = "rsa-sha256"
    /// The same with SHA-384.
    case rsaSHA384 = "rsa-sha384"
    /// The same with SHA-512.
    case rsaSHA512 = "rsa-sha512"
    case ecdsaSHA256 = "ecdsa-sha256"
    case ecdsaSHA384 = "ecdsa-sha384"
    case ecdsaSHA512 = "ecdsa-sha512"
    /// KZ GOST 34.310-2004 over GOST 34.311-95.
    case gost2004 = "gost-2004"
    /// KZ GOST 34.10-2015 (256) over 34.11-2015 (256).
    case gost2015_256 = "gost-2015-256"
    /// KZ GOST 34.10-2015 (512) over 34.11-2015 (512).
    case gost2015_512 = "gost-2015-512"

    /// Bytes of the digest.
    public var digestLength: Int {
        switch self {
        case .rsaSHA256, .ecdsaSHA256, .gost2004, .gost2015_256: 32
        case .rsaSHA384, .ecdsaSHA384: 48
        case .rsaSHA512, .ecdsaSHA512, .gost2015_512: 64
        }
    }
}

/// What a key signs, wherever it lives.
public struct DigestToSign: Sendable, Hashable, Codable {
    /// How.
    public var scheme: SignatureScheme
    /// The digest itself, without any DigestInfo around it.
    public var digest: Blob

    /// Every field as given.
    public init(scheme: SignatureScheme, digest: [UInt8]) {
        self.scheme = scheme
        self.digest = Blob(digest)
    }
}
