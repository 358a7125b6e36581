import Crypto
import CryptoExtras
import FoundationEssentials
import GOST

extension PublicKey {
    /// Whether the signature of a digest is valid. False also when algorithm and key, or digest and algorithm, do not
    /// fit.
    public func verify(signature: [UInt8], digest: [UInt8], algorithm: SignatureAlgorithm) -> Bool {
        guard algorithm.fits(self.algorithm), digest.count == algorithm.digestAlgorithm.length else { return false }
        switch key {
        case .rsa(let key): return Self.verify(key, signature, digest, algorithm)
        case .p256(let key):
            guard let signature = try? P256.Signing.ECDSASignature(derRepresentation: signature) else { return false }
            return Self.withDigest(digest, algorithm) { key.isValidSignature(signature, for: $0) } ?? false
        case .p384(let key):
            guard let signature = try? P384.Signing.ECDSASignature(derRepresentation: signature) else { return false }
            return Self.withDigest(digest, algorithm) { key.isValidSignature(signature, for: $0) } ?? false
        case .gost(let key): return key.isValid(signature: signature, digest: digest)
        }
    }

    /// The same where only the digest algorithm is named: RSA is PKCS#1 v1.5 then.
    public func verify(signature: [UInt8], digest: [UInt8], digestAlgorithm: DigestAlgorithm) -> Bool {
        let fitting = SignatureAlgorithm.allCases.first {
            !$0.isPSS && $0.digestAlgorithm == digestAlgorithm && $0.fits(algorithm)
        }
        return fitting.map { verify(signature: signature, digest: digest, algorithm: $0) } ?? false
    }

    /// Whether the signature of a message is valid.
    public func verify(signature: [UInt8], of message: some Collection<UInt8>, algorithm: SignatureAlgorithm) -> Bool {
        guard algorithm.fits(self.algorithm) else { return false }
        return verify(
            signature: signature, digest: algorithm.digestAlgorithm.digest(message), algorithm: algorithm)
    }

    private static func verify(
        _ key: _RSA.Signing.PublicKey, _ signature: [UInt8], _ digest: [UInt8], _ algorithm: SignatureAlgorithm
    ) -> Bool {
        let signature = _RSA.Signing.RSASignature(rawRepresentation: signature)
        let padding: _RSA.Signing.Padding = algorithm.isPSS ? .PSS : .insecurePKCS1v1_5
        return withDigest(digest, algorithm) {
            key.isValidSignature(signature, for: $0, padding: padding)
        } ?? false
    }

    /// Lends the digest in the library's own type; nil when there is none for it.
    static func withDigest<Result>(
        _ bytes: [UInt8], _ algorithm: SignatureAlgorithm, _ body: (any Digest) throws -> Result
    ) rethrows -> Result? {
        switch algorithm.digestAlgorithm {
        case .sha1: try GivenDigest.sha1(bytes).map { try body($0) }
        case .sha256: try GivenDigest.sha256(bytes).map { try body($0) }
        case .sha384: try GivenDigest.sha384(bytes).map { try body($0) }
        case .sha512: try GivenDigest.sha512(bytes).map { try body($0) }
        case .gost34311, .streebog256, .streebog512: nil
        }
    }
}
