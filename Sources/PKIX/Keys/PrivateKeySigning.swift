import Crypto
import CryptoExtras
import FoundationEssentials
import GOST
import KioskDomain
public import KioskDevices

extension PrivateKey {
    /// Signs a digest. The bytes are as ``SignatureAlgorithm`` says.
    ///
    /// - Throws: ``KioskDevices/Failure``: `sign.algorithm-unsupported` when key, algorithm and digest do not fit, or
    ///   for SHA-1; `internal.error` when the library refuses.
    public func sign(digest: [UInt8], algorithm: SignatureAlgorithm) throws(Failure) -> [UInt8] {
        guard algorithm.fits(self.algorithm), algorithm.digestAlgorithm != .sha1,
            digest.count == algorithm.digestAlgorithm.length
        else { throw Failure(.signAlgorithm, "\(self.algorithm.name) cannot sign so") }
        let made: [UInt8]?
        switch key {
        case .rsa(let key):
            let padding: _RSA.Signing.Padding = algorithm.isPSS ? .PSS : .insecurePKCS1v1_5
            made = try? PublicKey.withDigest(digest, algorithm) {
                try Array(key.signature(for: $0, padding: padding).rawRepresentation)
            }
        case .p256(let key):
            made = try? PublicKey.withDigest(digest, algorithm) {
                try Array(key.signature(for: $0).derRepresentation)
            }
        case .p384(let key):
            made = try? PublicKey.withDigest(digest, algorithm) {
                try Array(key.signature(for: $0).derRepresentation)
            }
        case .gost(let key): return try key.sign(digest: digest)
        }
        guard let made else { throw Failure(.internalError, "the library did not sign") }
        return made
    }

    /// Signs a digest in the key's usual way (``KeyAlgorithm/signatureAlgorithm``).
    public func sign(digest: [UInt8]) throws(Failure) -> [UInt8] {
        try sign(digest: digest, algorithm: algorithm.signatureAlgorithm)
    }

    /// Signs the digest of a message.
    public func sign(
        message: some Collection<UInt8>, algorithm: SignatureAlgorithm
    ) throws(Failure) -> [UInt8] {
        try sign(digest: algorithm.digestAlgorithm.digest(message), algorithm: algorithm)
    }
}
