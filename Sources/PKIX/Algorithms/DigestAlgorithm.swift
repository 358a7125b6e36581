public import SwiftASN1

/// A hash function that certificates and signatures of ours use.
public enum DigestAlgorithm: String, Sendable, Hashable, CaseIterable {
    /// Only to verify old signatures and to name certificates (OCSP's CertID); never to sign.
    case sha1
    case sha256
    case sha384
    case sha512
    /// GOST 34.311-95, of KZ signatures of 2004.
    case gost34311
    /// KZ 34.11-2015 with 256 bits.
    case streebog256
    /// KZ 34.11-2015 with 512 bits.
    case streebog512

    /// Bytes of a digest.
    public var length: Int {
        switch self {
        case .sha1: 20
        case .sha256, .gost34311, .streebog256: 32
        case .sha384: 48
        case .sha512, .streebog512: 64
        }
    }

    /// The name that we write: of the standard, and Kazakhstan's for GOST.
    public var objectIdentifier: ASN1ObjectIdentifier {
        switch self {
        case .sha1: Standard.sha1
        case .sha256: Standard.sha256
        case .sha384: Standard.sha384
        case .sha512: Standard.sha512
        case .gost34311: KZ.gost34311
        case .streebog256: KZ.streebog256
        case .streebog512: KZ.streebog512
        }
    }

    /// From a name; also the Russian twins and the name of GOST 34.311 with its parameters. Nil for every other.
    public init?(objectIdentifier: ASN1ObjectIdentifier) {
        switch objectIdentifier {
        case KZ.gost34311Parameters: self = .gost34311
        case TC26.streebog256: self = .streebog256
        case TC26.streebog512: self = .streebog512
        default:
            guard let known = Self.allCases.first(where: { $0.objectIdentifier == objectIdentifier }) else {
                return nil
            }
            self = known
        }
    }

    /// As digest fields of CMS, OCSP and TSP hold it: parameters NULL.
    public var identifier: AlgorithmIdentifier { AlgorithmIdentifier(objectIdentifier, parameters: DEREncoding.null) }

    /// From a digest field; parameters must be absent or NULL, for GOST they may name themselves.
    public init?(_ identifier: AlgorithmIdentifier) {
        guard let known = DigestAlgorithm(objectIdentifier: identifier.algorithm),
            identifier.hasNoParameters || known == .gost34311
        else { return nil }
        self = known
    }

    /// The digest of one message.
    public func digest(_ message: some Collection<UInt8>) -> [UInt8] {
        var digest = Digester(self)
        digest.update(message)
        return digest.finish()
    }
}
