/// "My EDS is on a token": what is on it, without its PIN (E10); a new PIN with the old one or with the PUK (E2a, E8, E9). Keys and
/// certificates are not written from here.
public enum TokenReportState: Sendable, Hashable {
    /// The person's token is awaited; nil until it was looked for. The code is what became of the last one.
    case insertToken(TokenSight?, FailureCode?)
    case reading
    /// Until the person is done, or pulls the token. The code is how work on the PIN ended that changed nothing.
    case shown(HeldToken, FailureCode?)
    /// One pad for each step. ``NewPINStep/old`` is the PUK when a PIN is unblocked or set for the first time.
    case entering(HeldToken, PINWork, NewPINStep, FailureCode?)
    /// The next wrong entry may block: only after an explicit yes (E9).
    case confirming(HeldToken, PINWork)
    case working(HeldToken, PINWork)

    /// True while the next move is the person's.
    var waitsForPerson: Bool {
        switch self {
        case .insertToken, .shown, .entering, .confirming: true
        case .reading, .working: false
        }
    }
}

extension CitizenSession {
    /// Only where a module for tokens is installed.
    mutating func beginTokenReport(_ language: Language) -> [SessionEffect] {
        readsTokens ? tokenReport(language, .insertToken(nil, nil), .awaitAnyToken(nil)) : []
    }

    mutating func tokenReport(
        _ language: Language, _ state: TokenReportState, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch state {
        case .insertToken(let sight, let code): insertingTokenToRead(language, sight, code, event)
        case .reading: tokenRead(language, event)
        case .shown(let token, _): tokenShown(language, token, event)
        case .entering(let token, let work, let step, _): enteringForToken(language, token, work, step, event)
        case .confirming(let token, let work): confirmingForToken(language, token, work, event)
        case .working(let token, let work): tokenAnswered(language, token, work, event)
        }
    }

    mutating func tokenReport(
        _ language: Language, _ state: TokenReportState, _ effects: SessionEffect...
    ) -> [SessionEffect] {
        stage = .cardCare(language, .token(state))
        return effects
    }

    /// A token that is there and could not be read is read again when the person says so, not over and over by itself.
    private mutating func insertingTokenToRead(
        _ language: Language, _ sight: TokenSight?, _ code: FailureCode?, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch event {
        case .card(.token(.ready)): tokenReport(language, .reading, .readToken)
        case .person(.tryAgain) where sight == .ready: tokenReport(language, .reading, .readToken)
        // What became of the last token is told until the next one is there.
        case .card(.token(let new)):
            tokenReport(language, .insertToken(new, new == .none ? code : nil), .awaitAnyToken(new))
        default: leaveOnCancel(language, event)
        }
    }

    /// Cancel and time-out wait for the answer: the token's, or its deadline's.
    private mutating func tokenRead(_ language: Language, _ event: SessionEvent) -> [SessionEffect] {
        switch event {
        case .card(.tokenReport(let token)): tokenReport(language, .shown(token, nil), .watchToken)
        case .card(.failed(let code)): tokenReport(language, .insertToken(.ready, code), .awaitAnyToken(.ready))
        default: []
        }
    }

    /// Whoever pulls the token has seen enough, as with a card.
    private mutating func tokenShown(
        _ language: Language, _ token: HeldToken, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch event {
        case .person(.changePIN): enterForToken(language, token, .change)
        case .person(.unblockPIN): enterForToken(language, token, token.pin == .missing ? .first : .unblock)
        case .person(.done), .card(.token): leave(language)
        default: leaveOnCancel(language, event)
        }
    }
}
