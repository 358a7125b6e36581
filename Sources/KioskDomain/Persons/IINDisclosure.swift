/// Where an IIN is about to be shown (P4).
public enum IINPlace: String, Sendable, Hashable, CaseIterable {
    case screen, slip, log, diagnostic
    /// The field in which a person types it.
    case typingField
    /// The printed application form (E4).
    case applicationForm
    /// An operator reveals it to compare with a document.
    case operatorComparison
}

/// How it may be shown there (P4).
public enum IINDisclosure: Sendable, Hashable {
    case masked
    case full
    /// In full, and the look-up is journalled with the operator's name.
    case fullAndJournalled

    /// The answer for a place.
    public static func at(_ place: IINPlace) -> IINDisclosure {
        switch place {
        case .screen, .slip, .log, .diagnostic: .masked
        case .typingField, .applicationForm: .full
        case .operatorComparison: .fullAndJournalled
        }
    }
}
