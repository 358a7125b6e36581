import KioskDomain

extension CitizenSession.Stage {
    /// The stage's name without its payload, which may be personal.
    var caseName: String {
        switch self {
        case .idle: "idle"
        case .formerCard: "former-card"
        case .services: "services"
        case .ticket: "ticket"
        case .cardCare(_, let state): "card." + (Mirror(reflecting: state).children.first?.label ?? "\(state)")
        case .application(_, let state):
            "application." + (Mirror(reflecting: state).children.first?.label ?? "\(state)")
        case .reissue(_, let state): "reissue." + (Mirror(reflecting: state).children.first?.label ?? "\(state)")
        case .keyFile(_, let state): "key-file." + (Mirror(reflecting: state).children.first?.label ?? "\(state)")
        case .revocation(_, let state): "revocation." + (Mirror(reflecting: state).children.first?.label ?? "\(state)")
        case .lostEDS(_, let state): "lost." + (Mirror(reflecting: state).children.first?.label ?? "\(state)")
        case .exchange(_, let state): "exchange." + (Mirror(reflecting: state).children.first?.label ?? "\(state)")
        case .account(_, let state): "account." + (Mirror(reflecting: state).children.first?.label ?? "\(state)")
        case .phoneSigning(_, let state):
            "phone-signing." + (Mirror(reflecting: state).children.first?.label ?? "\(state)")
        case .missingCode(_, let state):
            "missing-code." + (Mirror(reflecting: state).children.first?.label ?? "\(state)")
        case .eds(_, let state): "eds." + (Mirror(reflecting: state).children.first?.label ?? "\(state)")
        case .ending: "ending"
        case .takeCard: "take-card"
        }
    }

    /// The attempt that is being closed, if one is.
    var closing: (id: String, outcome: AttemptOutcome)? {
        if case .eds(_, .closing(_, let attempt, let outcome)) = self { (attempt.id, outcome) } else { nil }
    }
}
