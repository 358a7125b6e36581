import SmartCard

extension VirtualFileCard {
    /// The PIN's and the PUK's references.
    static let pinReference: UInt8 = 0x01
    static let pukReference: UInt8 = 0x02

    /// VERIFY (7816-4, 11.5.6): without data the counter.
    mutating func verify(_ command: CommandAPDU) throws(Refusal) -> [UInt8] {
        guard command.p1 == 0x00 else { throw Refusal(.incorrectParameters) }
        let secret = try secret(command.p2)
        if command.data.isEmpty {
            if command.p2 == Self.pinReference, session.isVerified { return [] }
            throw Refusal(Self.status(of: try stored(secret)))
        }
        guard command.p2 == Self.pinReference else { throw Refusal(.referenceNotFound) }
        try check(command.data, secret)
        session.isVerified = true
        session.isFreshlyVerified = true
        return []
    }

    /// CHANGE REFERENCE DATA (11.5.7); with P1 01 the first value of one that has none yet.
    mutating func changeReference(_ command: CommandAPDU) throws(Refusal) -> [UInt8] {
        let secret = try secret(command.p2)
        let length = SecretShape.pkcs15.length
        if command.p1 == 0x01 {
            guard state[keyPath: secret] == nil else { throw Refusal(.conditionsNotSatisfied) }
            // The first value may come without its padding.
            state[keyPath: secret] = RetrySecret(try wellFormed(SecretShape.pkcs15.padded(command.data)), limit: 3)
            if command.p2 == Self.pinReference { session.isVerified = true }
            return []
        }
        guard command.p1 == 0x00, command.data.count == 2 * length else { throw Refusal(.incorrectData) }
        let new = try wellFormed(Array(command.data.suffix(length)))
        try check(Array(command.data.prefix(length)), secret)
        state[keyPath: secret]?.replace(by: new)
        return []
    }

    /// RESET RETRY COUNTER (11.5.10): the PUK allows a new PIN.
    mutating func resetRetryCounter(_ command: CommandAPDU) throws(Refusal) -> [UInt8] {
        let length = SecretShape.pkcs15.length
        guard command.p1 == 0x00, command.p2 == Self.pinReference else { throw Refusal(.incorrectParameters) }
        guard command.data.count == 2 * length else { throw Refusal(.incorrectData) }
        let new = try wellFormed(Array(command.data.suffix(length)))
        try check(Array(command.data.prefix(length)), \.puk)
        state.pin?.replace(by: new)
        session.isVerified = false
        session.isFreshlyVerified = false
        return []
    }

    private func secret(
        _ reference: UInt8
    ) throws(Refusal) -> WritableKeyPath<VirtualFileCardState, RetrySecret?> {
        switch reference {
        case Self.pinReference: return \.pin
        case Self.pukReference: return \.puk
        default: throw Refusal(.referenceNotFound)
        }
    }

    private func stored(
        _ secret: WritableKeyPath<VirtualFileCardState, RetrySecret?>
    ) throws(Refusal) -> RetrySecret {
        guard let stored = state[keyPath: secret] else { throw Refusal(.referenceDataNotUsable) }
        return stored
    }

    private mutating func check(
        _ padded: [UInt8], _ secret: WritableKeyPath<VirtualFileCardState, RetrySecret?>
    ) throws(Refusal) {
        var kept = try stored(secret)
        guard !kept.isBlocked else { throw Refusal(.authenticationBlocked) }
        let isRight = kept.check(try wellFormed(padded))
        state[keyPath: secret] = kept
        guard !isRight else { return }
        if secret == \.pin {
            session.isVerified = false
            session.isFreshlyVerified = false
        }
        throw Refusal(Self.status(of: kept))
    }

    private func wellFormed(_ padded: [UInt8]) throws(Refusal) -> [UInt8] {
        guard SecretShape.pkcs15.isWellFormed(padded) else { throw Refusal(.incorrectData) }
        return padded
    }

    private static func status(of secret: RetrySecret) -> StatusWord {
        secret.isBlocked ? .authenticationBlocked : StatusWord(0x63C0 | UInt16(secret.remaining))
    }
}
