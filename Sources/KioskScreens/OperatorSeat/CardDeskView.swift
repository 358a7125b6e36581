public import KioskDomain

/// The citizen's card at the operator's desk (E3a, E8–E10). The person goes on at the screen on their own side; the operator
/// sees what is asked there, and never a pad.
public struct CardDeskView: Sendable, Hashable {
    /// What the person's side shows, of a session that was begun here; without pad, keyboard and QR code.
    public var shown: KioskSnapshot?
    /// The portal is asked for an application.
    public var isAsking = false
    /// Whom the card names, once it was read and the journal has it.
    public var holder: CardHolder?
    /// Whose application is written: to be compared with the document of who stands there; shown masked (P4).
    public var applicant: IIN?
    /// The whole IIN is shown: the journal has the operator's name (P4).
    public var isRevealed = false
    /// Why the last wish came to nothing.
    public var refusal: FailureCode?
    /// "More time?" is asked on the person's side (R2).
    public var asksForMoreTime = false
    /// Counts the changes; tells nothing of the person.
    public var look = 0

    /// Nothing is begun.
    public init() {}

    /// Changes whenever the part of the page has to be drawn anew.
    var key: String { "\(look)" }

    /// The person's screen, for the page's script and for tests.
    var stageName: String {
        guard let shown else { return isAsking ? "asking" : "closed" }
        return ScreenName(shown.session.stage).rawValue
    }
}

/// What an operator does about the card in the person's reader.
public enum CardDeskAction: Sendable, Hashable {
    /// What is on it; the person is spoken to in this language.
    case read(Language)
    /// The EDS of this application, as typed, onto its medium.
    case issue(String, Language)
    case changePIN
    case unblockPIN
    case tryAgain
    /// Show the whole IIN; journalled (P4).
    case reveal
    case moreTime
    /// One step back where there is one, else the end.
    case end
}
