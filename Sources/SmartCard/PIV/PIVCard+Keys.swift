extension PIVCard {
    /// Makes a key pair in the slot (GENERATE ASYMMETRIC KEY PAIR, part 2, 3.3.2); the former one is gone. Needs the
    /// administrative authentication. The private key never leaves the card (RULES E2).
    public func generateKeyPair(_ slot: PIVSlot, _ algorithm: PIVAlgorithm) throws(CardError) -> PublicKeyMaterial {
        let control = TLV(0xAC, [TLV(0x80, [algorithm.rawValue])]).encoded
        let answer = try expectSuccess(
            CommandAPDU(ins: 0x47, p1: 0x00, p2: slot.rawValue, data: control, expectedLength: limits.answer),
            step: "GENERATE ASYMMETRIC KEY PAIR")
        return try PublicKeyMaterial(answer, expecting: algorithm)
    }

    /// Writes the certificate of a slot (PUT DATA, part 2, 3.3.1), plain DER. Needs the administrative authentication.
    public func storeCertificate(_ certificate: [UInt8], _ slot: PIVSlot) throws(CardError) {
        // CertInfo 00: not compressed; the error detection code FE is empty (part 1, appendix A).
        let content = [TLV(0x70, certificate), TLV(0x71, [0x00]), TLV(0xFE, [UInt8]())]
        let tag = TLV(0x5C, TLV.bytes(ofTag: slot.certificateObject.tag))
        _ = try expectSuccess(
            CommandAPDU(ins: 0xDB, p1: 0x3F, p2: 0xFF, data: tag.encoded + TLV(0x53, content).encoded),
            step: "PUT DATA")
    }

    /// Signs a digest (GENERAL AUTHENTICATE, part 2, 3.2.4): RSASSA-PKCS1-v1_5 as long as the modulus, ECDSA as DER.
    ///
    /// 9A wants the PIN once per session, 9C before every signature: verify, sign with 9C first, then with 9A.
    ///
    /// - Parameter publicKey: the slot's key as its certificate says it; a signature of another one is refused.
    public func sign(
        _ slot: PIVSlot, _ algorithm: PIVAlgorithm, _ digest: MessageDigest,
        expecting publicKey: PublicKeyMaterial? = nil
    ) throws(CardError) -> [UInt8] {
        let answer = try authenticate(slot, algorithm, TLV(0x81, try challenge(digest, algorithm)))
        let signature = try SignatureForm.check(answer, algorithm.keyAlgorithm)
        if let publicKey, !publicKey.isSignature(signature, of: digest) {
            throw .badAnswer("the key in slot \(hex([slot.rawValue])) is not its certificate's")
        }
        return signature
    }

    /// Agrees on a secret with the holder of another EC key (GENERAL AUTHENTICATE with an exponentiation, part 2, 3.2.4,
    /// table 7; SP 800-78-4, 3.1): the X coordinate of the shared point, as long as the field.
    ///
    /// - Parameter point: the other side's public key, uncompressed.
    public func agree(
        _ slot: PIVSlot, _ algorithm: PIVAlgorithm, with point: [UInt8]
    ) throws(CardError) -> [UInt8] {
        let length = try fieldLength(algorithm)
        guard point.count == 2 * length + 1, point.first == 4 else {
            throw .unsupported("a public key of \(point.count) bytes for key agreement")
        }
        let secret = try authenticate(slot, algorithm, TLV(0x85, point))
        guard secret.count == length else { throw .badAnswer("a shared secret of \(secret.count) bytes") }
        return secret
    }

    private func authenticate(_ slot: PIVSlot, _ algorithm: PIVAlgorithm, _ input: TLV) throws(CardError) -> [UInt8] {
        let template = TLV(0x7C, [TLV(0x82, [UInt8]()), input]).encoded
        let answer = try expectSuccess(
            CommandAPDU(
                ins: 0x87, p1: algorithm.rawValue, p2: slot.rawValue, data: template, expectedLength: limits.answer),
            step: "GENERAL AUTHENTICATE")
        guard let result = try TLV.find([0x7C, 0x82], in: answer) else { throw .badAnswer("no signature") }
        return result
    }

    private func challenge(_ digest: MessageDigest, _ algorithm: PIVAlgorithm) throws(CardError) -> [UInt8] {
        guard case .rsa(let bits) = algorithm.keyAlgorithm else {
            return digest.ecdsaInput(length: try fieldLength(algorithm))
        }
        guard let block = digest.rsaBlock(length: bits / 8) else { throw .unsupported("so long a digest") }
        return block
    }

    private func fieldLength(_ algorithm: PIVAlgorithm) throws(CardError) -> Int {
        switch algorithm {
        case .eccP256: 32
        case .eccP384: 48
        case .rsa2048, .rsa3072, .rsa4096: throw .unsupported("key agreement with RSA")
        }
    }

    func expectSuccess(_ command: CommandAPDU, step: String) throws(CardError) -> [UInt8] {
        let answer = try channel.send(command, within: limits)
        guard answer.status == .success else { throw .refused(answer.status, step: step) }
        return answer.data
    }
}

extension PublicKeyMaterial {
    /// Reads the answer of GENERATE ASYMMETRIC KEY PAIR (SP 800-73-4 part 2, 3.3.2).
    init(_ answer: [UInt8], expecting algorithm: PIVAlgorithm) throws(CardError) {
        guard let content = try TLV.find([0x7F49], in: answer) else { throw .badAnswer("no public key") }
        let key: PublicKeyMaterial? =
            if let point = try TLV.find([0x86], in: content) {
                PublicKeyMaterial(point: point)
            } else {
                PublicKeyMaterial(
                    modulus: try TLV.find([0x81], in: content) ?? [], exponent: try TLV.find([0x82], in: content) ?? [])
            }
        guard let key, key.keyAlgorithm == algorithm.keyAlgorithm else {
            throw .badAnswer("no public key of the kind that was asked for")
        }
        self = key
    }
}
