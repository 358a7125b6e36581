import KioskDomain

/// What an operator begins on the person's side of a desk.
extension SessionRunner {
    /// Nobody has begun anything there.
    var isFree: Bool {
        var copy = session
        return copy.begin(.card, in: .kazakh) != nil
    }

    /// - Returns: false when the person's screen is not free, or kioskd is about to start anew.
    func begin(_ service: DeskService, in language: Language) -> Bool {
        guard !isLeaving else { return false }
        var begun = fresh
        guard let effects = begun.begin(service, in: language) else { return false }
        step(to: begun, effects)
        return true
    }

    /// The operator has gone (R4). Nothing happens where the answer of card or portal has to be waited for.
    func endService() {
        var ended = session
        guard let effects = ended.endService(), ended != session else { return }
        step(to: ended, effects)
    }
}
