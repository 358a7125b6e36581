import Crypto
import CryptoExtras
import FoundationEssentials
import GOST
import KioskDomain
public import KioskDevices
import SwiftASN1

/// A public key that we can verify with. Equal when its SubjectPublicKeyInfo is.
public struct PublicKey: Sendable {
    enum Key: Sendable {
        case rsa(_RSA.Signing.PublicKey)
        case p256(P256.Signing.PublicKey)
        case p384(P384.Signing.PublicKey)
        case gost(GOSTPublicKey)
    }

    /// What kind of key it is.
    public let algorithm: KeyAlgorithm
    /// The key as certificates hold it.
    public let info: SubjectPublicKeyInfo
    let key: Key

    /// - Throws: ``KioskDevices/Failure``: `sign.algorithm-unsupported` for a key that we do not know (also RSA below
    ///   2048 bits), `certificate.malformed` for one that is none.
    public init(_ info: SubjectPublicKeyInfo) throws(Failure) {
        self.info = info
        switch info.algorithm.algorithm {
        case Standard.rsaEncryption:
            guard info.algorithm.hasNoParameters else { throw Self.unsupported }
            let bits = Self.modulusBits(info.subjectPublicKey)
            guard bits >= 2048 else { throw bits == 0 ? Self.malformed : Self.unsupported }
            guard let rsa = try? _RSA.Signing.PublicKey(derRepresentation: info.subjectPublicKey) else {
                throw Self.malformed
            }
            (algorithm, key) = (.rsa(bits: bits), .rsa(rsa))
        case Standard.ecPublicKey:
            (algorithm, key) = try Self.elliptic(info)
        default:
            guard let gost = GOSTKeyCoding.algorithm(info.algorithm), let curve = GOSTKeyCoding.curve(gost) else {
                throw Self.unsupported
            }
            guard let point = GOSTKeyCoding.publicKey(info, curve) else { throw Self.malformed }
            (algorithm, key) = (gost, .gost(point))
        }
    }

    /// From the DER of a SubjectPublicKeyInfo; throws as ``init(_:)``.
    public init(der: [UInt8]) throws(Failure) {
        guard der.count <= DERLimits.certificate, let node = try? DER.parse(der),
            let info = try? SubjectPublicKeyInfo(node)
        else { throw Self.malformed }
        try self.init(info)
    }

    /// From a GOST point, in the form of the NCA's certificates.
    init(_ algorithm: KeyAlgorithm, _ point: GOSTPublicKey) throws(Failure) {
        guard let identifier = GOSTKeyCoding.identifier(algorithm), GOSTKeyCoding.curve(algorithm) == point.curve else {
            throw Self.unsupported
        }
        self.algorithm = algorithm
        info = SubjectPublicKeyInfo(identifier, DEREncoding.octetString(point.bytes))
        key = .gost(point)
    }

    private static func elliptic(_ info: SubjectPublicKeyInfo) throws(Failure) -> (KeyAlgorithm, Key) {
        switch info.algorithm.parameters {
        case DEREncoding.objectIdentifier(Standard.p256):
            guard let key = try? P256.Signing.PublicKey(x963Representation: info.subjectPublicKey) else {
                throw malformed
            }
            return (.ecP256, .p256(key))
        case DEREncoding.objectIdentifier(Standard.p384):
            guard let key = try? P384.Signing.PublicKey(x963Representation: info.subjectPublicKey) else {
                throw malformed
            }
            return (.ecP384, .p384(key))
        default: throw unsupported
        }
    }

    /// 0 when it is no RSAPublicKey (RFC 8017, A.1.1).
    private static func modulusBits(_ der: [UInt8]) -> Int {
        guard var reader = try? ElementReader(der: der[...], limit: DERLimits.certificate),
            let modulus = try? reader.next(.integer).primitive
        else { return 0 }
        let digits = modulus.drop { $0 == 0 }
        return digits.count * 8 - (digits.first?.leadingZeroBitCount ?? 0)
    }

    private static var unsupported: Failure { Failure(.signAlgorithm, "public key of an unknown kind") }
    private static var malformed: Failure { Failure(.certificateMalformed, "not a public key") }
}

extension PublicKey: Hashable {
    /// Equal when the SubjectPublicKeyInfo is.
    public static func == (left: PublicKey, right: PublicKey) -> Bool { left.info == right.info }
    /// The SubjectPublicKeyInfo.
    public func hash(into hasher: inout Hasher) { hasher.combine(info) }
}
