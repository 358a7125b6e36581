/// How a PIN is asked for (E9): the retry counter comes first, the last try needs an explicit yes.
public enum PINEntry: Sendable, Hashable {
    case ask(remaining: Int)
    /// The next wrong PIN blocks: only after an explicit yes.
    case confirmLastTry
    /// The medium does not tell: any try may be the last, so it needs an explicit yes too.
    case confirmUnknown
    case blocked(PINRecovery)

    /// - Parameters:
    ///   - remaining: tries left by the medium's counter; nil when it does not tell.
    ///   - hasPUK: the medium has a PUK that is not blocked itself.
    public static func before(remaining: Int?, hasPUK: Bool) -> PINEntry {
        guard let remaining else { return .confirmUnknown }
        switch remaining {
        case ...0: return .blocked(.of(hasPUK: hasPUK))
        case 1: return .confirmLastTry
        default: return .ask(remaining: remaining)
        }
    }
}

extension PINTries {
    /// The next wrong entry blocks, or may block: an explicit yes comes before the medium sees it.
    public var needsYes: Bool {
        switch self {
        case .remaining(let count): SecretStanding.remaining(count).needsYes
        case .several, .wrongHere: false
        case .unknown: SecretStanding.unknown.needsYes
        }
    }
}

extension SecretStanding {
    /// As ``PINTries/needsYes``, for the counter that the card told.
    public var needsYes: Bool {
        if case .ask = PINEntry.before(remaining: tries, hasPUK: false) { false } else { true }
    }
}

/// What is left when a PIN is forgotten or blocked (E9). A PIN is never recovered.
public enum PINRecovery: Sendable, Hashable, CaseIterable {
    /// Unblock with the PUK.
    case unblockWithPUK
    /// The whole procedure of obtaining an EDS again; not re-issue, which needs the old key (E6).
    case obtainAnew

    /// - Parameter hasPUK: the medium has a PUK that is not blocked itself.
    public static func of(hasPUK: Bool) -> PINRecovery { hasPUK ? .unblockWithPUK : .obtainAnew }
}

/// Advice about a PIN that was entered (E8). The PIN stays with the caller.
public enum PINAdvice: Sendable, Hashable {
    case none
    /// It is the maker's PIN: advise to change it.
    case changeFactoryPIN

    /// - Parameter equals: tells whether the PIN just accepted equals these bytes.
    public static func after(_ medium: Medium, equals: (_ factoryPIN: [UInt8]) -> Bool) -> PINAdvice {
        guard let factory = medium.factoryPIN, equals(factory) else { return .none }
        return .changeFactoryPIN
    }
}
