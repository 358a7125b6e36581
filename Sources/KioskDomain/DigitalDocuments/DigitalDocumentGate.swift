/// Who may use digital documents (D3).
public enum DigitalDocumentOwnerGate {
    /// What the gate answers.
    public enum Decision: Sendable, Hashable { case allowed, underAge, noIdentityCard, lostOrStolen }

    /// From the birth date of the register, the day, and the state of the paper document.
    public static func decide(
        born: CivilDate, on day: CivilDate, hasIdentityCard: Bool, isLostOrStolen: Bool, rules: RuleBook = .standard
    ) -> Decision {
        guard Age.isAtLeast(rules.minimumAge.value(on: day), born: born, on: day) else { return .underAge }
        guard hasIdentityCard else { return .noIdentityCard }
        return isLostOrStolen ? .lostOrStolen : .allowed
    }
}

/// May a branch show a citizen's digital document? (D2, D4) It is never cached; every answer is recorded.
public enum DigitalDocumentGate {
    /// Everything that the decision rests on.
    public struct Facts: Sendable, Hashable {
        /// The portal was reached for this very document.
        public var isOnline: Bool
        /// The owner opened the access.
        public var ownerConsents: Bool
        /// What the code answered.
        public var scan: DocumentAccess.Scan
        /// Whether the owner may use the document at all.
        public var ownerMay: DigitalDocumentOwnerGate.Decision
        /// The issuing body's EDS on the document was verified.
        public var signatureVerified: Bool

        /// Every field as given.
        public init(
            isOnline: Bool, ownerConsents: Bool, scan: DocumentAccess.Scan,
            ownerMay: DigitalDocumentOwnerGate.Decision, signatureVerified: Bool
        ) {
            self.isOnline = isOnline
            self.ownerConsents = ownerConsents
            self.scan = scan
            self.ownerMay = ownerMay
            self.signatureVerified = signatureVerified
        }
    }

    /// Why it is not shown.
    public enum Refusal: Sendable, Hashable, CaseIterable {
        case offline, noConsent, codeExpired, codeUsed, notValid, signatureNotVerified
    }

    /// What the gate answers.
    public enum Decision: Sendable, Hashable {
        case show
        case refused(Refusal)
    }

    /// Decides; the first reason against it is the one named.
    public static func decide(_ facts: Facts) -> Decision {
        guard facts.isOnline else { return .refused(.offline) }
        guard facts.ownerConsents else { return .refused(.noConsent) }
        switch facts.scan {
        case .expired: return .refused(.codeExpired)
        case .alreadyUsed: return .refused(.codeUsed)
        case .granted: break
        }
        guard facts.ownerMay == .allowed else { return .refused(.notValid) }
        return facts.signatureVerified ? .show : .refused(.signatureNotVerified)
    }

    /// In whose personal accounts an access is recorded: both, whatever the answer (D2).
    public static let recordedIn: [Account] = [.owner, .viewer]

    /// Whose personal account.
    public enum Account: Sendable, Hashable { case owner, viewer }
}

extension DigitalDocumentOwnerGate.Decision {
    /// Why the owner may not; nil when they may.
    public var code: FailureCode? {
        switch self {
        case .allowed: nil
        case .underAge: .digitalUnderAge
        case .noIdentityCard: .digitalNoCard
        case .lostOrStolen: .digitalLost
        }
    }
}

extension DigitalDocumentGate {
    /// Why it is not shown, with a code of its own for each reason; nil when it is shown.
    public static func code(_ facts: Facts) -> FailureCode? {
        guard case .refused(let refusal) = decide(facts) else { return nil }
        switch refusal {
        case .offline: return .digitalOffline
        case .noConsent: return .digitalNoConsent
        case .codeExpired: return .digitalCodeExpired
        case .codeUsed: return .digitalCodeUsed
        case .notValid: return facts.ownerMay.code
        case .signatureNotVerified: return .digitalSignature
        }
    }
}
