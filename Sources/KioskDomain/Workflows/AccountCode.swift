/// The SMS code of a log-in (L2).
extension CitizenSession {
    mutating func sendLogInCode(_ language: Language, _ signed: SignedLogIn) -> [SessionEffect] {
        account(language, .sendingCode(signed), .sendCode(signed.iin, .login))
    }

    mutating func logInCode(_ language: Language, _ state: AccountState, _ event: SessionEvent) -> [SessionEffect] {
        switch state {
        case .sendingCode(let signed): codeSentForLogIn(language, signed, event)
        case .code(let awaited, _): typingLogInCode(language, awaited, event)
        case .checkingCode(let awaited): logInCodeJudged(language, awaited, event)
        case .noPhone(let signed): offeringRegistration(language, signed, event)
        default: []
        }
    }

    private mutating func codeSentForLogIn(
        _ language: Language, _ signed: SignedLogIn, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch event {
        case .portal(.codeSent(let challenge)):
            account(language, .code(AwaitedCode(signed: signed, challenge: challenge), nil))
        case .portal(.refused(.smsPhoneUnknown)): account(language, .noPhone(signed))
        default: logInRefused(language, .sendCode(signed), event)
        }
    }

    private mutating func typingLogInCode(
        _ language: Language, _ awaited: AwaitedCode, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch event {
        case .person(.code(let code)):
            account(language, .checkingCode(awaited), .answerCode(awaited.challenge, code: code))
        case .person(.sendCodeAgain): sendLogInCode(language, awaited.signed)
        case .person(.codeMissing): codeMissing(language, at: .logIn(awaited))
        default: leaveOnCancel(language, event)
        }
    }

    private mutating func logInCodeJudged(
        _ language: Language, _ awaited: AwaitedCode, _ event: SessionEvent
    ) -> [SessionEffect] {
        var awaited = awaited
        switch event {
        case .portal(.codeRight(let proof)): return fetch(language, awaited.signed.logIn, .card, proof: proof)
        case .portal(.codeWrong(let left)):
            awaited.challenge.triesLeft = left
            return left > 0
                ? account(language, .code(awaited, .smsWrong)) : end(language, .refused(.smsTriesExhausted))
        case .portal(.refused(.smsExpired)): return account(language, .code(awaited, .smsExpired))
        case .portal(.lost(let code)): return account(language, .code(awaited, code))
        default: return logInRefused(language, .sendCode(awaited.signed), event)
        }
    }

    private mutating func offeringRegistration(
        _ language: Language, _ signed: SignedLogIn, _ event: SessionEvent
    ) -> [SessionEffect] {
        guard case .person(.changePhone) = event else { return leaveOnCancel(language, event) }
        return account(language, .phone(.beforeCode(signed), nil))
    }
}
