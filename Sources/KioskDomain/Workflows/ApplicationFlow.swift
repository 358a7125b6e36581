/// "My application": where it stands, by its number and an SMS code; its form on paper; its keys on the card (E4, E5, E10).
public enum ApplicationState: Sendable, Hashable {
    /// The number is typed, and the IIN as long as nothing proves it.
    case entering(CodeProof?, FailureCode?)
    case sendingCode(ApplicationQuery)
    case code(ApplicationQuery, CodeChallenge, FailureCode?)
    case checkingCode(ApplicationQuery, CodeChallenge)
    case asking(ApplicationQuery, CodeProof)
    /// `form`: what became of the form, once it was printed.
    case shown(ApplicationStanding, form: SlipResult?)
    case printing(ApplicationStanding)
    /// The liability notice comes before keys (F2).
    case notice(ApplicationStanding)
    /// The application is kept here before its keys are made.
    case opening(Application)
    /// The portal did not answer; without a proof, a code is sent anew.
    case retry(ApplicationQuery, CodeProof?, FailureCode)

    /// True while the next move is the person's.
    var waitsForPerson: Bool {
        switch self {
        case .entering, .code, .shown, .notice, .retry: true
        case .sendingCode, .checkingCode, .asking, .printing, .opening: false
        }
    }
}

extension CitizenSession {
    mutating func application(
        _ language: Language, _ state: ApplicationState, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch state {
        case .entering(let proof, _): enteringNumber(language, proof, event)
        case .sendingCode(let query): awaitingCode(language, query, event)
        case .code(let query, let challenge, _): typingCode(language, query, challenge, event)
        case .checkingCode(let query, let challenge): codeJudged(language, query, challenge, event)
        case .asking(let query, let proof): standingAnswered(language, query, proof, event)
        case .shown(let standing, _): standingShown(language, standing, event)
        case .printing(let standing): formPrinted(language, standing, event)
        case .notice(let standing): noticeBeforeKeys(language, standing, event)
        case .opening(let application): requestKept(language, application, event)
        case .retry(let query, let proof, _): askAgain(language, query, proof, event)
        }
    }

    private mutating func show(
        _ language: Language, _ state: ApplicationState, _ effects: SessionEffect...
    ) -> [SessionEffect] {
        stage = .application(language, state)
        return effects
    }

    private mutating func enteringNumber(
        _ language: Language, _ proof: CodeProof?, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch event {
        case .person(.applicationNumber(let number, let iin)):
            if let proof {
                return ask(language, ApplicationQuery(number: number, iin: proof.iin), proof)
            }
            guard let iin else { return show(language, .entering(nil, .iinLength)) }
            return send(language, ApplicationQuery(number: number, iin: iin))
        case .person(.invalidEntry(let code)): return show(language, .entering(proof, code))
        default: return leaveOnCancel(language, event)
        }
    }

    private mutating func send(_ language: Language, _ query: ApplicationQuery) -> [SessionEffect] {
        show(language, .sendingCode(query), .sendCode(query.iin, .application))
    }

    private mutating func ask(
        _ language: Language, _ query: ApplicationQuery, _ proof: CodeProof
    ) -> [SessionEffect] {
        show(language, .asking(query, proof), .askApplication(query, proof))
    }

    private mutating func awaitingCode(
        _ language: Language, _ query: ApplicationQuery, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch event {
        case .portal(.codeSent(let challenge)): show(language, .code(query, challenge, nil))
        // A number of somebody whom the register does not know is a slip of the pen.
        case .portal(.refused(.personUnknown)): show(language, .entering(nil, .personUnknown))
        case .portal(.refused(let code)): end(language, .refused(code))
        case .portal(.lost(let code)): show(language, .retry(query, nil, code))
        default: leaveOnCancel(language, event)
        }
    }

    private mutating func typingCode(
        _ language: Language, _ query: ApplicationQuery, _ challenge: CodeChallenge, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch event {
        case .person(.code(let code)):
            show(language, .checkingCode(query, challenge), .answerCode(challenge, code: code))
        case .person(.sendCodeAgain): send(language, query)
        case .person(.codeMissing): codeMissing(language, at: .application(query, challenge))
        default: leaveOnCancel(language, event)
        }
    }

    private mutating func codeJudged(
        _ language: Language, _ query: ApplicationQuery, _ challenge: CodeChallenge, _ event: SessionEvent
    ) -> [SessionEffect] {
        var challenge = challenge
        switch event {
        case .portal(.codeRight(let proof)): return ask(language, query, CodeProof(iin: query.iin, text: proof))
        case .portal(.codeWrong(let left)):
            challenge.triesLeft = left
            return left > 0
                ? show(language, .code(query, challenge, .smsWrong)) : end(language, .refused(.smsTriesExhausted))
        case .portal(.refused(.smsExpired)): return show(language, .code(query, challenge, .smsExpired))
        case .portal(.refused(let code)): return end(language, .refused(code))
        case .portal(.lost(let code)): return show(language, .code(query, challenge, code))
        default: return leaveOnCancel(language, event)
        }
    }

    private mutating func standingAnswered(
        _ language: Language, _ query: ApplicationQuery, _ proof: CodeProof, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch event {
        case .portal(.standing(let standing)): show(language, .shown(here(standing), form: nil))
        // A wrong number and somebody else's get the same answer; the number can be mended without another code.
        case .portal(.refused(.applicationUnknown)): show(language, .entering(proof, .applicationUnknown))
        case .portal(.refused(let code)): end(language, .refused(code))
        case .portal(.lost(let code)): show(language, .retry(query, proof, code))
        default: leaveOnCancel(language, event)
        }
    }

    /// A file goes to a stick; where a kiosk has no port for one, an operator goes on (E3a).
    private func here(_ standing: ApplicationStanding) -> ApplicationStanding {
        guard standing.step == .write, standing.facts.medium == .file, !savesFiles else { return standing }
        var standing = standing
        standing.step = .seeOperator
        return standing
    }

    private mutating func standingShown(
        _ language: Language, _ standing: ApplicationStanding, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch (event, standing.step) {
        case (.person(.printForm), .handIn): show(language, .printing(standing), .print(.applicationForm(standing)))
        case (.person(.writeNow), .write): show(language, .notice(standing))
        case (.person(.done), _): leave(language)
        default: leaveOnCancel(language, event)
        }
    }

    /// A form is on its way to paper: cancel and time-out wait for the truth.
    private mutating func formPrinted(
        _ language: Language, _ standing: ApplicationStanding, _ event: SessionEvent
    ) -> [SessionEffect] {
        guard case .printer(.slip(let result)) = event else { return [] }
        return show(language, .shown(standing, form: result))
    }

    private mutating func noticeBeforeKeys(
        _ language: Language, _ standing: ApplicationStanding, _ event: SessionEvent
    ) -> [SessionEffect] {
        guard case .person(.confirmNotice) = event else { return leaveOnCancel(language, event) }
        var application = Application(
            number: standing.number, iin: standing.iin, medium: standing.facts.medium,
            organisation: standing.organisation)
        application.isIssued = standing.facts.status == .issued
        return show(language, .opening(application), .openRequest(application))
    }

    private mutating func requestKept(
        _ language: Language, _ application: Application, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch event {
        case .journal(.requestOpened): applied(language, application)
        case .journal(.failed(let code)): end(language, .refused(code))
        default: []
        }
    }

    private mutating func askAgain(
        _ language: Language, _ query: ApplicationQuery, _ proof: CodeProof?, _ event: SessionEvent
    ) -> [SessionEffect] {
        guard case .person(.tryAgain) = event else { return leaveOnCancel(language, event) }
        return proof.map { ask(language, query, $0) } ?? send(language, query)
    }
}
