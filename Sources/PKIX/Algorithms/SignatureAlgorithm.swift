/// A way to sign a digest. Signatures are bytes as certificates and CMS hold them: RSA as long as the modulus, ECDSA
/// the DER of r and s (RFC 3279, 2.2.3), GOST r then s, each little-endian.
public enum SignatureAlgorithm: Sendable, Hashable, CaseIterable {
    /// RSA PKCS#1 v1.5; only to verify what is old.
    case rsaSHA1
    /// RSA PKCS#1 v1.5 with SHA-256.
    case rsaSHA256
    /// RSA PKCS#1 v1.5 with SHA-384.
    case rsaSHA384
    /// RSA PKCS#1 v1.5 with SHA-512.
    case rsaSHA512
    /// RSA-PSS, salt as long as the digest (RFC 4055).
    case rsaPSSSHA256
    /// RSA-PSS, salt as long as the digest.
    case rsaPSSSHA384
    /// RSA-PSS, salt as long as the digest.
    case rsaPSSSHA512
    /// ECDSA with SHA-256.
    case ecdsaSHA256
    /// ECDSA with SHA-384.
    case ecdsaSHA384
    /// ECDSA with SHA-512.
    case ecdsaSHA512
    /// KZ GOST 34.310-2004 over GOST 34.311-95.
    case gost2004
    /// KZ 34.10-2015 with 256 bits.
    case gost2015_256
    /// KZ 34.10-2015 with 512 bits.
    case gost2015_512

    /// The hash function whose digest is signed.
    public var digestAlgorithm: DigestAlgorithm {
        switch self {
        case .rsaSHA1: .sha1
        case .rsaSHA256, .rsaPSSSHA256, .ecdsaSHA256: .sha256
        case .rsaSHA384, .rsaPSSSHA384, .ecdsaSHA384: .sha384
        case .rsaSHA512, .rsaPSSSHA512, .ecdsaSHA512: .sha512
        case .gost2004: .gost34311
        case .gost2015_256: .streebog256
        case .gost2015_512: .streebog512
        }
    }

    /// The identifier for `signatureAlgorithm` fields, with the parameters that belong to it.
    public var identifier: AlgorithmIdentifier {
        switch self {
        case .rsaSHA1: AlgorithmIdentifier(Standard.sha1WithRSA, parameters: DEREncoding.null)
        case .rsaSHA256: AlgorithmIdentifier(Standard.sha256WithRSA, parameters: DEREncoding.null)
        case .rsaSHA384: AlgorithmIdentifier(Standard.sha384WithRSA, parameters: DEREncoding.null)
        case .rsaSHA512: AlgorithmIdentifier(Standard.sha512WithRSA, parameters: DEREncoding.null)
        case .rsaPSSSHA256, .rsaPSSSHA384, .rsaPSSSHA512:
            AlgorithmIdentifier(Standard.rsaPSS, parameters: pssParameters)
        case .ecdsaSHA256: AlgorithmIdentifier(Standard.ecdsaSHA256)
        case .ecdsaSHA384: AlgorithmIdentifier(Standard.ecdsaSHA384)
        case .ecdsaSHA512: AlgorithmIdentifier(Standard.ecdsaSHA512)
        case .gost2004: AlgorithmIdentifier(KZ.gost2004Signature, parameters: DEREncoding.null)
        case .gost2015_256: AlgorithmIdentifier(KZ.gost2015_256Signature, parameters: DEREncoding.null)
        case .gost2015_512: AlgorithmIdentifier(KZ.gost2015_512Signature, parameters: DEREncoding.null)
        }
    }

    /// From an identifier; nil for one that we cannot verify. Parameters other than the algorithm's own are refused.
    public init?(_ identifier: AlgorithmIdentifier) {
        let known = Self.allCases.first { candidate in
            let own = candidate.identifier
            guard own.algorithm == identifier.algorithm else { return false }
            return candidate.isPSS ? candidate.readsPSS(identifier.parameters) : identifier.hasNoParameters
        }
        guard let known else { return nil }
        self = known
    }

    /// What a CMS `SignerInfo` means, whose signature field may name only the key's algorithm and whose digest stands in
    /// a field of its own (RFC 3370, 3.2; 5.3 of RFC 5652); nil when the two do not fit.
    public init?(_ identifier: AlgorithmIdentifier, digest: DigestAlgorithm) {
        if let known = SignatureAlgorithm(identifier) {
            guard known.digestAlgorithm == digest else { return nil }
            self = known
            return
        }
        let candidates: [SignatureAlgorithm]
        switch identifier.algorithm {
        case Standard.rsaEncryption: candidates = [.rsaSHA1, .rsaSHA256, .rsaSHA384, .rsaSHA512]
        case Standard.ecPublicKey: candidates = [.ecdsaSHA256, .ecdsaSHA384, .ecdsaSHA512]
        case KZ.gost2004: candidates = [.gost2004]
        case KZ.gost2015_256: candidates = [.gost2015_256]
        case KZ.gost2015_512: candidates = [.gost2015_512]
        default: return nil
        }
        guard let known = candidates.first(where: { $0.digestAlgorithm == digest }) else { return nil }
        self = known
    }

    /// Whether a key of this kind can sign so.
    public func fits(_ key: KeyAlgorithm) -> Bool {
        switch key {
        case .rsa:
            switch self {
            case .rsaSHA1, .rsaSHA256, .rsaSHA384, .rsaSHA512, .rsaPSSSHA256, .rsaPSSSHA384, .rsaPSSSHA512: true
            default: false
            }
        case .ecP256, .ecP384: self == .ecdsaSHA256 || self == .ecdsaSHA384 || self == .ecdsaSHA512
        case .gost2004: self == .gost2004
        case .gost2015_256: self == .gost2015_256
        case .gost2015_512: self == .gost2015_512
        }
    }

    /// RSASSA-PSS rather than PKCS#1 v1.5.
    public var isPSS: Bool { self == .rsaPSSSHA256 || self == .rsaPSSSHA384 || self == .rsaPSSSHA512 }
}
