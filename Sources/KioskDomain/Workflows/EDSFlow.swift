extension EDSState {
    /// True while the next move is the person's.
    var waitsForPerson: Bool {
        switch self {
        case .choosingMedium, .choosingToken, .consent, .notice, .entering, .code, .positioning, .noPortrait, .failed,
            .insertCard, .pin, .lastTry,
            .offerNewPIN, .enteringNewPIN, .retry, .filePassword, .insertStick, .notSaved, .insertToken, .documentKey,
            .insertDocument, .documentRefused:
            true
        case .checking, .sendingCode, .checkingCode, .opening, .capturing, .cameraAway, .closing, .applying,
            .readingCard, .verifyingPIN, .writing, .changingPIN, .readingDocument:
            false
        }
    }
}

extension CitizenSession {
    mutating func eds(_ language: Language, _ state: EDSState, _ event: SessionEvent) -> [SessionEffect] {
        if state.application?.medium.isToken == true, event.isOfReader { return [] }
        return switch state {
        case .choosingMedium, .choosingToken, .consent, .notice, .entering, .checking, .sendingCode, .code,
            .checkingCode:
            identification(language, state, event)
        case .positioning, .noPortrait, .opening, .capturing, .cameraAway, .closing, .failed, .applying:
            biometrics(language, state, event)
        case .documentKey, .insertDocument, .readingDocument, .documentRefused: document(language, state, event)
        case .insertCard, .readingCard, .pin, .lastTry, .verifyingPIN, .writing:
            issuing(language, state, event)
        case .filePassword(let application, let again, _): filePassword(language, application, again, event)
        case .insertStick(let application, let sight): insertingStick(language, application, sight, event)
        case .notSaved(let application, let code, let sight): notSaved(language, application, code, sight, event)
        case .insertToken(let application, let sight): insertingToken(language, application, sight, event)
        case .offerNewPIN(let set): offer(language, set, event)
        case .enteringNewPIN(let set, let step, let code): enteringNewPIN(language, set, step, code, event)
        case .changingPIN(let set): changingPIN(language, set, event)
        case .retry(let point, let code): retry(language, point, code, event)
        }
    }

    mutating func go(_ language: Language, _ state: EDSState, _ effects: SessionEffect...) -> [SessionEffect] {
        stage = .eds(language, state)
        return effects
    }

    /// Cancel and time-out where nothing is open and nothing was changed.
    mutating func leaveOnCancel(_ language: Language, _ event: SessionEvent) -> [SessionEffect] {
        switch event {
        case .person(.cancel), .time(.expired): leave(language)
        case .person, .time, .card, .camera, .portal, .journal, .printer: []
        }
    }

    private mutating func retry(
        _ language: Language, _ point: RetryPoint, _ code: FailureCode, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch (point, event) {
        case (.check(let identity), .person(.tryAgain)):
            return go(language, .checking(identity), .checkPerson(identity))
        case (.sendCode(let applicant), .person(.tryAgain)):
            return go(language, .sendingCode(applicant), .sendCode(applicant.identity.iin, .identification))
        case (.apply(let applicant, let attempt), .person(.tryAgain)):
            return go(language, .applying(applicant, attempt), .apply(applicant, attempt))
        case (.request(let application), .person(.tryAgain)):
            return go(language, .writing(application, .request), .requestCertificates(application))
        // Keys that never were on a medium are simply made again when the person comes back; those on a token stay there.
        case (.request(let application), _) where application.medium == .file || application.medium.isToken:
            return leavingFile(language, application, code, event)
        // The new keys are on the card and have no certificates: leaving, time-out or a drawn card must be explained (R5).
        case (.request(let application), .person(.cancel)), (.request(let application), .time(.expired)),
            (.request(let application), .card(.removed)), (.request(let application), .card(.readerLost)):
            return end(language, .interrupted(application, .request, code))
        // The match is durable and known; only its answer is missing. A slip says so.
        case (.apply, .person(.cancel)), (.apply, .time(.expired)):
            return end(language, .unanswered(.application, code))
        case (.check, _), (.sendCode, _): return leaveOnCancel(language, event)
        case (.apply, _), (.request, _): return []
        }
    }
}
