import KioskDevices
package import SmartCard

/// Basic access control (9303-11, 4.3): the machine-readable zone's password and 3DES. Both sides use the keys, so that
/// the virtual document needs none of its own.
package struct BasicAccessControl: ~Copyable {
    private let cipher = SessionCipher.tripleDES
    private let encryptionKey: SecretBytes
    private let codeKey: SecretBytes

    /// The document's access keys (9303-11, 9.7.2).
    ///
    /// - Throws: ``CardError/unsupported(_:)`` for a password that is not of the machine-readable zone.
    package init(_ password: DocumentPassword) throws(CardError) {
        guard password.reference == .mrz else {
            throw .unsupported("basic access control with another password than the machine-readable zone's")
        }
        let cipher = SessionCipher.tripleDES
        let encryption = try password.withEncoded { (bytes) throws(CardError) in
            try cipher.deriveKey(Array(bytes.prefix(16)), counter: 1)
        }
        let code = try password.withEncoded { (bytes) throws(CardError) in
            try cipher.deriveKey(Array(bytes.prefix(16)), counter: 2)
        }
        encryptionKey = encryption
        codeKey = code
    }

    /// Bytes of a challenge.
    package static let challengeLength = 8
    /// Bytes of each side's half of the secret.
    package static let halfLength = 16

    /// The terminal's side.
    ///
    /// - Parameter random: the terminal's challenge and half of the secret, 24 bytes; only tests give their own.
    package borrowing func run(
        on channel: any CardChannel, random: [UInt8] = randomBytes(24)
    ) throws(CardError) -> AccessResult {
        let challenge = try channel.send(CommandAPDU(ins: 0x84, p1: 0, p2: 0, expectedLength: 8))
        guard challenge.status == .success else { throw .refused(challenge.status, step: "GET CHALLENGE") }
        guard challenge.data.count == Self.challengeLength else {
            throw .badAnswer("a challenge of \(challenge.data.count) bytes")
        }
        let own = Array(random.prefix(Self.challengeLength))
        var half = Array(random.dropFirst(Self.challengeLength))
        defer { wipe(&half) }
        let token = try seal(own + challenge.data + half)
        let answer = try channel.send(
            CommandAPDU(ins: 0x82, p1: 0, p2: 0, data: token, expectedLength: token.count))
        guard answer.status == .success else { return try .refused(answer.status, step: "MUTUAL AUTHENTICATE") }
        guard var opened = try open(answer.data), opened.starts(with: challenge.data + own) else {
            throw .badAnswer("the chip does not know the password itself")
        }
        defer { wipe(&opened) }
        return .granted(try session(half, Array(opened.suffix(Self.halfLength)), own: own, chip: challenge.data))
    }

    /// Encrypts 32 bytes and adds their code.
    package borrowing func seal(_ plain: [UInt8]) throws(CardError) -> [UInt8] {
        let encrypted = try cipher.encrypt(plain, key: encryptionKey)
        return try encrypted + cipher.code(over: cipher.pad(encrypted), key: codeKey)
    }

    /// The 32 bytes inside; nil when length or code are wrong.
    package borrowing func open(_ token: [UInt8]) throws(CardError) -> [UInt8]? {
        guard token.count == 40 else { return nil }
        let encrypted = Array(token.prefix(32))
        guard try cipher.code(over: cipher.pad(encrypted), key: codeKey) == Array(token.suffix(8)) else { return nil }
        return try cipher.decrypt(encrypted, key: encryptionKey)
    }

    /// The session of both halves and both challenges (9303-11, 9.7.1 and 9.8.6.3).
    package borrowing func session(
        _ terminalHalf: [UInt8], _ chipHalf: [UInt8], own: [UInt8], chip: [UInt8]
    ) throws(CardError) -> SecureMessaging {
        var seed = zip(terminalHalf, chipHalf).map { $0 ^ $1 }
        defer { wipe(&seed) }
        return try SecureMessaging(cipher, sharedSecret: seed, counter: Array(chip.suffix(4) + own.suffix(4)))
    }
}

/// Random bytes of the system.
package func randomBytes(_ count: Int) -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
}
