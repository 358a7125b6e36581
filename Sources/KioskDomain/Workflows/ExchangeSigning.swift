/// The EDS on the application, and the way to the portal (I4): the card is asked for again, since it may have been taken.
extension CitizenSession {
    mutating func summary(_ language: Language, _ draft: ExchangeDraft, _ event: SessionEvent) -> [SessionEffect] {
        if case .person(.signByPhone) = event { return signByPhone(language, .exchange(draft)) }
        guard case .person(.signExchange) = event else { return leaveOnCancel(language, event) }
        return cardPresent ? openCard(language, draft) : exchange(language, .insertToSign(draft, nil))
    }

    mutating func signExchange(
        _ language: Language, _ state: ExchangeState, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch state {
        case .insertToSign(let draft, let code): insertingToSign(language, draft, code, event)
        case .openingCard(let draft): cardOpened(language, draft, event)
        case .pin(let draft, let report, _): pinForExchange(language, draft, report, event)
        case .lastTry(let draft, let report): lastTryForExchange(language, draft, report, event)
        case .verifying(let draft, let report): verifiedForExchange(language, draft, report, event)
        case .signing(let draft): exchangeSigned(language, draft, event)
        case .sending(let draft): exchangeAnswered(language, draft, event)
        default: []
        }
    }

    private mutating func openCard(_ language: Language, _ draft: ExchangeDraft) -> [SessionEffect] {
        exchange(language, .openingCard(draft), doing: .openExchangeCard(draft.holder))
    }

    private mutating func insertingToSign(
        _ language: Language, _ draft: ExchangeDraft, _ code: FailureCode?, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch event {
        case .card(.inserted): openCard(language, draft)
        case .person(.tryAgain) where cardPresent: openCard(language, draft)
        case .card(.removed) where code != .readerUnplugged: exchange(language, .insertToSign(draft, nil))
        case .card(.readerLost): exchange(language, .insertToSign(draft, .readerUnplugged))
        case .card(.readerBack): exchange(language, .insertToSign(draft, nil))
        default: leaveOnCancel(language, event)
        }
    }

    private mutating func cardOpened(
        _ language: Language, _ draft: ExchangeDraft, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch event {
        case .card(.report(let report)) where report.pin == .blocked: pinBlocked(language, draft)
        case .card(.report(let report)): exchange(language, .pin(draft, report, nil))
        case .card(.failed(let code)): exchange(language, .insertToSign(draft, code), doing: .releaseCard)
        default: []
        }
    }

    private mutating func pinForExchange(
        _ language: Language, _ draft: ExchangeDraft, _ report: CardReport, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch event {
        case .person(.pinEntered):
            report.pin.needsYes
                ? exchange(language, .lastTry(draft, report))
                : exchange(language, .verifying(draft, report), doing: .verifyPIN)
        case .person(.invalidEntry(let code)): exchange(language, .pin(draft, report, code))
        default: awayFromSigning(language, draft, event)
        }
    }

    private mutating func lastTryForExchange(
        _ language: Language, _ draft: ExchangeDraft, _ report: CardReport, _ event: SessionEvent
    ) -> [SessionEffect] {
        guard case .person(.confirmLastTry) = event else { return awayFromSigning(language, draft, event) }
        return exchange(language, .verifying(draft, report), doing: .verifyPIN)
    }

    private mutating func awayFromSigning(
        _ language: Language, _ draft: ExchangeDraft, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch event {
        case .card(.removed): exchange(language, .insertToSign(draft, .cardRemoved), doing: .releaseCard)
        case .card(.readerLost): exchange(language, .insertToSign(draft, .readerUnplugged), doing: .releaseCard)
        case .card(.failed(let code)): exchange(language, .insertToSign(draft, code), doing: .releaseCard)
        default: leaveOnCancel(language, event)
        }
    }

    /// Cancel, time-out and a drawn card wait for the card's answer: only that counts a try.
    private mutating func verifiedForExchange(
        _ language: Language, _ draft: ExchangeDraft, _ report: CardReport, _ event: SessionEvent
    ) -> [SessionEffect] {
        guard case .card(let answer) = event else { return [] }
        var report = report
        switch answer {
        case .pinAccepted: return exchange(language, .signing(draft), doing: .signExchange(draft))
        case .pinWrong(let tries):
            report.pin = if case .remaining(let count) = tries { .remaining(count) } else { .unknown }
            return exchange(language, .pin(draft, report, .pinWrong))
        case .pinBlocked: return pinBlocked(language, draft)
        case .failed(let code): return exchange(language, .insertToSign(draft, code), doing: .releaseCard)
        default: return []
        }
    }

    /// What was entered, photographed and paid is not lost where the phone can sign it (E9, L5).
    private mutating func pinBlocked(_ language: Language, _ draft: ExchangeDraft) -> [SessionEffect] {
        guard signsByPhone else { return end(language, .refused(.pinBlocked)) }
        stage = .phoneSigning(language, .retry(.exchange(draft), .pinBlocked))
        return [.releaseCard]
    }

    private mutating func exchangeSigned(
        _ language: Language, _ draft: ExchangeDraft, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch event {
        case .card(.exchangeSigned): exchange(language, .sending(draft), doing: .releaseCard, .sendExchange(draft))
        case .card(.failed(let code)): exchange(language, .insertToSign(draft, code), doing: .releaseCard)
        default: []
        }
    }

    private mutating func exchangeAnswered(
        _ language: Language, _ draft: ExchangeDraft, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch event {
        case .portal(.exchangeRegistered(let registration)): end(language, .exchanged(registration))
        case .portal(.refused(.exchangeUnavailable)): end(language, .exchangeUnavailable)
        case .portal(.refused(let code)) where code.isOfFee: exchange(language, .payment(draft, code))
        case .portal(.refused(let code)): end(language, .refused(code))
        case .portal(.lost(let code)): exchange(language, .retry(.send(draft), code))
        case .journal(.failed(let code)): end(language, .refused(code))
        default: []
        }
    }
}
