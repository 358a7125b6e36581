import SmartCard

extension VirtualFileCard {
    /// What MANAGE SECURITY ENVIRONMENT may name, as the open IsoApplet numbers it.
    enum Algorithm: UInt8 {
        case rsaPKCS1 = 0x11
        case ecdsa = 0x21
        case generateRSA2048 = 0xF3
        case generateEC = 0xEC
    }

    /// MANAGE SECURITY ENVIRONMENT SET (7816-4, 11.5.11): for a signature, or for making a key.
    mutating func manageSecurityEnvironment(_ command: CommandAPDU) throws(Refusal) -> [UInt8] {
        guard command.p1 == 0x41, command.p2 == 0xB6 || command.p2 == 0x00 else {
            throw Refusal(.incorrectParameters)
        }
        guard let parts = try? TLV.parse(command.data),
            let key = parts.first(where: { $0.tag == 0x84 })?.value, key.count == 1
        else { throw Refusal(.incorrectData) }
        session.key = key[0]
        session.algorithm = parts.first { $0.tag == 0x80 }?.value.last
        return []
    }

    /// COMPUTE DIGITAL SIGNATURE (7816-8, 11.7): the card pads a `DigestInfo` itself; an EC key signs the digest.
    mutating func performSecurityOperation(_ command: CommandAPDU) throws(Refusal) -> [UInt8] {
        guard command.p1 == 0x9E, command.p2 == 0x9A else { throw Refusal(.incorrectParameters) }
        guard let name = session.key, let key = state.keys[name], let publicKey = key.publicKey else {
            throw Refusal(.referenceNotFound)
        }
        let consents = state.consentKeys.contains(name)
        guard consents ? session.isFreshlyVerified : session.isVerified else {
            throw Refusal(.securityStatusNotSatisfied)
        }
        if consents { session.isFreshlyVerified = false }
        let input: [UInt8]
        switch (publicKey, session.algorithm.map(Algorithm.init)) {
        case (.rsa(let modulus, _), nil), (.rsa(let modulus, _), .rsaPKCS1?):
            guard command.data.count + 11 <= modulus.count else { throw Refusal(.wrongLength) }
            let filling = Array(repeating: UInt8(0xFF), count: modulus.count - command.data.count - 3)
            input = [0x00, 0x01] + filling + [0x00] + command.data
        case (.p256, nil), (.p256, .ecdsa?): input = Array(command.data.prefix(32))
        default: throw Refusal(.conditionsNotSatisfied)
        }
        guard let signature = key.sign(input) else { throw Refusal(.incorrectData) }
        return signature
    }

    /// GENERATE ASYMMETRIC KEY PAIR (7816-8, 11.2): RSA-2048, or P-256 when its parameters were sent.
    mutating func generate(_ command: CommandAPDU) throws(Refusal) -> [UInt8] {
        guard session.isVerified else { throw Refusal(.securityStatusNotSatisfied) }
        guard let name = session.key else { throw Refusal(.conditionsNotSatisfied) }
        switch session.algorithm.flatMap(Algorithm.init) {
        case .generateRSA2048: return try make(.rsa2048, name, echo: [])
        case .generateEC:
            let parameters = (try? TLV.parse(command.data)) ?? []
            guard parameters.first(where: { $0.tag == 0x81 })?.value.count == 32 else {
                throw Refusal(.functionNotSupported)
            }
            return try make(.eccP256, name, echo: parameters)
        default: throw Refusal(.conditionsNotSatisfied)
        }
    }

    private mutating func make(_ algorithm: PIVAlgorithm, _ name: UInt8, echo: [TLV]) throws(Refusal) -> [UInt8] {
        guard let key = try? VirtualKey.generate(algorithm) else { throw Refusal(.noPreciseDiagnosis) }
        state.keys[name] = key
        switch key.publicKey {
        case .rsa(let modulus, let exponent): return TLV(0x7F49, [TLV(0x81, modulus), TLV(0x82, exponent)]).encoded
        case .p256(let point), .p384(let point): return TLV(0x7F49, echo + [TLV(0x86, point)]).encoded
        case nil: throw Refusal(.noPreciseDiagnosis)
        }
    }
}
