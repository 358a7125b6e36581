/// Who works at a reader; assigned by its port, never guessed (R3).
public enum ReaderUser: String, Sendable, Hashable, CaseIterable, Codable {
    case citizen, `operator`
}

/// Whose reader is at which port (R3).
public struct ReaderAssignment: Sendable, Hashable {
    /// By the name of the port.
    public var users: [String: ReaderUser]

    /// Every field as given.
    public init(users: [String: ReaderUser]) { self.users = users }

    /// Nil: the port is assigned to nobody, so the reader is not used.
    public func user(atPort port: String) -> ReaderUser? { users[port] }
}

/// The card at the end of a session (R3).
public enum CardCustody: Sendable, Hashable {
    /// "Take your card", with sound; the desk is told.
    case takeYourCard
    /// No card in the reader: the next person may begin.
    case free

    /// What the screen says at every end.
    public static func atEnd(cardPresent: Bool) -> CardCustody { cardPresent ? .takeYourCard : .free }

    /// May a new person begin? Not while a card is in that was there when the last session ended.
    public static func mayStart(cardPresent: Bool, removedSinceLastSession: Bool) -> Decision {
        cardPresent && !removedSinceLastSession ? .refused(.cardOfFormerPerson) : .allowed
    }

    /// What the rule answers.
    public enum Decision: Sendable, Hashable {
        case allowed
        case refused(FailureCode)
    }
}

/// A desk of an operator (R4): open only while the operator's own card is in.
public enum DeskLock: Sendable, Hashable {
    case locked
    case open(operatorName: String)

    /// - Parameter signedIn: the operator whose log-in with this card succeeded.
    public static func after(cardPresent: Bool, signedIn: String?) -> DeskLock {
        guard cardPresent, let signedIn, !signedIn.isEmpty else { return .locked }
        return .open(operatorName: signedIn)
    }

    /// A look-up by IIN: the line to journal before anything is shown; nil when the desk is locked.
    public func lookUp(_ iin: IIN, at time: UnixTime) -> LookUpRecord? {
        switch self {
        case .locked: nil
        case .open(let name): LookUpRecord(operatorName: name, iin: iin, at: time)
        }
    }
}

/// One look-up by IIN, as it is journalled (R4).
public struct LookUpRecord: Sendable, Hashable {
    /// Who looked.
    public let operatorName: String
    /// At whom.
    public let iin: IIN
    /// When.
    public let at: UnixTime
}
