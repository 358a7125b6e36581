import Crypto
import CryptoExtras
import FoundationEssentials
import GOST
import KioskDomain
public import KioskDevices
import SwiftASN1

/// A private key in the memory of this process. The libraries that hold it zero it when the value dies.
public final class PrivateKey: Sendable {
    enum Key: Sendable {
        case rsa(_RSA.Signing.PrivateKey)
        case p256(P256.Signing.PrivateKey)
        case p384(P384.Signing.PrivateKey)
        case gost(GOSTPrivateKey)
    }

    /// The key that others verify with.
    public let publicKey: PublicKey
    let key: Key

    /// What kind of key it is.
    public var algorithm: KeyAlgorithm { publicKey.algorithm }

    private init(_ key: Key, _ publicKey: PublicKey) {
        self.key = key
        self.publicKey = publicKey
    }

    private convenience init(_ key: Key) throws(Failure) {
        switch key {
        case .rsa(let rsa): self.init(key, try PublicKey(der: Array(rsa.publicKey.derRepresentation)))
        case .p256(let p256): self.init(key, try PublicKey(der: Array(p256.publicKey.derRepresentation)))
        case .p384(let p384): self.init(key, try PublicKey(der: Array(p384.publicKey.derRepresentation)))
        case .gost(let gost): self.init(key, try PublicKey(Self.algorithm(of: gost.curve), gost.publicKey))
        }
    }

    private static func algorithm(of curve: GOSTCurve) -> KeyAlgorithm {
        switch curve {
        case .cryptoProA: .gost2004
        case .tc26_256A: .gost2015_256
        case .tc26_512A: .gost2015_512
        }
    }

    /// Makes a new key from the system's random source.
    ///
    /// - Throws: ``KioskDevices/Failure``: `sign.algorithm-unsupported` for RSA of another size than 2048, 3072, 4096;
    ///   `internal.error` when the system gives no randomness.
    public static func generate(_ algorithm: KeyAlgorithm) throws(Failure) -> PrivateKey {
        switch algorithm {
        case .rsa(let bits):
            guard KeyAlgorithm.generated.contains(algorithm) else {
                throw Failure(.signAlgorithm, "RSA of \(bits) bits")
            }
            guard let key = try? _RSA.Signing.PrivateKey(keySize: .init(bitCount: bits)) else {
                throw Failure(.internalError, "no RSA key")
            }
            return try PrivateKey(.rsa(key))
        case .ecP256: return try PrivateKey(.p256(P256.Signing.PrivateKey()))
        case .ecP384: return try PrivateKey(.p384(P384.Signing.PrivateKey()))
        case .gost2004: return try PrivateKey(.gost(GOSTPrivateKey(generating: .cryptoProA)))
        case .gost2015_256: return try PrivateKey(.gost(GOSTPrivateKey(generating: .tc26_256A)))
        case .gost2015_512: return try PrivateKey(.gost(GOSTPrivateKey(generating: .tc26_512A)))
        }
    }

    /// Reads a PrivateKeyInfo (RFC 5208). The caller zeroes its bytes.
    ///
    /// - Throws: ``KioskDevices/Failure``: `keyfile.malformed`, or `sign.algorithm-unsupported` for a key of another kind.
    public convenience init(pkcs8 bytes: [UInt8]) throws(Failure) {
        let malformed = Failure(.keyFileMalformed, "not a private key (PKCS#8)")
        guard var reader = try? ElementReader(der: bytes[...], limit: DERLimits.certificate),
            (try? reader.next(.integer)) != nil, let field = try? reader.next(),
            let identifier = try? AlgorithmIdentifier(field), let contents = try? reader.next().octetString
        else { throw malformed }
        switch (identifier.algorithm, identifier.parameters) {
        case (Standard.rsaEncryption, _):
            guard let key = try? _RSA.Signing.PrivateKey(derRepresentation: bytes) else { throw malformed }
            try self.init(.rsa(key))
        case (Standard.ecPublicKey, DEREncoding.objectIdentifier(Standard.p256)):
            guard let key = try? P256.Signing.PrivateKey(derRepresentation: bytes) else { throw malformed }
            try self.init(.p256(key))
        case (Standard.ecPublicKey, DEREncoding.objectIdentifier(Standard.p384)):
            guard let key = try? P384.Signing.PrivateKey(derRepresentation: bytes) else { throw malformed }
            try self.init(.p384(key))
        default:
            guard let algorithm = GOSTKeyCoding.algorithm(identifier), let curve = GOSTKeyCoding.curve(algorithm) else {
                throw Failure(.signAlgorithm, "private key of an unknown kind")
            }
            try self.init(.gost(GOSTKeyCoding.privateKey(contents, curve)))
        }
    }

    /// Lends the PrivateKeyInfo (RFC 5208) for the time of `body`, then zeroes it; nothing may keep it unencrypted.
    public func withPKCS8<Value, Problem: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Problem) -> Value
    ) throws(Problem) -> Value {
        var bytes = pkcs8
        defer { wipe(&bytes) }
        let outcome: Result<Value, Problem> = bytes.withUnsafeBytes { lent in
            do throws(Problem) { return .success(try body(lent)) } catch { return .failure(error) }
        }
        return try outcome.get()
    }

    private var pkcs8: [UInt8] {
        switch key {
        case .rsa(let key): return Self.taking(key.pkcs8DERRepresentation)
        case .p256(let key): return Self.taking(key.derRepresentation)
        case .p384(let key): return Self.taking(key.derRepresentation)
        case .gost(let key):
            let number = key.withNumber { DEREncoding.octetString($0) }
            return DEREncoding.sequence(
                DEREncoding.integer(0), publicKey.info.algorithm.der, DEREncoding.octetString(number))
        }
    }

    private static func taking(_ data: consuming Data) -> [UInt8] {
        let bytes = data.withUnsafeBytes { Array($0) }
        data.resetBytes(in: data.startIndex..<data.endIndex)
        return bytes
    }
}
