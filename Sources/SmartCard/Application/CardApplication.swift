public import KioskDevices

/// The application of a card that signs, whichever kind it is: PIV or PKCS#15. Use it inside one transaction on the
/// reader's executor. Each method is one step: nothing is repeated by itself, least of all a PIN.
public struct CardApplication {
    /// How the keys are reached.
    public enum Driver {
        /// SP 800-73-4.
        case piv(PIVCard)
        /// ISO/IEC 7816-15.
        case pkcs15(PKCS15Card)
    }

    /// How the keys are reached; for what only one kind can do, such as writing an EDS.
    public let driver: Driver
    private let known: CardContents?

    /// Finds a card's application: the one that the table names for its ATR, else PIV, else PKCS#15, by asking.
    ///
    /// - Parameters:
    ///   - known: what ``contents()`` gave in an earlier session with the same insertion; then nothing is read again.
    ///   - reader: the reader's longest APDU, see ``APDULimits/init(_:reader:)``.
    /// - Throws: ``CardError/vendorModuleNeeded(product:)`` for a card that the table says so of, without sending it
    ///   anything; ``CardError/unknownCard`` when no application answers.
    public static func identify(
        on channel: any CardChannel, atr: [UInt8], table: ATRTable = .builtIn, known: CardContents? = nil,
        reader: Int? = nil
    ) throws(CardError) -> CardApplication {
        let limits = APDULimits(AnswerToReset(atr), reader: reader)
        let kind = table.identify(atr)
        if case .vendorModule(let product) = kind { throw .vendorModuleNeeded(product: product) }
        let asksPIV = known.map { $0.directory == nil } ?? true
        switch kind {
        case .pkcs15: break
        case .piv, .travelDocument, .vendorModule, .unidentified, .unknown:
            if asksPIV, let card = try PIVCard.select(on: channel, within: limits) {
                return CardApplication(driver: .piv(card), known: known)
            }
            if case .piv = kind { throw .unknownCard }
        }
        guard let card = try PKCS15Card.select(on: channel, within: limits, known: known) else { throw .unknownCard }
        return CardApplication(driver: .pkcs15(card), known: known)
    }

    /// What was found; never virtual by asking alone: that only the ATR says (RULES R1).
    public var kind: CardKind {
        switch driver {
        case .piv: .piv(virtual: false)
        case .pkcs15: .pkcs15(virtual: false)
        }
    }

    /// Certificates, keys and the card's number: read from the card unless an earlier session's were given.
    public func contents() throws(CardError) -> CardContents {
        if let known { return known }
        switch driver {
        case .piv(let card): return try card.contents()
        case .pkcs15(let card): return try card.contents()
        }
    }

    /// Signs a digest: RSASSA-PKCS1-v1_5 as long as the modulus, ECDSA as DER. A signature that does not hold under the
    /// key's certificate is not given out.
    ///
    /// - Throws: ``CardError/refused(_:step:)`` with 6982 when the PIN is not verified, or no more.
    public func sign(_ key: CardKey, _ digest: MessageDigest) throws(CardError) -> [UInt8] {
        switch (driver, key.place) {
        case (.piv(let card), .piv(let slot)):
            guard let algorithm = PIVAlgorithm(key.algorithm) else { throw .unsupported("this key's algorithm") }
            return try card.sign(slot, algorithm, digest, expecting: key.publicKey)
        case (.pkcs15(let card), .pkcs15): return try card.sign(key, digest)
        default: throw .unsupported("a key of another card")
        }
    }
}

extension CardApplication {
    /// Counters and formats before anybody types (RULES E9); no try is spent.
    ///
    /// - Parameter key: the key that is to be used; a card may have a PIN for each.
    public func pinStatus(for key: CardKey? = nil) throws(CardError) -> PINStatus {
        switch driver {
        case .piv(let card):
            let reference = try pivReference(card)
            return PINStatus(
                pin: try card.counter(of: reference), puk: try card.counter(of: .puk), format: .piv(reference),
                pukFormat: .piv(.puk), canChange: true)
        case .pkcs15(let card): return try card.status(for: key)
        }
    }

    /// VERIFY, once, after ``pinStatus(for:)`` and, before the last try, the person's explicit yes.
    ///
    /// - Throws: ``CardError/pinEmpty`` or ``CardError/pinLength`` before the card sees anything; what is thrown later
    ///   never counts as a wrong PIN.
    public func verify(_ typed: consuming SecretBytes, for key: CardKey? = nil) throws(CardError) -> PINResult {
        switch driver {
        case .piv(let card): try card.verify(PIN(typed), pivReference(card))
        case .pkcs15(let card): try card.verify(typed, for: key)
        }
    }

    /// CHANGE REFERENCE DATA of the PIN; the result speaks of the old one.
    public func changePIN(
        from old: consuming SecretBytes, to new: consuming SecretBytes, for key: CardKey? = nil
    ) throws(CardError) -> PINResult {
        switch driver {
        case .piv(let card): try card.changePIN(from: PIN(old), to: PIN(new), pivReference(card))
        case .pkcs15(let card): try card.change(from: old, to: new, for: key)
        }
    }

    /// CHANGE REFERENCE DATA of the PUK; the result speaks of the old one.
    public func changePUK(
        from old: consuming SecretBytes, to new: consuming SecretBytes, for key: CardKey? = nil
    ) throws(CardError) -> PINResult {
        switch driver {
        case .piv(let card): try card.changePIN(from: PIN(old), to: PIN(new), .puk)
        case .pkcs15(let card): try card.changePUK(from: old, to: new, for: key)
        }
    }

    /// RESET RETRY COUNTER, one command: nothing is blocked or probed on the way. The result speaks of the PUK.
    public func unblock(
        puk: consuming SecretBytes, newPIN: consuming SecretBytes, for key: CardKey? = nil
    ) throws(CardError) -> PINResult {
        switch driver {
        case .piv(let card): try card.unblock(puk: PIN(puk), newPIN: PIN(newPIN), pivReference(card))
        case .pkcs15(let card): try card.unblock(puk: puk, newPIN: newPIN, for: key)
        }
    }

    /// Makes the card ready for a command whose digits a reader's own pad fills in, and says which command it is.
    public func prepare(_ step: PINCommand.Step, for key: CardKey? = nil) throws(CardError) -> PINCommand {
        switch driver {
        case .piv(let card): return PINCommand(step, reference: try pivReference(card).rawValue)
        case .pkcs15(let card):
            let pin = try card.pin(for: key)
            try card.enter(pin)
            return PINCommand(step, reference: pin.format.reference)
        }
    }

    private func pivReference(_ card: PIVCard) throws(CardError) -> PINReference {
        if let known { return known.pinReference }
        return try card.primaryPIN()
    }
}
