/// Card and PIN of a log-in (L1, E9).
extension CitizenSession {
    mutating func insertingForLogIn(
        _ language: Language, _ logIn: LogIn, _ code: FailureCode?, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch event {
        case .card(.inserted): account(language, .reading(logIn), .readCardReport)
        // A card that went and came back while its reading ended is in the reader already.
        case .person(.tryAgain) where cardPresent: account(language, .reading(logIn), .readCardReport)
        case .card(.removed) where code != .readerUnplugged: account(language, .insertCard(logIn, nil))
        case .card(.readerLost): account(language, .insertCard(logIn, .readerUnplugged))
        case .card(.readerBack): account(language, .insertCard(logIn, nil))
        default: leaveOnCancel(language, event)
        }
    }

    /// The card answers or its deadline ends the wait.
    mutating func readForLogIn(_ language: Language, _ logIn: LogIn, _ event: SessionEvent) -> [SessionEffect] {
        switch event {
        case .card(.report(let report)):
            if report.pin == .blocked { return pinBlockedForLogIn(language) }
            if let code = report.logInRefusal { return end(language, .refused(code)) }
            return account(language, .pin(logIn, report, nil))
        case .card(.failed(let code)): return account(language, .insertCard(logIn, code), .releaseCard)
        default: return []
        }
    }

    mutating func pinForLogIn(
        _ language: Language, _ logIn: LogIn, _ report: CardReport, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch event {
        case .person(.pinEntered):
            report.pin.needsYes
                ? account(language, .lastTry(logIn, report)) : account(language, .verifying(logIn, report), .verifyPIN)
        case .person(.invalidEntry(let code)): account(language, .pin(logIn, report, code))
        default: cardGoneFromLogIn(language, logIn, event)
        }
    }

    mutating func lastTryForLogIn(
        _ language: Language, _ logIn: LogIn, _ report: CardReport, _ event: SessionEvent
    ) -> [SessionEffect] {
        guard case .person(.confirmLastTry) = event else { return cardGoneFromLogIn(language, logIn, event) }
        return account(language, .verifying(logIn, report), .verifyPIN)
    }

    /// What was typed is forgotten with the card.
    private mutating func cardGoneFromLogIn(
        _ language: Language, _ logIn: LogIn, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch event {
        case .card(.removed): account(language, .insertCard(logIn, nil), .releaseCard)
        case .card(.readerLost): account(language, .insertCard(logIn, .readerUnplugged), .releaseCard)
        case .card(.failed(let code)): account(language, .insertCard(logIn, code), .releaseCard)
        default: leaveOnCancel(language, event)
        }
    }

    /// The phone logs in without it (E9, L1).
    private mutating func pinBlockedForLogIn(_ language: Language) -> [SessionEffect] {
        account(language, .retry(.begin(.phone), .pinBlocked), .releaseCard)
    }

    /// Cancel, time-out and a drawn card wait for the card's answer: only that counts a try.
    mutating func verifiedForLogIn(
        _ language: Language, _ logIn: LogIn, _ report: CardReport, _ event: SessionEvent
    ) -> [SessionEffect] {
        guard case .card(let answer) = event else { return [] }
        var report = report
        switch answer {
        case .pinAccepted: return account(language, .signing(logIn), .signLogIn(logIn))
        case .pinWrong(let tries):
            report.pin = if case .remaining(let count) = tries { .remaining(count) } else { .unknown }
            return account(language, .pin(logIn, report, .pinWrong))
        case .pinBlocked: return pinBlockedForLogIn(language)
        case .failed(let code): return account(language, .insertCard(logIn, code), .releaseCard)
        default: return []
        }
    }

    /// The card has done its part; it stays in until the end, as whose account it is.
    mutating func signedForLogIn(
        _ language: Language, _ logIn: LogIn, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch event {
        // Drawn, or another one put in, while the portal was asked.
        case .portal(.logInSigned) where !cardPresent: leave(language)
        case .card(.inserted): leave(language)
        case .portal(.logInSigned(let iin)):
            [.releaseCard] + sendLogInCode(language, SignedLogIn(logIn: logIn.of(iin), iin: iin))
        case .card(.failed(let code)): account(language, .insertCard(logIn, code), .releaseCard)
        case .portal: logInRefused(language, .begin(.card), event)
        default: []
        }
    }
}

extension LogIn {
    fileprivate func of(_ iin: IIN) -> LogIn {
        var known = self
        known.iin = iin
        return known
    }
}

extension CardReport {
    /// Why no log-in is possible with this card; nil when one is. The portal judges again, by its own clock.
    var logInRefusal: FailureCode? {
        let keys = certificates.filter(\.signsLogIn)
        let own = keys.filter(\.isPersonal)
        // E3: an organisation's EDS opens nobody's personal account.
        if own.isEmpty, !keys.isEmpty { return .personLegalEntity }
        if own.contains(where: \.isValid) { return nil }
        // Sorted by their last day, the newest first.
        switch own.first?.standing {
        case .notYetValid: return .certificateNotYetValid
        case .revoked: return .certificateRevoked
        case .expired, .valid: return .certificateExpired
        case nil: return .signKeyMissing
        }
    }
}
