import Crypto

extension PublicKeyMaterial {
    /// Whether `signature` is this key's over `digest`: RSASSA-PKCS1-v1_5 (RFC 8017, 8.2.2) or ECDSA in DER.
    ///
    /// Drivers ask it before they give a signature out, so that a card that used another key, or was disturbed while it
    /// computed, is found here and not by the receiver.
    public func isSignature(_ signature: [UInt8], of digest: MessageDigest) -> Bool {
        switch self {
        case .rsa(let modulus, let exponent):
            guard signature.count == modulus.count, let block = digest.rsaBlock(length: modulus.count) else {
                return false
            }
            return RSAPublicOperation(modulus: modulus, exponent: exponent).apply(signature) == block
        case .p256(let point):
            guard let key = try? P256.Signing.PublicKey(x963Representation: point),
                let made = try? P256.Signing.ECDSASignature(derRepresentation: signature),
                let given = GivenDigest<SHA256Length>(digest.ecdsaInput(length: 32))
            else { return false }
            return key.isValidSignature(made, for: given)
        case .p384(let point):
            guard let key = try? P384.Signing.PublicKey(x963Representation: point),
                let made = try? P384.Signing.ECDSASignature(derRepresentation: signature),
                let given = GivenDigest<SHA384Length>(digest.ecdsaInput(length: 48))
            else { return false }
            return key.isValidSignature(made, for: given)
        }
    }
}

/// The length of a digest as a type, as the library wants it.
private protocol DigestLength { static var bytes: Int { get } }
private enum SHA256Length: DigestLength { static let bytes = 32 }
private enum SHA384Length: DigestLength { static let bytes = 48 }

/// A digest that somebody else made.
private struct GivenDigest<Length: DigestLength>: Digest {
    static var byteCount: Int { Length.bytes }
    private let bytes: [UInt8]

    init?(_ bytes: [UInt8]) {
        guard bytes.count == Length.bytes else { return nil }
        self.bytes = bytes
    }

    var description: String { "a digest of \(bytes.count) bytes" }

    func makeIterator() -> Array<UInt8>.Iterator { bytes.makeIterator() }

    func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try bytes.withUnsafeBytes(body)
    }
}
