import CPrimitives

/// The digests that ICAO 9303 parts 10 and 11 use; the raw value is the length in bits.
public enum HashFunction: Int32, Sendable, Hashable, CaseIterable {
    /// SHA-1: only in key derivation for 3DES and AES-128, and in old documents.
    case sha1 = 160
    /// SHA-224.
    case sha224 = 224
    /// SHA-256.
    case sha256 = 256
    /// SHA-384.
    case sha384 = 384
    /// SHA-512.
    case sha512 = 512

    /// The digest of the bytes.
    package func digest(of bytes: some Sequence<UInt8>) -> [UInt8] {
        let input = Array(bytes)
        var digest = [UInt8](repeating: 0, count: Int(rawValue) / 8)
        let result = ck_digest(rawValue, input, input.count, &digest)
        // Refused only without memory: an empty digest equals none.
        return result == CK_PRIMITIVE_OK.result ? digest : []
    }
}

extension ck_primitive_result {
    /// As the functions of `CPrimitives` answer it.
    var result: Int32 { Int32(bitPattern: rawValue) }
}
