/// "Renew the EDS" (E6): an application signed with the key that is still valid; its new keys then go to the same card as
/// those of any application. The PIN is asked for twice, since the card takes each entry once (E9).
public enum ReissueState: Sendable, Hashable {
    /// The liability notice comes before keys (F2).
    case notice(CardReport)
    case pin(CardReport, FailureCode?)
    /// The next wrong entry may block: only after an explicit yes (E9).
    case lastTry(CardReport)
    case verifying(CardReport)
    case signing
    /// The signed application is on its way.
    case sending
    /// The portal did not answer; what was signed can be sent again without the card.
    case retry(FailureCode)
    /// The application is kept here before its keys are made.
    case opening(Application)

    /// True while the next move is the person's.
    var waitsForPerson: Bool {
        switch self {
        case .notice, .pin, .lastTry, .retry: true
        case .verifying, .signing, .sending, .opening: false
        }
    }
}

extension CitizenSession {
    /// - Parameter report: of the card that is in the reader.
    mutating func beginReissue(_ language: Language, _ report: CardReport) -> [SessionEffect] {
        report.offersReissue ? reissue(language, .notice(report)) : []
    }

    mutating func reissue(_ language: Language, _ state: ReissueState, _ event: SessionEvent) -> [SessionEffect] {
        switch state {
        case .notice(let report): noticeBeforeReissue(language, report, event)
        case .pin(let report, _): pinForReissue(language, report, event)
        case .lastTry(let report): lastTryForReissue(language, report, event)
        case .verifying(let report): verifiedForReissue(language, report, event)
        case .signing: signed(language, event)
        case .sending: reissueAnswered(language, event)
        case .retry: sendAgain(language, event)
        case .opening(let application): reissueKept(language, application, event)
        }
    }

    private mutating func reissue(
        _ language: Language, _ state: ReissueState, _ effects: SessionEffect...
    ) -> [SessionEffect] {
        stage = .reissue(language, state)
        return effects
    }

    private mutating func noticeBeforeReissue(
        _ language: Language, _ report: CardReport, _ event: SessionEvent
    ) -> [SessionEffect] {
        guard case .person(.confirmNotice) = event else { return awayFromPINWork(language, report, event) }
        return reissue(language, .pin(report, nil))
    }

    private mutating func pinForReissue(
        _ language: Language, _ report: CardReport, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch event {
        case .person(.pinEntered):
            switch PINEntry.before(remaining: report.pin.tries, hasPUK: false) {
            case .ask: reissue(language, .verifying(report), .verifyPIN)
            case .confirmLastTry, .confirmUnknown, .blocked: reissue(language, .lastTry(report))
            }
        case .person(.invalidEntry(let code)): reissue(language, .pin(report, code))
        default: awayFromPINWork(language, report, event)
        }
    }

    private mutating func lastTryForReissue(
        _ language: Language, _ report: CardReport, _ event: SessionEvent
    ) -> [SessionEffect] {
        guard case .person(.confirmLastTry) = event else { return awayFromPINWork(language, report, event) }
        return reissue(language, .verifying(report), .verifyPIN)
    }

    /// Cancel, time-out and a drawn card wait for the card's answer: only that counts a try.
    private mutating func verifiedForReissue(
        _ language: Language, _ report: CardReport, _ event: SessionEvent
    ) -> [SessionEffect] {
        guard case .card(let answer) = event else { return [] }
        var report = report
        switch answer {
        case .pinAccepted: return reissue(language, .signing, .signReissue)
        case .pinWrong(let tries):
            report.pin = if case .remaining(let count) = tries { .remaining(count) } else { .unknown }
            return reissue(language, .pin(report, .pinWrong))
        case .pinBlocked:
            report.pin = .blocked
            return care(language, .shown(report, .pinBlocked), .forgetPIN)
        case .failed(let code): return care(language, .insertCard(code), .releaseCard)
        default: return []
        }
    }

    private mutating func signed(_ language: Language, _ event: SessionEvent) -> [SessionEffect] {
        switch event {
        case .card(.reissueSigned): reissue(language, .sending, .sendReissue)
        case .card(.failed(let code)): care(language, .insertCard(code), .releaseCard)
        default: []
        }
    }

    private mutating func reissueAnswered(_ language: Language, _ event: SessionEvent) -> [SessionEffect] {
        switch event {
        case .portal(.application(let application)):
            reissue(language, .opening(application), .openRequest(application))
        case .portal(.refused(let code)): end(language, .refused(code))
        case .portal(.lost(let code)): reissue(language, .retry(code))
        default: []
        }
    }

    private mutating func sendAgain(_ language: Language, _ event: SessionEvent) -> [SessionEffect] {
        guard case .person(.tryAgain) = event else { return leaveOnCancel(language, event) }
        return reissue(language, .sending, .sendReissue)
    }

    private mutating func reissueKept(
        _ language: Language, _ application: Application, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch event {
        case .journal(.requestOpened): applied(language, application)
        case .journal(.failed(let code)): end(language, .refused(code))
        default: []
        }
    }
}
