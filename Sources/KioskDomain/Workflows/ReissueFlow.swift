/// Applications signed with the EDS that is still valid: "renew the EDS" (E6), whose new keys go to the same card, and the
/// EDS of an organisation that the signer heads (E3). The PIN of a card is asked for twice when it is renewed, since it takes
/// each entry once (E9).
public enum ReissueState: Sendable, Hashable {
    /// The organisation's number.
    case enteringBIN(CardReport, FailureCode?)
    /// Where its keys shall be; the code is why the last choice is none.
    case choosingMedium(CardReport, BIN, FailureCode?)
    /// The liability notice comes before keys (F2).
    case notice(CardReport, SignedWish)
    case pin(CardReport, SignedWish, FailureCode?)
    /// The next wrong entry may block: only after an explicit yes (E9).
    case lastTry(CardReport, SignedWish)
    case verifying(CardReport, SignedWish)
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
        case .enteringBIN, .choosingMedium, .notice, .pin, .lastTry, .retry: true
        case .verifying, .signing, .sending, .opening: false
        }
    }
}

/// What is applied for with an EDS.
public enum SignedWish: Sendable, Hashable {
    /// The same EDS anew, on the same card (E6).
    case renewal
    /// The EDS of an organisation, and where its keys shall be (E3).
    case organisation(BIN, Medium)
}

extension CitizenSession {
    /// - Parameter report: of the card that is in the reader.
    mutating func beginReissue(_ language: Language, _ report: CardReport) -> [SessionEffect] {
        offers(.renewal, report) ? reissue(language, .notice(report, .renewal)) : []
    }

    mutating func reissue(_ language: Language, _ state: ReissueState, _ event: SessionEvent) -> [SessionEffect] {
        switch state {
        case .enteringBIN(let report, _): enteringBIN(language, report, event)
        case .choosingMedium(let report, let bin, _): choosingMedium(language, report, bin, event)
        case .notice(let report, let wish): noticeBeforeReissue(language, report, wish, event)
        case .pin(let report, let wish, _): pinForReissue(language, report, wish, event)
        case .lastTry(let report, let wish): lastTryForReissue(language, report, wish, event)
        case .verifying(let report, let wish): verifiedForReissue(language, report, wish, event)
        case .signing: signed(language, event)
        case .sending: reissueAnswered(language, event)
        case .retry(let code): sendAgain(language, code, event)
        case .opening(let application): reissueKept(language, application, event)
        }
    }

    mutating func reissue(
        _ language: Language, _ state: ReissueState, _ effects: SessionEffect...
    ) -> [SessionEffect] {
        stage = .reissue(language, state)
        return effects
    }

    private mutating func noticeBeforeReissue(
        _ language: Language, _ report: CardReport, _ wish: SignedWish, _ event: SessionEvent
    ) -> [SessionEffect] {
        guard case .person(.confirmNotice) = event else { return awayFromPINWork(language, report, event) }
        return reissue(language, .pin(report, wish, nil))
    }

    private mutating func pinForReissue(
        _ language: Language, _ report: CardReport, _ wish: SignedWish, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch event {
        case .person(.pinEntered):
            report.pin.needsYes
                ? reissue(language, .lastTry(report, wish)) : reissue(language, .verifying(report, wish), .verifyPIN)
        case .person(.invalidEntry(let code)): reissue(language, .pin(report, wish, code))
        default: awayFromPINWork(language, report, event)
        }
    }

    private mutating func lastTryForReissue(
        _ language: Language, _ report: CardReport, _ wish: SignedWish, _ event: SessionEvent
    ) -> [SessionEffect] {
        guard case .person(.confirmLastTry) = event else { return awayFromPINWork(language, report, event) }
        return reissue(language, .verifying(report, wish), .verifyPIN)
    }

    /// Cancel, time-out and a drawn card wait for the card's answer: only that counts a try.
    private mutating func verifiedForReissue(
        _ language: Language, _ report: CardReport, _ wish: SignedWish, _ event: SessionEvent
    ) -> [SessionEffect] {
        guard case .card(let answer) = event else { return [] }
        var report = report
        switch answer {
        case .pinAccepted: return reissue(language, .signing, .signReissue(wish))
        case .pinWrong(let tries):
            report.pin = if case .remaining(let count) = tries { .remaining(count) } else { .unknown }
            return reissue(language, .pin(report, wish, .pinWrong))
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
        // A token is written by an operator; so is a file where this kiosk saves none (E3a).
        case .portal(.application(let application))
        where application.organisation != nil && (application.medium != .file || !savesFiles):
            end(language, .applicationLeft(application, .organisationAtDesk))
        case .portal(.application(let application)):
            // For a file the card is not needed any more; what follows takes minutes.
            application.medium == .file
                ? reissue(language, .opening(application), .releaseCard, .openRequest(application))
                : reissue(language, .opening(application), .openRequest(application))
        case .portal(.refused(let code)): end(language, .refused(code))
        case .portal(.lost(let code)): reissue(language, .retry(code))
        default: []
        }
    }

    /// The application may be at the portal by now: whoever leaves gets a slip that says where to see it.
    private mutating func sendAgain(
        _ language: Language, _ code: FailureCode, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch event {
        case .person(.tryAgain): reissue(language, .sending, .sendReissue)
        case .person(.cancel), .time(.expired): end(language, .unanswered(.application, code))
        case .person, .time, .card, .camera, .portal, .journal, .printer: []
        }
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
