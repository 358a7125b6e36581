import KioskDevices
import KioskDomain
import KioskScreens
import SmartCard

/// What is typed in secret: the pad, and the key of a document.
extension SessionRunner {
    /// The PIN of the pad that is on the screen, by positions (DESIGN 5.6).
    func pin(pad: String, positions: [Int]) async throws(Failure) {
        guard let entry, entry.pad.id == pad, let use = padUse else { throw Failure(.sessionExpired) }
        self.entry = PadEntry()
        let secret: SecretBytes
        do {
            secret = try entry.secret(positions: positions)
        } catch {
            return person(.invalidEntry(error.code))
        }
        guard padLength.contains(secret.count) else { return person(.invalidEntry(.pinLength)) }
        // E8: known from what the person typed, before any medium has seen it.
        let isPresent = use == .renew(.change, .old)
        let isFactory = isPresent ? PIN.isFactory(secret) : false
        if let code = await work.hold(secret, for: use) { return person(.invalidEntry(code)) }
        person(isFactory ? .factoryPINEntered : .pinEntered)
    }

    /// The password of a key file, by positions of the keyboard that is on the screen.
    func password(pad: String, positions: [Int]) async throws(Failure) {
        guard let keyboard, keyboard.id == pad, let use = passwordUse else { throw Failure(.sessionExpired) }
        self.keyboard = Self.newKeyboard()
        var secret = SecretBytes()
        for position in positions {
            guard keyboard.characters.indices.contains(position), secret.append(keyboard.characters[position]) else {
                throw Failure(.requestInvalid, "position")
            }
        }
        let name = name
        let code = await work.hold(secret, for: use)
        // The person may have left meanwhile.
        guard name == self.name else { return await work.wipe(name) }
        person(code.map { .invalidEntry($0) } ?? .pinEntered)
    }

    /// What the password on the screen is for; nil on screens without a keyboard.
    var passwordUse: PINUse? {
        switch session.stage {
        case .eds(_, .filePassword): .newFile
        case .keyFile(_, .password): .openFile
        default: nil
        }
    }

    static func newKeyboard() -> SecretPad {
        var generator = SystemRandomNumberGenerator()
        return SecretPad(
            id: ScreenToken.random().text, kind: .password,
            characters: SecretPad.characters(of: .password, using: &generator))
    }

    /// What opens the chip of the person's document; only while it is asked for.
    func documentKey(_ key: DocumentKey) async throws(Failure) {
        guard case .eds(_, .documentKey) = session.stage else { throw Failure(.sessionExpired) }
        let name = name
        await work.hold(key)
        // The person may have left meanwhile.
        guard name == self.name else { return await work.forgetDocumentKey() }
        person(.documentKeyEntered)
    }

    /// What the PIN on the screen is for; nil on screens without a pad.
    var padUse: PINUse? {
        switch session.stage {
        case .eds(_, .pin), .reissue(_, .pin), .revocation(_, .pin), .exchange(_, .pin),
            .account(_, .pin):
            .verify
        case .eds(_, .enteringNewPIN(_, let step, _)): .renew(.change, step)
        case .cardCare(_, .entering(_, let work, let step, _)),
            .cardCare(_, .token(.entering(_, let work, let step, _))):
            .renew(work, step)
        case .idle, .formerCard, .services, .ticket, .eds, .cardCare, .application, .reissue, .keyFile, .revocation,
            .lostEDS,
            .exchange, .account, .missingCode, .phoneSigning, .ending, .takeCard:
            nil
        }
    }

    /// Digits that a PIN on the screen has; a PIV card's unless the card said otherwise (SP 800-73-4 part 2, 2.4.3).
    var padLength: ClosedRange<Int> {
        if case .reissue(_, .pin(let report, _, _)) = session.stage { return report.pinLength }
        if case .revocation(_, .pin(let report, _, _)) = session.stage { return report.pinLength }
        if case .exchange(_, .pin(_, let report, _)) = session.stage { return report.pinLength }
        if case .account(_, .pin(_, let report, _)) = session.stage { return report.pinLength }
        // What makers of tokens take; the token itself says no to others (`pin.length`).
        if case .eds(_, let state) = session.stage, state.application?.medium.isToken == true { return 4...12 }
        if case .cardCare(_, .token(.entering(let token, _, _, _))) = session.stage { return token.pinLength }
        guard case .cardCare(_, .entering(let report, let work, let step, _)) = session.stage else { return 6...8 }
        return report.length(of: work, step)
    }
}
