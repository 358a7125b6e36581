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
