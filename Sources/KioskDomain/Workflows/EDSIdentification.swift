extension CitizenSession {
    /// Consent → liability notice → who it is → proof by SMS code (B0, F1, B7, L2).
    mutating func identification(
        _ language: Language, _ state: EDSState, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch (state, event) {
        case (.choosingMedium, .person(.medium(let chosen))) where mediaOfPersons.contains(chosen) && writes(chosen),
            (.choosingToken, .person(.medium(let chosen))) where tokensOfPersons.contains(chosen):
            medium = chosen
            return go(language, .consent)
        case (.choosingMedium, .person(.myToken)) where !tokensOfPersons.isEmpty:
            return go(language, .choosingToken)
        // E9: no password is recovered; the whole procedure makes another file, and says why.
        case (.choosingMedium, .person(.obtainAnew)) where mediaOfPersons.contains(.file):
            (medium, reason) = (.file, .forgottenPIN)
            return go(language, .consent)
        // The notice stands before keys (F2); who revokes gets none.
        case (.consent, .person(.consent)): return go(language, aim == .newEDS ? .notice : .entering(nil))
        case (.notice, .person(.confirmNotice)): return go(language, .entering(nil))
        case (.entering, .person(.identity(let identity))):
            return go(language, .checking(identity), .checkPerson(identity))
        case (.entering, .person(.invalidEntry(let code))): return go(language, .entering(code))
        case (.checking, .portal(.person(let applicant))): return admitted(language, applicant)
        case (.checking, .portal(.refused(let code))): return notAdmitted(language, code)
        case (.checking(let identity), .portal(.lost(let code))): return go(language, .retry(.check(identity), code))
        case (.sendingCode(let applicant), .portal(.codeSent(let challenge))):
            return go(language, .code(applicant, challenge, nil))
        case (.sendingCode, .portal(.refused(let code))): return end(language, .refused(code))
        case (.sendingCode(let applicant), .portal(.lost(let code))):
            return go(language, .retry(.sendCode(applicant), code))
        case (.code(let applicant, let challenge, _), .person(.code(let code))):
            return go(
                language, .checkingCode(applicant, challenge), .answerCode(challenge, code: code))
        case (.code(let applicant, _, _), .person(.sendCodeAgain)):
            return send(language, applicant)
        case (.code(let applicant, let challenge, _), .person(.codeMissing)):
            return codeMissing(language, at: .identification(applicant, challenge))
        case (.checkingCode, .portal): return codeAnswered(language, state, event)
        // An answer that is under way is awaited; it arrives or ends by its deadline.
        case (.checking, _), (.sendingCode, _), (.checkingCode, _): return leaveOnCancel(language, event)
        default: return leaveOnCancel(language, event)
        }
    }

    private mutating func admitted(_ language: Language, _ applicant: Applicant) -> [SessionEffect] {
        // No sixth attempt: the operator's way is open (B4, B5).
        if applicant.attemptsLeft == 0 { return end(language, .referral) }
        var applicant = applicant
        applicant.reason = reason
        applicant.medium = medium ?? .idCard
        return send(language, applicant)
    }

    private mutating func send(_ language: Language, _ applicant: Applicant) -> [SessionEffect] {
        go(language, .sendingCode(applicant), .sendCode(applicant.identity.iin, .identification))
    }

    /// A slip of the pen may be mended; anything else ends the session with its reason.
    private mutating func notAdmitted(_ language: Language, _ code: FailureCode) -> [SessionEffect] {
        switch code {
        case .personUnknown, .documentMismatch, .iinCheckDigit: go(language, .entering(code))
        default: end(language, .refused(code))
        }
    }

    private mutating func codeAnswered(
        _ language: Language, _ state: EDSState, _ event: SessionEvent
    ) -> [SessionEffect] {
        guard case .checkingCode(var applicant, var challenge) = state, case .portal(let answer) = event else {
            return []
        }
        switch answer {
        case .codeRight(let proof):
            applicant.proof = proof
            return toCamera(language, applicant)
        case .codeWrong(let triesLeft):
            challenge.triesLeft = triesLeft
            return triesLeft > 0
                ? go(language, .code(applicant, challenge, .smsWrong)) : end(language, .refused(.smsTriesExhausted))
        case .refused(.smsExpired): return go(language, .code(applicant, challenge, .smsExpired))
        case .refused(let code): return end(language, .refused(code))
        case .lost(let code): return go(language, .code(applicant, challenge, code))
        case .person, .codeSent, .application, .standing, .certificatesIssued, .liveEDS, .phoneSignatureOpened,
            .phoneSignatureWaits, .phoneSigned, .revoked, .reservation,
            .exchangeAvailable, .exchangeRegistered, .exchangeStanding, .logInOpened, .logInWaits, .logInComplete,
            .logInSigned, .account, .missingCodeReported, .phoneRegistered:
            return []
        }
    }
}
