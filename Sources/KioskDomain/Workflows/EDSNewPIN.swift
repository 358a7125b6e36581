extension CitizenSession {
    /// The EDS is on the card whatever happens from here on: every way out shows it (E2a, E8).
    mutating func offer(_ language: Language, _ set: IssuedSet, _ event: SessionEvent) -> [SessionEffect] {
        switch event {
        case .person(.changePIN): go(language, .enteringNewPIN(set, .old, nil))
        case .person(.done), .person(.cancel), .time(.expired), .card(.removed), .card(.readerLost):
            issued(language, set)
        case .person, .time, .card, .camera, .portal, .journal, .printer: []
        }
    }

    mutating func enteringNewPIN(
        _ language: Language, _ set: IssuedSet, _ step: NewPINStep, _ code: FailureCode?, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch (step, event) {
        // The offer has said what there is to say about a maker's PIN.
        case (.old, .person(.pinEntered)), (.old, .person(.factoryPINEntered)):
            go(language, .enteringNewPIN(set, .new, nil))
        case (.new, .person(.pinEntered)): go(language, .enteringNewPIN(set, .again, nil))
        case (.again, .person(.pinEntered)): go(language, .changingPIN(set), .renewPIN(.change))
        case (_, .person(.invalidEntry(let code))): go(language, .enteringNewPIN(set, step, code))
        case (_, .person(.cancel)), (_, .person(.done)), (_, .time(.expired)), (_, .card(.removed)),
            (_, .card(.readerLost)):
            issued(language, set)
        case (.old, _), (.new, _), (.again, _): []
        }
    }

    /// The card answers or its deadline ends the wait.
    mutating func changingPIN(_ language: Language, _ set: IssuedSet, _ event: SessionEvent) -> [SessionEffect] {
        switch event {
        case .card(.pinChanged), .card(.failed), .card(.pinBlocked), .card(.read): issued(language, set)
        case .card(.newPINsDiffer): go(language, .enteringNewPIN(set, .new, .pinMismatch))
        // Where the next try blocks, or may block, nobody is led on to it with a card that works (E9).
        case .card(.pinWrong(let tries)) where tries.needsYes: issued(language, set)
        case .card(.pinWrong): go(language, .enteringNewPIN(set, .old, .pinWrong))
        case .person, .time, .card, .camera, .portal, .journal, .printer: []
        }
    }

    private mutating func issued(_ language: Language, _ set: IssuedSet) -> [SessionEffect] {
        end(language, .issued(set.application, serials: set.serials))
    }
}
