import KioskDevices
package import SmartCard

/// PACE with ECDH and generic mapping, the terminal's side (9303-11, 4.4).
package struct PACE {
    private let channel: any CardChannel
    private let info: PACEInfo
    private let makeScalar: (Curve) throws(CardError) -> [UInt8]

    /// - Parameter makeScalar: makes the two ephemeral private keys; only tests give their own.
    package init(
        on channel: any CardChannel, _ info: PACEInfo,
        makeScalar: @escaping (Curve) throws(CardError) -> [UInt8] = { (curve) throws(CardError) in
            try curve.randomScalar()
        }
    ) {
        self.channel = channel
        self.info = info
        self.makeScalar = makeScalar
    }

    /// Proves the password to the chip and has the chip prove it.
    ///
    /// - Parameter isAmbiguous: the chip offers the protocol with several curves, so that the command names one.
    /// - Throws: ``CardError/badAnswer(_:)`` for points off the curve, a nonce of a wrong length, a wrong token.
    package func run(_ password: DocumentPassword, isAmbiguous: Bool) throws(CardError) -> AccessResult {
        if let refusal = try choose(password.reference, isAmbiguous) { return refusal }
        var nonce = try decryptedNonce(password)
        defer { wipe(&nonce) }
        let curve = info.curve

        var mappingScalar = try makeScalar(curve)
        defer { wipe(&mappingScalar) }
        let mapping = try exchange(0x81, curve.multiplyGenerator(by: mappingScalar), for: 0x82)
        let generator = try PACEKeyAgreement.mappedGenerator(curve, nonce: nonce, own: mappingScalar, other: mapping)

        var scalar = try makeScalar(curve)
        defer { wipe(&scalar) }
        let own = try curve.multiply(generator, by: scalar)
        let other = try exchange(0x83, own, for: 0x84)
        guard other != own else { throw .badAnswer("the chip sends the terminal's own public key back") }
        var secret = try PACEKeyAgreement.sharedSecret(curve, own: scalar, other: other)
        defer { wipe(&secret) }
        return try authenticate(SecureMessaging(info.cipher, sharedSecret: secret), own, other)
    }

    /// MSE:Set AT; a warning 63Cx of a PIN that was tried before is no refusal.
    private func choose(
        _ password: DocumentPassword.Reference, _ isAmbiguous: Bool
    ) throws(CardError) -> AccessResult? {
        var objects = [TLV(0x80, info.identifier), TLV(0x83, [password.rawValue])]
        if isAmbiguous { objects.append(TLV(0x84, [info.curve.rawValue])) }
        let answer = try channel.send(
            CommandAPDU(ins: 0x22, p1: 0xC1, p2: 0xA4, data: objects.flatMap(\.encoded)))
        switch answer.status {
        case .success: return nil
        case .authenticationBlocked: return .denied(remainingTries: 0)
        default:
            guard let tries = answer.status.remainingTries else {
                throw .refused(answer.status, step: "MSE:Set AT for PACE")
            }
            return tries == 0 ? .denied(remainingTries: 0) : nil
        }
    }

    private func decryptedNonce(_ password: DocumentPassword) throws(CardError) -> [UInt8] {
        let answer = try authenticate([], isLast: false)
        guard answer.status == .success else { throw .refused(answer.status, step: "PACE: nonce") }
        let encrypted = try object(0x80, in: answer.data)
        guard !encrypted.isEmpty, encrypted.count <= 32, encrypted.count.isMultiple(of: info.cipher.blockLength) else {
            throw .badAnswer("a nonce of \(encrypted.count) bytes")
        }
        return try info.cipher.decrypt(
            encrypted, key: PACEKeyAgreement.passwordKey(password, info.cipher))
    }

    /// Sends a public key and gives the chip's.
    private func exchange(_ tag: UInt32, _ publicKey: [UInt8], for wanted: UInt32) throws(CardError) -> [UInt8] {
        let answer = try authenticate([TLV(tag, publicKey)], isLast: false)
        guard answer.status == .success else { throw .refused(answer.status, step: "PACE: public key") }
        return try object(wanted, in: answer.data)
    }

    /// The tokens, each over the other's key.
    private func authenticate(
        _ session: SecureMessaging, _ own: [UInt8], _ other: [UInt8]
    ) throws(CardError) -> AccessResult {
        let answer = try authenticate([TLV(0x85, info.token(session, over: other))], isLast: true)
        guard answer.status == .success else { return try .refused(answer.status, step: "PACE: token") }
        guard try object(0x86, in: answer.data) == info.token(session, over: own) else {
            throw .badAnswer("the chip does not know the password itself")
        }
        return .granted(session)
    }

    private func authenticate(_ objects: [TLV], isLast: Bool) throws(CardError) -> ResponseAPDU {
        try channel.send(
            CommandAPDU(
                cla: isLast ? 0x00 : CommandAPDU.chainingBit, ins: 0x86, p1: 0, p2: 0,
                data: TLV(0x7C, objects).encoded, expectedLength: 256))
    }

    private func object(_ tag: UInt32, in data: [UInt8]) throws(CardError) -> [UInt8] {
        guard let value = try TLV.find([0x7C, tag], in: data) else {
            throw .badAnswer("no dynamic authentication data")
        }
        return value
    }
}
