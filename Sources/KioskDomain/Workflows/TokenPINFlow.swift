/// A new PIN of the person's token, as of a card: with the old one (E2a, E8), with the PUK, or the first one of a blank token (E9).
extension CitizenSession {
    mutating func enterForToken(
        _ language: Language, _ token: HeldToken, _ work: PINWork
    ) -> [SessionEffect] {
        token.offers.contains(work) ? tokenReport(language, .entering(token, work, .old, nil)) : []
    }

    mutating func enteringForToken(
        _ language: Language, _ token: HeldToken, _ work: PINWork, _ step: NewPINStep, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch (step, event) {
        case (.old, .person(.pinEntered)): tokenReport(language, .entering(token, work, .new, nil))
        // E8: why it is good to go on stands above the pad of the new one.
        case (.old, .person(.factoryPINEntered)): tokenReport(language, .entering(token, work, .new, .pinFactory))
        case (.new, .person(.pinEntered)): tokenReport(language, .entering(token, work, .again, nil))
        case (.again, .person(.pinEntered)):
            token[work].needsYes
                ? tokenReport(language, .confirming(token, work))
                : tokenReport(language, .working(token, work), .renewPIN(work))
        case (_, .person(.invalidEntry(let code))): tokenReport(language, .entering(token, work, step, code))
        default: awayFromTokenPIN(language, token, event)
        }
    }

    mutating func confirmingForToken(
        _ language: Language, _ token: HeldToken, _ work: PINWork, _ event: SessionEvent
    ) -> [SessionEffect] {
        if case .person(.confirmLastTry) = event {
            return tokenReport(language, .working(token, work), .renewPIN(work))
        }
        return awayFromTokenPIN(language, token, event)
    }

    /// Cancel, time-out and a pulled token wait for the answer: it says whether the PIN is the new one. Whether the token is still
    /// there is looked at anew afterwards.
    mutating func tokenAnswered(
        _ language: Language, _ token: HeldToken, _ work: PINWork, _ event: SessionEvent
    ) -> [SessionEffect] {
        guard case .card(let answer) = event else { return [] }
        var token = token
        switch answer {
        case .pinChanged: return end(language, .pinRenewed(work))
        case .newPINsDiffer: return tokenReport(language, .entering(token, work, .new, .pinMismatch), .watchToken)
        case .pinWrong(let tries):
            token[work] = .tries(tries)
            return tokenReport(language, .entering(token, work, .old, work.wrong), .watchToken)
        // Nothing was tried: the token tells fewer tries than it did.
        case .read(let tries):
            token[work] = .tries(tries)
            return tokenReport(language, .entering(token, work, .old, nil), .watchToken)
        case .pinBlocked:
            token[work] = .blocked
            return tokenReport(language, .shown(token, work.blocked), .forgetPIN, .watchToken)
        case .failed(let code):
            return tokenReport(language, .insertToken(.ready, code), .forgetPIN, .awaitAnyToken(.ready))
        case .inserted, .removed, .readerLost, .readerBack, .report, .pinAccepted, .reissueSigned, .revocationSigned,
            .keysReady, .certificatesStored, .stick, .keyFiles, .keyFileOpened, .fileSaved, .token, .tokenReport,
            .portraitRead, .exchangeHolder, .exchangeSigned:
            return []
        }
    }

    /// Back to the report; what was typed is forgotten and the token has seen nothing of it.
    private mutating func awayFromTokenPIN(
        _ language: Language, _ token: HeldToken, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch event {
        case .person(.cancel): tokenReport(language, .shown(token, nil), .forgetPIN)
        case .card(.token(let sight)):
            tokenReport(language, .insertToken(sight, nil), .forgetPIN, .awaitAnyToken(sight))
        default: leaveOnCancel(language, event)
        }
    }
}
