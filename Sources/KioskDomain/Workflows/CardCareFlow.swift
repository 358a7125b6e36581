/// "My card": what is on it, without a PIN (E10); a new PIN with the old one or with the PUK (E2a, E8, E9).
public enum CardCareState: Sendable, Hashable {
    /// The code is what became of the last card.
    case insertCard(FailureCode?)
    case reading
    /// The code is how work on the PIN ended that changed nothing.
    case shown(CardReport, FailureCode?)
    /// One pad for each step. ``NewPINStep/old`` is the PUK when a PIN is unblocked.
    case entering(CardReport, PINWork, NewPINStep, FailureCode?)
    /// The next wrong entry may block: only after an explicit yes (E9).
    case confirming(CardReport, PINWork)
    case working(CardReport, PINWork)
    /// The EDS is on a token.
    case token(TokenReportState)

    /// True while the next move is the person's.
    var waitsForPerson: Bool {
        switch self {
        case .insertCard, .shown, .entering, .confirming: true
        case .reading, .working: false
        case .token(let state): state.waitsForPerson
        }
    }
}

extension CitizenSession {
    mutating func beginCardCare(_ language: Language) -> [SessionEffect] {
        cardPresent ? care(language, .reading, .readCardReport) : care(language, .insertCard(nil))
    }

    mutating func cardCare(_ language: Language, _ state: CardCareState, _ event: SessionEvent) -> [SessionEffect] {
        switch state {
        case .insertCard(let code): insertingCaredCard(language, code, event)
        case .reading: readingReport(language, event)
        case .shown(let report, _): reportShown(language, report, event)
        case .entering(let report, let work, let step, _): enteringSecret(language, report, work, step, event)
        case .confirming(let report, let work): confirmingTry(language, report, work, event)
        case .working(let report, let work): pinAnswered(language, report, work, event)
        case .token(let state): tokenReport(language, state, event)
        }
    }

    mutating func care(
        _ language: Language, _ state: CardCareState, _ effects: SessionEffect...
    ) -> [SessionEffect] {
        stage = .cardCare(language, state)
        return effects
    }

    private mutating func insertingCaredCard(
        _ language: Language, _ code: FailureCode?, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch event {
        case .card(.inserted): care(language, .reading, .readCardReport)
        // A card that went and came back while its reading ended is in the reader already.
        case .person(.tryAgain) where cardPresent: care(language, .reading, .readCardReport)
        case .card(.removed) where code != .readerUnplugged: care(language, .insertCard(nil))
        case .card(.readerLost): care(language, .insertCard(.readerUnplugged))
        case .card(.readerBack): care(language, .insertCard(nil))
        case .person(.cardLost): beginLostEDS(language)
        case .person(.myFile): beginKeyFile(language)
        case .person(.myToken): beginTokenReport(language)
        default: leaveOnCancel(language, event)
        }
    }

    /// The card answers or its deadline ends the wait.
    private mutating func readingReport(_ language: Language, _ event: SessionEvent) -> [SessionEffect] {
        switch event {
        case .card(.report(let report)): care(language, .shown(report, nil))
        case .card(.failed(let code)): care(language, .insertCard(code), .releaseCard)
        default: []
        }
    }

    private mutating func reportShown(
        _ language: Language, _ report: CardReport, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch event {
        case .person(.changePIN): enter(language, report, .change)
        case .person(.unblockPIN): enter(language, report, .unblock)
        case .person(.reissue): beginReissue(language, report)
        case .person(.organisationEDS): beginOrganisation(language, report)
        case .person(.revokeEDS): beginRevocation(language, report)
        case .person(.obtainAnew): obtainAnew(language, report)
        // Whoever takes the card has seen enough.
        case .person(.done), .card(.removed): leave(language)
        default: awayFromCaredCard(language, event) ?? leaveOnCancel(language, event)
        }
    }

    /// E9: the whole procedure, with its reason, onto what may be written here; not a re-issue, which the forgotten key would
    /// have to sign.
    private mutating func obtainAnew(_ language: Language, _ report: CardReport) -> [SessionEffect] {
        guard offers(.obtaining, report) else { return [] }
        if let code = withheld[.edsByFace] { return end(language, .refused(code)) }
        let effects = beginEDS(language)
        guard case .eds = stage else { return effects }
        reason = .forgottenPIN
        return [.releaseCard] + effects
    }

    private mutating func enter(_ language: Language, _ report: CardReport, _ work: PINWork) -> [SessionEffect] {
        report.offers.contains(work) ? care(language, .entering(report, work, .old, nil)) : []
    }

    private mutating func enteringSecret(
        _ language: Language, _ report: CardReport, _ work: PINWork, _ step: NewPINStep, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch (step, event) {
        case (.old, .person(.pinEntered)): care(language, .entering(report, work, .new, nil))
        // E8: why it is good to go on stands above the pad of the new one.
        case (.old, .person(.factoryPINEntered)): care(language, .entering(report, work, .new, .pinFactory))
        case (.new, .person(.pinEntered)): care(language, .entering(report, work, .again, nil))
        case (.again, .person(.pinEntered)):
            report[work].needsYes
                ? care(language, .confirming(report, work)) : care(language, .working(report, work), .renewPIN(work))
        case (_, .person(.invalidEntry(let code))): care(language, .entering(report, work, step, code))
        default: awayFromPINWork(language, report, event)
        }
    }

    private mutating func confirmingTry(
        _ language: Language, _ report: CardReport, _ work: PINWork, _ event: SessionEvent
    ) -> [SessionEffect] {
        if case .person(.confirmLastTry) = event { return care(language, .working(report, work), .renewPIN(work)) }
        return awayFromPINWork(language, report, event)
    }

    /// Cancel, time-out and a drawn card wait for the answer: it says whether the PIN is the new one.
    private mutating func pinAnswered(
        _ language: Language, _ report: CardReport, _ work: PINWork, _ event: SessionEvent
    ) -> [SessionEffect] {
        guard case .card(let answer) = event else { return [] }
        var report = report
        switch answer {
        case .pinChanged: return end(language, .pinRenewed(work))
        case .newPINsDiffer: return care(language, .entering(report, work, .new, .pinMismatch))
        case .pinWrong(let tries):
            report[work] = if case .remaining(let count) = tries { .remaining(count) } else { .unknown }
            return care(language, .entering(report, work, .old, work.wrong))
        case .pinBlocked:
            report[work] = .blocked
            return care(language, .shown(report, work.blocked), .forgetPIN)
        case .failed(let code): return care(language, .insertCard(code), .releaseCard)
        case .inserted, .removed, .readerLost, .readerBack, .read, .report, .pinAccepted, .reissueSigned,
            .revocationSigned,
            .keysReady, .certificatesStored, .stick, .keyFiles, .keyFileOpened, .fileSaved, .token, .tokenReport,
            .portraitRead, .exchangeHolder, .exchangeSigned:
            return []
        }
    }

    /// Back to the report; what was typed is forgotten and the card has seen nothing of it.
    mutating func awayFromPINWork(
        _ language: Language, _ report: CardReport, _ event: SessionEvent
    ) -> [SessionEffect] {
        if case .person(.cancel) = event { return care(language, .shown(report, nil), .forgetPIN) }
        return awayFromCaredCard(language, event) ?? leaveOnCancel(language, event)
    }

    /// - Returns: nil for what does not take the card away.
    private mutating func awayFromCaredCard(_ language: Language, _ event: SessionEvent) -> [SessionEffect]? {
        switch event {
        case .card(.removed): care(language, .insertCard(nil), .releaseCard)
        case .card(.readerLost): care(language, .insertCard(.readerUnplugged), .releaseCard)
        case .card(.failed(let code)): care(language, .insertCard(code), .releaseCard)
        default: nil
        }
    }
}

extension PINWork {
    var wrong: FailureCode { self == .change ? .pinWrong : .pukWrong }
    var blocked: FailureCode { self == .change ? .pinBlocked : .pukBlocked }
}
