import Crypto

/// The libraries below sign digests only in types of their own, which they alone can make. So we hash nothing, put the
/// digest that we were given in the place of that value's bytes, and read it back to see that it arrived.
enum GivenDigest {
    static func sha1(_ bytes: [UInt8]) -> Insecure.SHA1Digest? { put(bytes, into: Insecure.SHA1.hash(data: [])) }
    static func sha256(_ bytes: [UInt8]) -> SHA256Digest? { put(bytes, into: SHA256.hash(data: [])) }
    static func sha384(_ bytes: [UInt8]) -> SHA384Digest? { put(bytes, into: SHA384.hash(data: [])) }
    static func sha512(_ bytes: [UInt8]) -> SHA512Digest? { put(bytes, into: SHA512.hash(data: [])) }

    private static func put<Value: Digest>(_ bytes: [UInt8], into value: Value) -> Value? {
        var value = value
        guard bytes.count == Value.byteCount, MemoryLayout<Value>.size >= bytes.count else { return nil }
        withUnsafeMutableBytes(of: &value) { $0.copyBytes(from: bytes) }
        return Array(value) == bytes ? value : nil
    }
}
