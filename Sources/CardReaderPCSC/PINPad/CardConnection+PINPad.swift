public import SmartCard

extension CardConnection {
    /// True when the reader has a pad that enters a PIN by itself and no quirk forbids it. The on-screen pad is used else.
    ///
    /// A reader that does not know the question, or answers it with an error, has no pad.
    public nonisolated func hasPINPad(within limit: Duration = .seconds(5)) async throws(CardError) -> Bool {
        try await bounded(limit) { (connection) throws(CardError) in
            try connection.padFeatures().verifyDirect != nil
        }
    }

    /// VERIFY with the PIN from the reader's pad: the digits never reach this machine.
    ///
    /// - Parameter limit: longer than the pad's own time-out, so that the pad is the one to end the wait.
    /// - Throws: ``CardError/unsupported(_:)`` when there is no pad.
    public nonisolated func verifyOnPINPad(
        for key: CardKey? = nil, language: PINPadLanguage, within limit: Duration = .seconds(90)
    ) async throws(CardError) -> PINPadOutcome {
        try await bounded(limit) { (connection) throws(CardError) in
            let command = try connection.command(.verify, key, language)
            return try connection.enter(command.verify, connection.padFeatures().verifyDirect)
        }
    }

    /// CHANGE REFERENCE DATA with both PINs from the pad.
    public nonisolated func changePINOnPINPad(
        for key: CardKey? = nil, language: PINPadLanguage, within limit: Duration = .seconds(180)
    ) async throws(CardError) -> PINPadOutcome {
        try await bounded(limit) { (connection) throws(CardError) in
            let command = try connection.command(.change, key, language)
            return try connection.enter(command.modify, connection.padFeatures().modifyDirect)
        }
    }

    private func padFeatures() throws(CardError) -> PINPadFeatures {
        guard let held else { throw .closed }
        guard PINPadQuirk.of(reader).isUsable else { return PINPadFeatures([]) }
        do throws(CardError) {
            return PINPadFeatures(try held.control(PINPadFeatures.request, [], answer: 256))
        } catch .communication, .unsupported {
            return PINPadFeatures([])
        }
    }

    private func command(
        _ step: PINCommand.Step, _ key: CardKey?, _ language: PINPadLanguage
    ) throws(CardError) -> PINPadCommand {
        let card = try openCard()
        let format = try card.pinStatus(for: key).format
        return try PINPadCommand(try card.prepare(step, for: key), format, .of(reader), language)
    }

    private func enter(_ structure: [UInt8], _ code: UInt32?) throws(CardError) -> PINPadOutcome {
        guard let held else { throw .closed }
        guard let code else { throw .unsupported("PIN entry on the reader") }
        let status = try ResponseAPDU(held.control(code, structure, answer: 64)).status
        switch status {
        case .success: return .card(.accepted)
        case .authenticationBlocked: return .card(.blocked)
        case StatusWord(0x6400): return .timedOut
        case StatusWord(0x6401): return .cancelled
        case StatusWord(0x6402): return .mismatch
        case StatusWord(0x6403): return .length
        default:
            guard let tries = status.remainingTries else { throw .refused(status, step: "PIN entry on the reader") }
            return .card(tries == 0 ? .blocked : .wrong(remaining: tries))
        }
    }
}
