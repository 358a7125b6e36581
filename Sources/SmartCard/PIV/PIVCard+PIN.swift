import KioskDevices

/// Which secret of the card is meant (SP 800-73-4 part 1, table 4a).
public enum PINReference: UInt8, Sendable, Hashable {
    /// The PIN of the whole card.
    case global = 0x00
    /// The application's PIN.
    case pin = 0x80
    /// The PIN unblocking key.
    case puk = 0x81
}

extension PIVCard {
    /// The tries that are left, without using one (VERIFY without data, part 2, 3.2.1).
    ///
    /// A card on which the PIN is verified already answers 9000 and does not say: ``PINCounter/unknown``. The standard
    /// has no such question about the PUK; cards that answer it all the same, or have the metadata command of YubiKeys
    /// (INS F7), are believed, and for the others it is unknown: no try is ever spent to find out.
    public func counter(of reference: PINReference = .pin) throws(CardError) -> PINCounter {
        let status = try channel.send(CommandAPDU(ins: 0x20, p1: 0x00, p2: reference.rawValue)).status
        let counter = PINCounter(status)
        guard reference == .puk, counter == .unknown else { return counter }
        return try metadataCounter(of: reference)
    }

    /// The third element of a YubiKey's metadata, 06: all tries, tries left.
    private func metadataCounter(of reference: PINReference) throws(CardError) -> PINCounter {
        let answer = try channel.send(
            CommandAPDU(ins: 0xF7, p1: 0x00, p2: reference.rawValue, expectedLength: 256))
        guard answer.status == .success, let tries = try? TLV.find([0x06], in: answer.data), tries.count == 2 else {
            return .unknown
        }
        return tries[1] == 0 ? .blocked : .remaining(Int(tries[1]))
    }

    /// VERIFY (part 2, 3.2.1), once. The caller has read the counter and asked the person before the last try (RULES E9).
    ///
    /// - Throws: ``CardError/removed`` and the like when there was no answer: the PIN then counts as not tried here,
    ///   and the counter is read anew before the next one.
    public func verify(_ pin: consuming PIN, _ reference: PINReference = .pin) throws(CardError) -> PINResult {
        try PINCommand(.verify, reference: reference.rawValue).send(pin.bytes, SecretBytes(), on: channel)
    }

    /// CHANGE REFERENCE DATA (part 2, 3.2.2), of the PIN or the PUK: the result speaks of the old value.
    public func changePIN(
        from old: consuming PIN, to new: consuming PIN, _ reference: PINReference = .pin
    ) throws(CardError) -> PINResult {
        try PINCommand(.change, reference: reference.rawValue).send(old.bytes, new.bytes, on: channel)
    }

    /// RESET RETRY COUNTER (part 2, 3.2.3): the result speaks of the PUK.
    public func unblock(
        puk: consuming PIN, newPIN: consuming PIN, _ reference: PINReference = .pin
    ) throws(CardError) -> PINResult {
        try PINCommand(.unblock, reference: reference.rawValue).send(puk.bytes, newPIN.bytes, on: channel)
    }
}
