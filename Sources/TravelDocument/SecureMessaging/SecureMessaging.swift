import KioskDevices
package import SmartCard

/// One session of secure messaging (9303-11, 9.8; ISO/IEC 7816-4, 10): keys, counter, and the wrapping of each APDU,
/// the same for both sides. A session that saw one wrong answer is over. Its keys are zeroed with the last copy.
package struct SecureMessaging: Sendable {
    private final class Keys: Sendable {
        let encryption: SecretBytes
        let code: SecretBytes

        init(encryption: consuming SecretBytes, code: consuming SecretBytes) {
            self.encryption = encryption
            self.code = code
        }
    }

    package let cipher: SessionCipher
    private let keys: Keys
    /// The send sequence counter, one block, big-endian.
    package private(set) var counter: [UInt8]
    /// True from the first wrong message on.
    package private(set) var isOver = false

    /// A session with the keys of a shared secret (9303-11, 9.7.1).
    ///
    /// - Parameter counter: one block, from the challenges after BAC; zeros, as after PACE, when nil.
    package init(
        _ cipher: SessionCipher, sharedSecret: [UInt8], counter: [UInt8]? = nil
    ) throws(CardError) {
        let encryption = try cipher.deriveKey(sharedSecret, counter: 1)
        let code = try cipher.deriveKey(sharedSecret, counter: 2)
        self.cipher = cipher
        keys = Keys(encryption: encryption, code: code)
        self.counter = counter ?? Array(repeating: 0, count: cipher.blockLength)
    }

    /// Ends the session for good.
    package mutating func end() { isOver = true }

    /// Counts on; the counter of every message is used once.
    package mutating func countOn() {
        for index in counter.indices.reversed() {
            counter[index] &+= 1
            if counter[index] != 0 { return }
        }
    }

    /// The initial vector: zeros for 3DES, the encrypted counter for AES (9303-11, 9.8.6.1).
    private func initialVector() throws(CardError) -> [UInt8]? {
        cipher == .tripleDES ? nil : try cipher.encrypt(counter, key: keys.encryption)
    }

    /// Encrypted data as its object.
    package func cryptogram(_ data: [UInt8], isTLV: Bool) throws(CardError) -> TLV {
        let encrypted = try cipher.encrypt(cipher.pad(data), key: keys.encryption, iv: initialVector())
        return isTLV ? TLV(MessageTag.cryptogramOfObjects, encrypted) : TLV(MessageTag.cryptogram, [0x01] + encrypted)
    }

    /// The content of a cryptogram.
    package func plain(_ object: TLV) throws(CardError) -> [UInt8] {
        let encrypted: [UInt8]
        switch (object.tag, object.value.first) {
        case (MessageTag.cryptogramOfObjects, _): encrypted = object.value
        case (MessageTag.cryptogram, 0x01): encrypted = Array(object.value.dropFirst())
        default: throw .badAnswer("no encrypted data, or an unknown padding")
        }
        var padded = try cipher.decrypt(encrypted, key: keys.encryption, iv: initialVector())
        defer { wipe(&padded) }
        guard let plain = cipher.unpad(padded) else { throw .badAnswer("encrypted data without padding") }
        return plain
    }

    /// The code over counter and message, which is padded first in both ciphers (9303-11, 9.8.6.2).
    package func code(over message: [UInt8]) throws(CardError) -> [UInt8] {
        try cipher.code(over: cipher.pad(counter + message), key: keys.code)
    }

    /// The code over data that is not a message and does not count: a token of PACE (9303-11, 4.4.3.4).
    package func token(over data: [UInt8]) throws(CardError) -> [UInt8] {
        try cipher.code(over: cipher == .tripleDES ? cipher.pad(data) : data, key: keys.code)
    }

    /// The objects of a protected message, whose last one must be the code over all before it, as they were sent.
    package func verified(_ message: [UInt8], after header: [UInt8]) throws(CardError) -> [TLV] {
        var rest = message[...]
        var objects: [TLV] = []
        while objects.count <= 3 {
            let end = rest.startIndex
            let (tag, value) = try TLV.next(&rest)
            guard tag == MessageTag.code else {
                objects.append(TLV(tag, Array(value)))
                continue
            }
            let covered = header + message[..<end]
            guard rest.isEmpty, try code(over: covered) == Array(value) else {
                throw .badAnswer("a wrong message authentication code")
            }
            return objects
        }
        throw .badAnswer("no message authentication code")
    }

    /// The bits of CLA that say "secure messaging, header covered" (ISO/IEC 7816-4, 5.4.1).
    package static let protectedClass: UInt8 = 0x0C
}

/// Tags of secure messaging (9303-11, 9.8.4).
package enum MessageTag {
    /// Encrypted data that is no TLV, after a byte 01 that names the padding.
    package static let cryptogram: UInt32 = 0x87
    /// Encrypted data that is TLV: with an odd instruction.
    package static let cryptogramOfObjects: UInt32 = 0x85
    /// Le.
    package static let expectedLength: UInt32 = 0x97
    /// The status inside.
    package static let status: UInt32 = 0x99
    /// The message authentication code.
    package static let code: UInt32 = 0x8E
}
