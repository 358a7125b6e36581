extension CitizenSession {
    /// Positioning → Start → capture → outcome → next attempt, application or operator (B1–B4).
    mutating func biometrics(
        _ language: Language, _ state: EDSState, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch (state, event) {
        case (.positioning(let applicant, nil), .person(.start)), (.noPortrait(let applicant), .person(.start)):
            return go(language, .opening(applicant), .openAttempt(applicant))
        case (.positioning(let applicant, _), .camera(.lost(let code))):
            return go(language, .positioning(applicant, cameraFault: code))
        case (.positioning(let applicant, .some), .camera(.back)):
            return go(language, .positioning(applicant, cameraFault: nil), .startCamera)
        // A device known to be broken: no attempt opens, the person is sent on with a slip.
        case (.positioning(_, .some(let code)), .person(.cancel)), (.positioning(_, .some(let code)), .time(.expired)):
            return end(language, .refused(code))
        case (.positioning(var applicant, nil), .person(.cannotTurn(let cannotTurn))):
            applicant.cannotTurn = cannotTurn
            return go(language, .positioning(applicant, cameraFault: nil))
        case (.opening(let applicant), .journal(.attemptOpened(let attempt, let problem))):
            return opened(language, applicant, attempt, problem)
        case (.opening, .journal(.attemptRefused(.attemptsExhausted))): return end(language, .referral)
        case (.opening, .journal(.attemptRefused(let code))), (.opening, .journal(.failed(let code))):
            return end(language, .refused(code))
        case (.capturing(let applicant, let attempt), _): return capturing(language, applicant, attempt, event)
        case (.cameraAway(let applicant, let attempt), _): return cameraAway(language, applicant, attempt, event)
        case (.closing(let applicant, let attempt, let outcome), .journal(.attemptClosed(let failures))):
            return closed(language, applicant, attempt, outcome, failures)
        case (.closing, .journal(.failed(let code))): return end(language, .refused(code))
        case (.failed(let applicant, _), .person(.tryAgain)):
            return toCamera(language, applicant)
        case (.failed(let applicant, _), .person(.useDocument)), (.noPortrait(let applicant), .person(.useDocument)):
            return useDocument(language, applicant)
        // A kiosk has no way to a token: an operator writes its keys, by this number (E3a).
        case (.applying, .portal(.application(let application))) where application.medium.isToken:
            return end(language, .applicationLeft(application, .applicationAtDesk))
        case (.applying, .portal(.application(let application))): return applied(language, application)
        case (.applying, .portal(.refused(let code))): return end(language, .refused(code))
        case (.applying(let applicant, let attempt), .portal(.lost(let code))):
            return go(language, .retry(.apply(applicant, attempt), code))
        // Durable work is under way: cancel and time-out wait until its truth is known.
        case (.opening, _), (.closing, _), (.applying, _): return []
        default: return leaveOnCancel(language, event)
        }
    }

    private mutating func opened(
        _ language: Language, _ applicant: Applicant, _ attempt: OpenAttempt, _ problem: FailureCode?
    ) -> [SessionEffect] {
        var applicant = applicant
        if problem == .referenceMissing || problem == .referencePoor { applicant.portraitIsPoor = true }
        return applicant.canMatch
            ? go(language, .capturing(applicant, attempt), .capture(attempt, gentle: applicant.cannotTurn))
            : close(language, applicant, attempt, .noReferencePhoto)
    }

    /// To the camera, or, where it could not help, to the attempts without it.
    mutating func toCamera(_ language: Language, _ applicant: Applicant) -> [SessionEffect] {
        applicant.canMatch
            ? go(language, .positioning(applicant, cameraFault: nil), .startCamera)
            : go(language, .noPortrait(applicant))
    }

    private mutating func capturing(
        _ language: Language, _ applicant: Applicant, _ attempt: OpenAttempt, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch event {
        case .camera(.outcome(let outcome)): close(language, applicant, attempt, outcome)
        case .camera(.lost): go(language, .cameraAway(applicant, attempt))
        case .person(.cancel): close(language, applicant, attempt, .cancelled)
        case .person(.moreTime): extend(language, applicant, attempt)
        case .time(.expired): close(language, applicant, attempt, .tookTooLong)
        case .journal(.failed): close(language, applicant, attempt, .technicalError)
        // The portal is not needed until the outcome is known; cards and paper play no part.
        case .person, .time, .camera, .card, .portal, .journal, .printer: []
        }
    }

    private mutating func extend(
        _ language: Language, _ applicant: Applicant, _ attempt: OpenAttempt
    ) -> [SessionEffect] {
        guard attempt.extensionsLeft > 0 else { return [] }
        var attempt = attempt
        attempt.extensionsLeft -= 1
        return go(language, .capturing(applicant, attempt), .extendCapture(attempt))
    }

    private mutating func cameraAway(
        _ language: Language, _ applicant: Applicant, _ attempt: OpenAttempt, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch event {
        case .camera(.back):
            go(language, .capturing(applicant, attempt), .capture(attempt, gentle: applicant.cannotTurn))
        case .time(.cameraGraceOver): close(language, applicant, attempt, .technicalError)
        case .camera(.outcome(let outcome)): close(language, applicant, attempt, outcome)
        case .person(.cancel): close(language, applicant, attempt, .cancelled)
        case .person, .time, .camera, .card, .portal, .journal, .printer: []
        }
    }

    private mutating func close(
        _ language: Language, _ applicant: Applicant, _ attempt: OpenAttempt, _ outcome: AttemptOutcome
    ) -> [SessionEffect] {
        go(language, .closing(applicant, attempt, outcome), .stopCamera, .closeAttempt(attempt, outcome))
    }

    private mutating func closed(
        _ language: Language, _ applicant: Applicant, _ attempt: OpenAttempt, _ outcome: AttemptOutcome, _ failures: Int
    ) -> [SessionEffect] {
        var applicant = applicant
        applicant.failures = failures
        if outcome == .matched, aim == .revocation {
            return listLiveEDS(language, IdentifiedPerson(applicant: applicant, attempt: attempt))
        }
        if outcome == .matched {
            return go(language, .applying(applicant, attempt), .apply(applicant, attempt))
        }
        if applicant.attemptsLeft == 0 { return end(language, .referral) }
        if outcome == .cancelled { return leave(language) }
        return go(language, .failed(applicant, outcome))
    }

    mutating func applied(_ language: Language, _ application: Application) -> [SessionEffect] {
        if application.medium == .file { return go(language, .filePassword(application, again: false, nil)) }
        if application.medium.isToken { return awaitToken(language, application) }
        return cardPresent
            ? go(language, .readingCard(application), .readCard(application))
            : go(language, .insertCard(application, nil))
    }
}
