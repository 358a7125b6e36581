import CPrimitives
package import KioskDevices
package import SmartCard

/// The ciphers of BAC, PACE and secure messaging with their message authentication codes (9303-11, 9.8).
public enum SessionCipher: UInt8, Sendable, Hashable, CaseIterable {
    /// 3DES with two keys in CBC mode, retail MAC (ISO/IEC 9797-1 algorithm 3).
    case tripleDES = 1
    /// AES in CBC mode, AES-CMAC.
    case aes128 = 2
    /// AES in CBC mode, AES-CMAC.
    case aes192 = 3
    /// AES in CBC mode, AES-CMAC.
    case aes256 = 4

    /// Bytes of a key.
    public var keyLength: Int {
        switch self {
        case .tripleDES, .aes128: 16
        case .aes192: 24
        case .aes256: 32
        }
    }

    /// Bytes of a block, which is also the length of the send sequence counter (9303-11, 9.8.2).
    package var blockLength: Int { self == .tripleDES ? 8 : 16 }

    /// Bytes of every message authentication code; that of AES is cut (9303-11, 9.8.6.2).
    package static let codeLength = 8

    /// KDF (9303-11, 9.7.1): counter 1 makes encryption keys, 2 those of codes, 3 the key of a password. The caller
    /// zeroes `secret`.
    package func deriveKey(_ secret: [UInt8], counter: UInt8) throws(CardError) -> SecretBytes {
        let hash: HashFunction = keyLength > 16 ? .sha256 : .sha1
        var input = secret + [0, 0, 0, counter]
        var digest = hash.digest(of: input)
        defer {
            wipe(&input)
            wipe(&digest)
        }
        guard digest.count >= keyLength else { throw Self.unavailable }
        // The parity bits of DES keys are set, as the worked examples show them.
        return SecretBytes(copying: digest.prefix(keyLength).map { self == .tripleDES ? Self.withParity($0) : $0 })
    }

    /// CBC without padding; a zero `iv` when none is given.
    package func encrypt(
        _ bytes: [UInt8], key: borrowing SecretBytes, iv: [UInt8]? = nil
    ) throws(CardError) -> [UInt8] {
        try chain(bytes, key, iv, encrypting: true)
    }

    /// The reverse.
    package func decrypt(
        _ bytes: [UInt8], key: borrowing SecretBytes, iv: [UInt8]? = nil
    ) throws(CardError) -> [UInt8] {
        try chain(bytes, key, iv, encrypting: false)
    }

    /// The code of eight bytes. 3DES wants whole blocks (``pad(_:)``), CMAC any length.
    package func code(over bytes: [UInt8], key: borrowing SecretBytes) throws(CardError) -> [UInt8] {
        var code = [UInt8](repeating: 0, count: 16)
        let result = key.withBytes { key in
            let start = key.assumingMemoryBound(to: UInt8.self).baseAddress
            return self == .tripleDES
                ? ck_retail_mac(start, bytes, bytes.count, &code)
                : ck_aes_cmac(start, key.count, bytes, bytes.count, &code)
        }
        guard result == CK_PRIMITIVE_OK.result else { throw Self.unavailable }
        return Array(code.prefix(Self.codeLength))
    }

    /// ISO/IEC 9797-1 padding method 2: 80, then zeros to a whole block.
    package func pad(_ bytes: [UInt8]) -> [UInt8] {
        let zeros = (blockLength - (bytes.count + 1) % blockLength) % blockLength
        return bytes + [0x80] + Array(repeating: 0, count: zeros)
    }

    /// What stands before the padding; nil when there is none.
    package func unpad(_ bytes: [UInt8]) -> [UInt8]? {
        guard let end = bytes.lastIndex(where: { $0 != 0 }), bytes[end] == 0x80, bytes.count - end <= blockLength else {
            return nil
        }
        return Array(bytes[..<end])
    }

    private func chain(
        _ bytes: [UInt8], _ key: borrowing SecretBytes, _ iv: [UInt8]?, encrypting: Bool
    ) throws(CardError) -> [UInt8] {
        let iv = iv ?? Array(repeating: 0, count: blockLength)
        guard iv.count == blockLength, bytes.count.isMultiple(of: blockLength), key.count == keyLength else {
            throw .badAnswer("\(bytes.count) bytes are no whole blocks of the cipher")
        }
        var output = [UInt8](repeating: 0, count: bytes.count)
        let result = key.withBytes { key in
            ck_cbc(
                self == .tripleDES ? 0 : 1, encrypting ? 1 : 0, key.assumingMemoryBound(to: UInt8.self).baseAddress,
                key.count, iv, bytes, bytes.count, &output)
        }
        guard result == CK_PRIMITIVE_OK.result else { throw Self.unavailable }
        return output
    }

    private static func withParity(_ byte: UInt8) -> UInt8 {
        let bits = byte & 0xFE
        return bits.nonzeroBitCount.isMultiple(of: 2) ? bits | 1 : bits
    }

    private static var unavailable: CardError { .unsupported("a cipher of the document in this machine's OpenSSL") }
}

extension SecretBytes {
    /// A secret of these bytes, at most ``SecretBytes/capacity`` of them; the caller zeroes its own.
    package init(copying bytes: [UInt8]) {
        self.init()
        for byte in bytes { _ = append(byte) }
    }
}
