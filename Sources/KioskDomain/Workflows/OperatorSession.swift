/// Who sits at the desk (RULES R4): an operator is signed in by an own card in the operator's reader, a PIN and a
/// certificate that this centre knows; drawing the card locks the desk.
public enum OperatorSession: Sendable, Hashable {
    /// Nobody; the code says why when somebody was expected.
    case locked(FailureCode?)
    /// A card is in: its certificate and counter are read.
    case reading
    /// The counter is shown, the PIN asked for (E9). `mistake` is what the last entry was answered with.
    case pin(OperatorCard, PINTries, mistake: FailureCode?)
    /// The next wrong entry blocks, or may block: an explicit yes comes before the pad (E9).
    case lastTry(OperatorCard, PINTries, mistake: FailureCode?)
    /// The card checks the PIN and signs a challenge.
    case verifying(OperatorCard)
    /// The desk is open.
    case signedIn(OperatorCard)
}

/// The operator whom a card names.
public struct OperatorCard: Sendable, Hashable {
    /// As in the centre's list of operators; stands in the journal beside each look-up by IIN (P4, R4).
    public var name: String
    /// Fingerprint of the certificate, SHA-256 in hexadecimal.
    public var fingerprint: String
    /// What this person may do at this desk.
    public var duties: Set<DeskDuty>

    /// Every field as given.
    public init(name: String, fingerprint: String, duties: Set<DeskDuty> = [.operator]) {
        self.name = name
        self.fingerprint = fingerprint
        self.duties = duties
    }
}

/// What people at a desk may do, as the centre's list says.
public enum DeskDuty: String, Sendable, Hashable, CaseIterable, Codable {
    /// Serves citizens: tickets, attempts, applications, certificates, documents (R4).
    case `operator`
    /// Of the migration service: checks exchanges of identity cards (I4–I6).
    case officer
    /// Plans the hall and looks at its reports.
    case manager
}

/// What happens at the operator's reader and pad.
public enum OperatorEvent: Sendable, Hashable {
    /// A card was put in.
    case inserted
    /// The card or its reader is gone.
    case removed
    /// Certificate and counter are read; the card is that of an operator of this centre.
    case read(OperatorCard, PINTries)
    /// The card cannot be read, or is nobody's.
    case failed(FailureCode)
    /// The last try was confirmed.
    case confirmLastTry
    /// A PIN was entered on the pad.
    case pinEntered
    /// The PIN was right and the card proved its key.
    case accepted
    /// The card refused the PIN.
    case wrong(PINTries)
    /// No tries are left.
    case blocked
    /// The operator locks the desk, or nobody touched it for the time of the rule book.
    case lock
}

/// What the desk does then.
public enum OperatorEffect: Sendable, Hashable {
    /// Read certificate and counter.
    case readCard
    /// Send the entered PIN to the card, once, and have it sign a challenge.
    case verify
    /// Reset the card and let go of it.
    case release
    /// Write into the journal who came.
    case noteSignIn(OperatorCard)
    /// Write into the journal who went.
    case noteLock(OperatorCard)
}

extension OperatorSession {
    /// Answers `event`. Total: every state answers every event; drawing the card locks from every state.
    public mutating func apply(_ event: OperatorEvent) -> [OperatorEffect] {
        switch event {
        case .inserted: return restart()
        case .removed: return lock(.operatorCardNeeded)
        case .lock: return lock(nil)
        case .read, .failed, .confirmLastTry, .pinEntered, .accepted, .wrong, .blocked: return progress(event)
        }
    }

    /// The operator, while the desk is open.
    public var operatorCard: OperatorCard? {
        switch self {
        case .signedIn(let card): card
        case .locked, .reading, .pin, .lastTry, .verifying: nil
        }
    }

    /// A second card without a removal seen in between is a swap: whoever was signed in is not any more.
    private mutating func restart() -> [OperatorEffect] {
        let effects = lock(nil)
        self = .reading
        return effects + [.readCard]
    }

    private mutating func lock(_ code: FailureCode?) -> [OperatorEffect] {
        let left = self
        switch left {
        case .locked:
            self = .locked(code)
            return []
        case .signedIn(let card):
            self = .locked(code == nil ? nil : .operatorLocked)
            return [.release, .noteLock(card)]
        case .reading, .pin, .lastTry, .verifying:
            self = .locked(code)
            return [.release]
        }
    }

    private mutating func progress(_ event: OperatorEvent) -> [OperatorEffect] {
        switch (self, event) {
        case (.reading, .read(let card, let tries)): return ask(card, tries, nil)
        case (.reading, .failed(let code)), (.verifying, .failed(let code)): return lock(code)
        case (.reading, .blocked), (.verifying, .blocked): return lock(.pinBlocked)
        case (.lastTry(let card, let tries, let mistake), .confirmLastTry):
            self = .pin(card, tries, mistake: mistake)
            return []
        case (.pin(let card, _, _), .pinEntered):
            self = .verifying(card)
            return [.verify]
        case (.pin(let card, let tries, _), .failed(let code)):
            self = .pin(card, tries, mistake: code)
            return []
        case (.verifying(let card), .accepted):
            self = .signedIn(card)
            return [.noteSignIn(card)]
        case (.verifying(let card), .wrong(let tries)): return ask(card, tries, .pinWrong)
        case (.locked, _), (.reading, _), (.pin, _), (.lastTry, _), (.verifying, _), (.signedIn, _): return []
        }
    }

    private mutating func ask(_ card: OperatorCard, _ tries: PINTries, _ mistake: FailureCode?) -> [OperatorEffect] {
        self = tries.needsYes ? .lastTry(card, tries, mistake: mistake) : .pin(card, tries, mistake: mistake)
        return []
    }
}
