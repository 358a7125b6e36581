import SmartCard

extension VirtualPIVCard {
    /// VERIFY (part 2, 3.2.1): without data the counter, with P1 FF the PIN is forgotten.
    mutating func verify(_ command: CommandAPDU) throws(Refusal) -> [UInt8] {
        guard let reference = PINReference(rawValue: command.p2), reference != .global else {
            throw Refusal(.referenceNotFound)
        }
        if command.p1 == 0xFF, reference == .pin, command.data.isEmpty {
            forgetPIN()
            return []
        }
        guard command.p1 == 0x00 else { throw Refusal(.incorrectParameters) }
        if command.data.isEmpty { return try counter(reference) }
        guard reference == .pin else { throw Refusal(.referenceNotFound) }
        try check(command.data, \.pin)
        session.isVerified = true
        session.isFreshlyVerified = true
        return []
    }

    /// CHANGE REFERENCE DATA (part 2, 3.2.2), PIN or PUK.
    mutating func changeReference(_ command: CommandAPDU) throws(Refusal) -> [UInt8] {
        guard command.p1 == 0x00 else { throw Refusal(.incorrectParameters) }
        guard let reference = PINReference(rawValue: command.p2) else { throw Refusal(.referenceNotFound) }
        switch reference {
        case .pin: try replaceSecret(\.pin, command.data, allowedBy: \.pin)
        case .puk: try replaceSecret(\.puk, command.data, allowedBy: \.puk)
        case .global: throw Refusal(.referenceNotFound)
        }
        return []
    }

    /// RESET RETRY COUNTER (part 2, 3.2.3): the PUK allows a new PIN.
    mutating func resetRetryCounter(_ command: CommandAPDU) throws(Refusal) -> [UInt8] {
        guard command.p1 == 0x00, command.p2 == PINReference.pin.rawValue else { throw Refusal(.incorrectParameters) }
        try replaceSecret(\.pin, command.data, allowedBy: \.puk)
        return []
    }

    private mutating func replaceSecret(
        _ target: WritableKeyPath<VirtualCardState, RetrySecret>, _ data: [UInt8],
        allowedBy proof: WritableKeyPath<VirtualCardState, RetrySecret>
    ) throws(Refusal) {
        guard data.count == 16, SecretShape.piv.isWellFormed(Array(data.suffix(8))) else {
            throw Refusal(.incorrectData)
        }
        try check(Array(data.prefix(8)), proof)
        state[keyPath: target].replace(by: Array(data.suffix(8)))
        forgetPIN()
    }

    private mutating func check(
        _ padded: [UInt8], _ secret: WritableKeyPath<VirtualCardState, RetrySecret>
    ) throws(Refusal) {
        guard !state[keyPath: secret].isBlocked else { throw Refusal(.authenticationBlocked) }
        guard SecretShape.piv.isWellFormed(padded) else { throw Refusal(.incorrectData) }
        guard !state[keyPath: secret].check(padded) else { return }
        if secret == \.pin { forgetPIN() }
        throw Refusal(Self.status(of: state[keyPath: secret]))
    }

    private func counter(_ reference: PINReference) throws(Refusal) -> [UInt8] {
        if reference == .pin, session.isVerified { return [] }
        // The standard has no counter of the PUK; this switch makes the card one that keeps to it.
        if reference == .puk, state.hidesPUKCounter { throw Refusal(.referenceNotFound) }
        throw Refusal(Self.status(of: reference == .pin ? state.pin : state.puk))
    }

    private static func status(of secret: RetrySecret) -> StatusWord {
        secret.isBlocked ? .authenticationBlocked : StatusWord(0x63C0 | UInt16(secret.remaining))
    }

    private mutating func forgetPIN() {
        session.isVerified = false
        session.isFreshlyVerified = false
    }
}
