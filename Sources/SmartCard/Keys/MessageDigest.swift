/// What is signed: a digest, made by the caller, and the function that made it.
public struct MessageDigest: Sendable, Hashable {
    /// The hash function.
    public enum Function: Sendable, Hashable {
        /// SHA-256.
        case sha256
        /// SHA-384.
        case sha384
        /// SHA-512.
        case sha512

        /// Bytes of a digest.
        public var length: Int {
            switch self {
            case .sha256: 32
            case .sha384: 48
            case .sha512: 64
            }
        }
    }

    /// The hash function.
    public var function: Function
    /// Its result.
    public var bytes: [UInt8]

    /// Makes a digest; nil when the length does not fit the function.
    public init?(_ function: Function, _ bytes: [UInt8]) {
        guard bytes.count == function.length else { return nil }
        self.function = function
        self.bytes = bytes
    }

    // id-sha256, id-sha384, id-sha512 (RFC 8017, appendix B.1).
    private var algorithmIdentifier: [UInt8] {
        let last: UInt8 =
            switch function {
            case .sha256: 1
            case .sha384: 2
            case .sha512: 3
            }
        let identifier = TLV(0x06, [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, last])
        return TLV(0x30, [identifier, TLV(0x05, [UInt8]())]).encoded
    }

    /// `DigestInfo`, DER (RFC 8017, 9.2): what a card takes that makes the padding itself.
    var digestInfo: [UInt8] { TLV(0x30, algorithmIdentifier + TLV(0x04, bytes).encoded).encoded }

    /// EMSA-PKCS1-v1_5 (RFC 8017, 9.2): the block that a raw RSA key signs; nil for a key too short to hold it.
    func rsaBlock(length: Int) -> [UInt8]? {
        let info = digestInfo
        guard length >= info.count + 11 else { return nil }
        return [0x00, 0x01] + Array(repeating: 0xFF, count: length - info.count - 3) + [0x00] + info
    }

    /// The number that ECDSA signs, filled to the field's length: the leftmost bits of a longer digest (FIPS 186-5, 6.4).
    func ecdsaInput(length: Int) -> [UInt8] {
        Array(repeating: 0, count: max(0, length - bytes.count)) + bytes.prefix(length)
    }
}
