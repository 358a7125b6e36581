/// Who may use digital documents (D3).
public enum DigitalDocumentOwnerGate {
    public enum Decision: Sendable, Hashable { case allowed, underAge, noIdentityCard, lostOrStolen }

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
    public struct Facts: Sendable, Hashable {
        public var isOnline: Bool
        public var ownerConsents: Bool
        public var scan: DocumentAccess.Scan
        public var ownerMay: DigitalDocumentOwnerGate.Decision
        /// The issuing body's EDS on the document was verified.
        public var signatureVerified: Bool

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

    public enum Refusal: Sendable, Hashable, CaseIterable {
        case offline, noConsent, codeExpired, codeUsed, notValid, signatureNotVerified
    }

    public enum Decision: Sendable, Hashable {
        case show
        case refused(Refusal)
    }

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

    public enum Account: Sendable, Hashable { case owner, viewer }
}
