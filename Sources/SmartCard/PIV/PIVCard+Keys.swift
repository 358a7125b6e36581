extension PIVCard {
    /// Makes a key pair in the slot (GENERATE ASYMMETRIC KEY PAIR, part 2, 3.3.2); the former one is gone. Needs the
    /// administrative authentication. The private key never leaves the card (RULES E2).
    public func generateKeyPair(_ slot: PIVSlot, _ algorithm: PIVAlgorithm) throws(CardError) -> PublicKeyMaterial {
        let control = TLV(0xAC, [TLV(0x80, [algorithm.rawValue])]).encoded
        let answer = try expectSuccess(
            CommandAPDU(ins: 0x47, p1: 0x00, p2: slot.rawValue, data: control, expectedLength: 256),
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

    /// Signs a digest (GENERAL AUTHENTICATE, part 2, 3.2.4): RSASSA-PKCS1-v1_5 as 256 bytes, ECDSA as DER.
    ///
    /// 9A wants the PIN once per session, 9C before every signature: verify, sign with 9C first, then with 9A.
    public func sign(
        _ slot: PIVSlot, _ algorithm: PIVAlgorithm, _ digest: MessageDigest
    ) throws(CardError) -> [UInt8] {
        let challenge =
            switch algorithm {
            case .rsa2048: digest.rsaBlock(length: 256)
            // FIPS 186-4, 6.4: the leftmost bits of a longer digest.
            case .eccP256: Array(digest.bytes.prefix(32))
            }
        let template = TLV(0x7C, [TLV(0x82, [UInt8]()), TLV(0x81, challenge)]).encoded
        let answer = try expectSuccess(
            CommandAPDU(ins: 0x87, p1: algorithm.rawValue, p2: slot.rawValue, data: template, expectedLength: 256),
            step: "GENERAL AUTHENTICATE")
        guard let signature = try TLV.find([0x7C, 0x82], in: answer) else { throw .badAnswer("no signature") }
        switch algorithm {
        case .rsa2048:
            guard signature.count == 256 else { throw .badAnswer("an RSA signature of \(signature.count) bytes") }
        case .eccP256:
            let numbers = try TLV.find([0x30], in: signature).map(TLV.parse) ?? []
            guard numbers.map(\.tag) == [0x02, 0x02] else { throw .badAnswer("an ECDSA signature that is not DER") }
        }
        return signature
    }

    func expectSuccess(_ command: CommandAPDU, step: String) throws(CardError) -> [UInt8] {
        let answer = try channel.send(command)
        guard answer.status == .success else { throw .refused(answer.status, step: step) }
        return answer.data
    }
}
