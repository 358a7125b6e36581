import KioskDevices

/// Which secret of the card is meant (SP 800-73-4 part 1, table 4a).
public enum PINReference: UInt8, Sendable, Hashable {
    /// The application's PIN.
    case pin = 0x80
    /// The PIN unblocking key.
    case puk = 0x81
}

extension PIVCard {
    /// The tries that are left, without using one (VERIFY without data, part 2, 3.2.1).
    ///
    /// A card on which the PIN is verified already answers 9000 and does not say: ``PINCounter/unknown``.
    public func counter(of reference: PINReference = .pin) throws(CardError) -> PINCounter {
        let answer = try channel.send(CommandAPDU(ins: 0x20, p1: 0x00, p2: reference.rawValue))
        switch answer.status {
        case .authenticationBlocked: return .blocked
        default:
            guard let tries = answer.status.remainingTries else { return .unknown }
            return tries == 0 ? .blocked : .remaining(tries)
        }
    }

    /// VERIFY (part 2, 3.2.1), once. The caller has read the counter and asked the person before the last try (RULES E9).
    ///
    /// - Throws: ``CardError/removed`` and the like when there was no answer: the PIN then counts as not tried here,
    ///   and the counter is read anew before the next one.
    public func verify(_ pin: consuming PIN) throws(CardError) -> PINResult {
        var command = Self.secretCommand(ins: 0x20, p2: .pin, length: 8)
        pin.append(to: &command)
        return try send(command, step: "VERIFY")
    }

    /// CHANGE REFERENCE DATA (part 2, 3.2.2): the result speaks of the old PIN.
    public func changePIN(from old: consuming PIN, to new: consuming PIN) throws(CardError) -> PINResult {
        var command = Self.secretCommand(ins: 0x24, p2: .pin, length: 16)
        old.append(to: &command)
        new.append(to: &command)
        return try send(command, step: "CHANGE REFERENCE DATA")
    }

    /// RESET RETRY COUNTER (part 2, 3.2.3): the result speaks of the PUK.
    public func unblock(puk: consuming PIN, newPIN: consuming PIN) throws(CardError) -> PINResult {
        var command = Self.secretCommand(ins: 0x2C, p2: .pin, length: 16)
        puk.append(to: &command)
        newPIN.append(to: &command)
        return try send(command, step: "RESET RETRY COUNTER")
    }

    private static func secretCommand(ins: UInt8, p2: PINReference, length: UInt8) -> SecretBytes {
        var command = SecretBytes()
        for byte in [0x00, ins, 0x00, p2.rawValue, length] { _ = command.append(byte) }
        return command
    }

    private func send(_ command: consuming SecretBytes, step: String) throws(CardError) -> PINResult {
        let bytes = try command.withBytes { (bytes) throws(CardError) in try channel.transmit(bytes.bytes) }
        let status = try ResponseAPDU(bytes).status
        switch status {
        case .success: return .accepted
        case .authenticationBlocked: return .blocked
        case StatusWord(0x6300): return .wrong(remaining: nil)
        default:
            guard let tries = status.remainingTries else { throw .refused(status, step: step) }
            return tries == 0 ? .blocked : .wrong(remaining: tries)
        }
    }
}
