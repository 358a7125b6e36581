import Crypto
import CryptoExtras
import FoundationEssentials
import SmartCard

extension VirtualPIVCard {
    private static let managementReference: UInt8 = 0x9B

    /// GENERATE ASYMMETRIC KEY PAIR (part 2, 3.3.2).
    mutating func generate(_ command: CommandAPDU) throws(Refusal) -> [UInt8] {
        guard session.isAdministrator else { throw Refusal(.securityStatusNotSatisfied) }
        guard command.p1 == 0x00, let slot = PIVSlot(rawValue: command.p2) else { throw Refusal(.incorrectParameters) }
        guard let code = try? TLV.find([0xAC, 0x80], in: command.data), code.count == 1,
            let algorithm = PIVAlgorithm(rawValue: code[0])
        else { throw Refusal(.incorrectData) }
        guard let key = try? VirtualKey.generate(algorithm), let publicKey = key.publicKey else {
            throw Refusal(.noPreciseDiagnosis)
        }
        state.keys[slot.rawValue] = key
        return publicKey.answerTemplate.encoded
    }

    /// GENERAL AUTHENTICATE (part 2, 3.2.4): a signature, a key agreement, or the administrator's challenge and answer.
    mutating func authenticate(_ command: CommandAPDU, challenge: [UInt8]?) throws(Refusal) -> [UInt8] {
        guard let elements = try? TLV.find([0x7C], in: command.data).map(TLV.parse) else {
            throw Refusal(.incorrectData)
        }
        if command.p2 == Self.managementReference {
            return try administrate(command.p1, elements, challenge: challenge)
        }
        guard let slot = PIVSlot(rawValue: command.p2), let key = state.keys[slot.rawValue] else {
            throw Refusal(.referenceNotFound)
        }
        guard key.algorithm?.rawValue == command.p1 else { throw Refusal(.incorrectParameters) }
        try useKey(slot)
        let input = elements.first { $0.tag == 0x81 || $0.tag == 0x85 }
        let result = input.flatMap { $0.tag == 0x81 ? key.sign($0.value) : key.agree(with: $0.value) }
        guard let result else { throw Refusal(.incorrectData) }
        return TLV(0x7C, [TLV(0x82, result)]).encoded
    }

    private mutating func useKey(_ slot: PIVSlot) throws(Refusal) {
        let isAllowed =
            switch slot {
            case .signature: session.isFreshlyVerified
            case .cardAuthentication: true
            default: session.isVerified
            }
        guard isAllowed else { throw Refusal(.securityStatusNotSatisfied) }
        if slot == .signature { session.isFreshlyVerified = false }
    }

    /// External authentication: the card sends a challenge, the administrator sends it back encrypted.
    private mutating func administrate(
        _ algorithm: UInt8, _ elements: [TLV], challenge: [UInt8]?
    ) throws(Refusal) -> [UInt8] {
        guard algorithm == AdministrativeAlgorithm.aes256.rawValue else { throw Refusal(.incorrectParameters) }
        guard let element = elements.first, elements.count == 1 else { throw Refusal(.incorrectData) }
        switch (element.tag, element.value.isEmpty) {
        case (0x81, true):
            var generator = SystemRandomNumberGenerator()
            let made = (0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) }
            session.challenge = made
            return TLV(0x7C, [TLV(0x81, made)]).encoded
        case (0x82, false):
            session.isAdministrator = false
            guard var expected = challenge else { throw Refusal(.conditionsNotSatisfied) }
            guard (try? AES.permute(&expected, key: SymmetricKey(data: state.managementKey))) != nil,
                expected == element.value
            else { throw Refusal(.securityStatusNotSatisfied) }
            session.isAdministrator = true
            return []
        default: throw Refusal(.incorrectData)
        }
    }
}

extension PublicKeyMaterial {
    /// The answer of GENERATE ASYMMETRIC KEY PAIR (SP 800-73-4 part 2, 3.3.2).
    fileprivate var answerTemplate: TLV {
        switch self {
        case .rsa(let modulus, let exponent): TLV(0x7F49, [TLV(0x81, modulus), TLV(0x82, exponent)])
        case .p256(let point), .p384(let point): TLV(0x7F49, [TLV(0x86, point)])
        }
    }
}
