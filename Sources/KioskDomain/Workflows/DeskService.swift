/// What an operator begins for the person at the desk. The person goes on at the screen on their own side, where PINs are typed
/// and answers given: the operator sees neither.
public enum DeskService: Sendable, Hashable {
    /// What is on the card, without a PIN; a new PIN with the old one or the PUK (E8–E10).
    case card
    /// The EDS of this application onto its medium (E3a).
    case issue(ApplicationStanding)
}

extension CitizenSession {
    /// Begins it, while nobody has begun anything else on the person's side.
    ///
    /// A card that lies in the reader is this person's: one that somebody left holds the screen until it is taken (R3).
    ///
    /// - Returns: nil when the person's screen is not free.
    public mutating func begin(_ service: DeskService, in language: Language) -> [SessionEffect]? {
        switch stage {
        case .idle, .services: break
        case .formerCard, .ticket, .eds, .cardCare, .application, .reissue, .keyFile, .revocation, .lostEDS, .exchange,
            .account,
            .missingCode, .phoneSigning, .ending,
            .takeCard:
            return nil
        }
        isServed = true
        switch service {
        case .card: return beginCardCare(language)
        // The liability notice comes before keys (F2); from there on it is the kiosk's way.
        case .issue(let standing):
            stage = .application(language, .notice(standing))
            return []
        }
    }

    /// The operator has gone: what was begun at the desk goes no further than the next answer of card or portal (R4).
    ///
    /// - Returns: nil where that answer has to be waited for, and where nothing is left to end.
    public mutating func endService() -> [SessionEffect]? {
        guard isServed, waitsForPerson else { return nil }
        if case .ending = stage { return nil }
        return apply(.time(.expired))
    }
}
