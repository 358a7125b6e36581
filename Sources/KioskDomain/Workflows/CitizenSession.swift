extension CitizenSession {
    /// Answers `event`: moves to the next state and says what has to be done, in order.
    ///
    /// Total: every state answers every event; what does not concern a state leaves it as it is and asks for nothing.
    public mutating func apply(_ event: SessionEvent) -> [SessionEffect] {
        notePresence(event)
        if case .person(.language(let language)) = event, let translated = stage.speaking(language) {
            stage = translated
            return []
        }
        switch stage {
        case .idle: return idle(event)
        case .formerCard: return formerCard(event)
        case .services(let language): return services(language, event)
        case .ticket(let language, let state): return ticket(language, state, event)
        case .eds(let language, let state): return eds(language, state, event)
        case .cardCare(let language, let state): return cardCare(language, state, event)
        case .application(let language, let state): return application(language, state, event)
        case .reissue(let language, let state): return reissue(language, state, event)
        case .keyFile(let language, let state): return keyFile(language, state, event)
        case .account(let language, let state): return account(language, state, event)
        case .missingCode(let language, let state): return missingCode(language, state, event)
        case .phoneSigning(let language, let state): return phoneSigning(language, state, event)
        case .revocation(let language, let state): return revocation(language, state, event)
        case .lostEDS(let language, let state): return lostEDS(language, state, event)
        case .exchange(let language, let state): return exchange(language, state, event)
        case .ending(let language, let ending, let slip): return outcomeShown(language, ending, slip, event)
        case .takeCard: return takeCard(event)
        }
    }

    /// True while the person is expected to act; only then does the idle time run (R2).
    public var waitsForPerson: Bool {
        switch stage {
        case .idle, .formerCard, .takeCard: false
        case .services: true
        case .ticket(_, let state): state.waitsForPerson
        case .ending(_, let ending, let slip): slip != nil || ending.slip == nil
        case .eds(_, let state): state.waitsForPerson
        case .cardCare(_, let state): state.waitsForPerson
        case .application(_, let state): state.waitsForPerson
        case .reissue(_, let state): state.waitsForPerson
        case .keyFile(_, let state): state.waitsForPerson
        case .account(_, let state): state.waitsForPerson
        case .missingCode(_, let state): state.waitsForPerson
        case .phoneSigning(_, let state): state.waitsForPerson
        case .revocation(_, let state): state.waitsForPerson
        case .lostEDS(_, let state): state.waitsForPerson
        case .exchange(_, let state): state.waitsForPerson
        }
    }

    private mutating func notePresence(_ event: SessionEvent) {
        switch event {
        case .card(.inserted): cardPresent = true
        case .card(.removed), .card(.readerLost): cardPresent = false
        case .card, .person, .time, .camera, .portal, .journal, .printer: break
        }
    }

    private mutating func idle(_ event: SessionEvent) -> [SessionEffect] {
        switch event {
        case .person(.language(let language)):
            stage = cardPresent ? .formerCard : .services(language)
            return []
        case .person, .time, .card, .camera, .portal, .journal, .printer: return []
        }
    }

    private mutating func formerCard(_ event: SessionEvent) -> [SessionEffect] {
        if !cardPresent { stage = .idle }
        return []
    }

    private mutating func services(_ language: Language, _ event: SessionEvent) -> [SessionEffect] {
        if case .person(.service(let service)) = event, let code = withheld[service] {
            return end(language, .refused(code))
        }
        switch event {
        case .person(.service(.queueTicket)):
            stage = .ticket(language, .choosing(QueueChoice()))
            return []
        case .person(.service(.edsByFace)): return beginEDS(language)
        case .person(.service(.myCard)): return beginCardCare(language)
        case .person(.service(.myApplication)):
            stage = .application(language, .entering(nil, nil))
            return []
        case .person(.service(.cardExchange)): return exchange(language, .choosing)
        case .person(.service(.account)): return account(language, .choosing)
        case .person(.cancel), .person(.done), .time(.expired): return leave(language)
        case .person, .time, .card, .camera, .portal, .journal, .printer: return []
        }
    }

    private mutating func outcomeShown(
        _ language: Language, _ ending: Ending, _ slip: SlipResult?, _ event: SessionEvent
    ) -> [SessionEffect] {
        let settled = slip != nil || ending.slip == nil
        switch event {
        case .printer(.slip(let result)) where slip == nil:
            stage = .ending(language, ending, result)
            return []
        // A lost printer is told by the print effect's own answer; until then nothing is claimed about the paper.
        case .person(.done), .person(.cancel), .time(.expired): return settled ? leave(language) : []
        case .card(.removed): return settled ? leave(language) : []
        case .person, .time, .card, .camera, .portal, .journal, .printer: return []
        }
    }

    private mutating func takeCard(_ event: SessionEvent) -> [SessionEffect] {
        if !cardPresent { stage = .idle }
        return []
    }

    /// The person's data goes first; then "take your card", if there is one (R3).
    mutating func leave(_ language: Language) -> [SessionEffect] {
        stage = cardPresent ? .takeCard(language) : .idle
        (reason, aim, medium) = (nil, .newEDS, nil)
        isServed = false
        return [.stopCamera, .releaseCard, .wipe]
    }

    /// Shows how it ended and prints the slip that belongs to it.
    mutating func end(_ language: Language, _ ending: Ending) -> [SessionEffect] {
        stage = .ending(language, ending, nil)
        return [.stopCamera, .releaseCard] + (ending.slip.map { [.print($0)] } ?? [])
    }
}
