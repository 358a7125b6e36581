/// A structure in want of its signature (X.509's SIGNED{}): a certificate, a list, a request. The key may be anywhere:
/// give it ``digest``, and the signature to ``assembled(signature:)``.
public struct ToBeSigned: Sendable, Hashable {
    /// DER of what is signed.
    public let bytes: [UInt8]
    /// How it is to be signed.
    public let algorithm: SignatureAlgorithm

    /// Every field as given.
    public init(bytes: [UInt8], algorithm: SignatureAlgorithm) {
        self.bytes = bytes
        self.algorithm = algorithm
    }

    /// What the key signs.
    public var digest: [UInt8] { algorithm.digestAlgorithm.digest(bytes) }

    /// DER of the whole. The signature is in the form that ``SignatureAlgorithm`` says.
    public func assembled(signature: [UInt8]) -> [UInt8] {
        DEREncoding.sequence(bytes, algorithm.identifier.der, DEREncoding.bitString(signature))
    }
}
