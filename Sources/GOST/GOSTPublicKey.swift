import CGOST

/// A public key of GOST R 34.10: a point of the curve.
public struct GOSTPublicKey: Sendable, Hashable {
    /// The curve of the key.
    public let curve: GOSTCurve
    /// x, then y, each little-endian: the contents of the OCTET STRING in a certificate.
    public let bytes: [UInt8]

    /// Nil when the bytes are no point of the curve's subgroup.
    public init?(curve: GOSTCurve, bytes: [UInt8]) {
        guard bytes.count == 2 * curve.byteCount, cgost_check(curve.number, bytes) == 1 else { return nil }
        self.init(curve: curve, checked: bytes)
    }

    init(curve: GOSTCurve, checked bytes: [UInt8]) {
        self.curve = curve
        self.bytes = bytes
    }

    /// Whether the signature (r, then s, each little-endian) of the digest is valid. A wrong length is an invalid one.
    public func isValid(signature: [UInt8], digest: [UInt8]) -> Bool {
        guard signature.count == 2 * curve.byteCount, digest.count == curve.byteCount else { return false }
        return cgost_verify(curve.number, bytes, digest, signature) == 1
    }
}
