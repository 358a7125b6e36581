/// The number in the Mobile Citizens Database, registered or changed with the EDS of the log-in and a code that comes to the
/// new number (L4).
extension CitizenSession {
    mutating func phone(_ language: Language, _ state: AccountState, _ event: SessionEvent) -> [SessionEffect] {
        switch state {
        case .phone(let change, _): enteringPhone(language, change, event)
        case .sendingPhoneCode(let change, let number): phoneCodeSent(language, change, number, event)
        case .phoneCode(let change, let number, let challenge, _):
            typingPhoneCode(language, change, number, challenge, event)
        case .checkingPhoneCode(let change, let number, let challenge):
            phoneCodeJudged(language, change, number, challenge, event)
        default: []
        }
    }

    private mutating func enteringPhone(
        _ language: Language, _ change: PhoneChange, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch event {
        case .person(.phone(let number)): sendPhoneCode(language, change, number)
        case .person(.invalidEntry(let code)): account(language, .phone(change, code))
        default: backFromPhone(language, change, event)
        }
    }

    private mutating func sendPhoneCode(
        _ language: Language, _ change: PhoneChange, _ number: MobileNumber
    ) -> [SessionEffect] {
        account(language, .sendingPhoneCode(change, number), .sendPhoneCode(change.logIn, number))
    }

    private mutating func phoneCodeSent(
        _ language: Language, _ change: PhoneChange, _ number: MobileNumber, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch event {
        case .portal(.codeSent(let challenge)): account(language, .phoneCode(change, number, challenge, nil))
        // The account stays open; another number, or the same one later, may do.
        case .portal(.refused(.phoneInvalid)), .portal(.refused(.smsLimit)), .portal(.lost):
            account(language, .phone(change, event.portalCode))
        default: phoneRefused(language, event)
        }
    }

    private mutating func typingPhoneCode(
        _ language: Language, _ change: PhoneChange, _ number: MobileNumber, _ challenge: CodeChallenge,
        _ event: SessionEvent
    ) -> [SessionEffect] {
        switch event {
        case .person(.code(let code)): confirmPhone(language, change, number, challenge, code)
        case .person(.sendCodeAgain): sendPhoneCode(language, change, number)
        case .person(.codeMissing): codeMissing(language, at: .phone(change, number, challenge))
        default: backFromPhone(language, change, event)
        }
    }

    private mutating func confirmPhone(
        _ language: Language, _ change: PhoneChange, _ number: MobileNumber, _ challenge: CodeChallenge, _ code: String
    ) -> [SessionEffect] {
        account(
            language, .checkingPhoneCode(change, number, challenge),
            .confirmPhone(change.logIn, challenge, code: code))
    }

    private mutating func phoneCodeJudged(
        _ language: Language, _ change: PhoneChange, _ number: MobileNumber, _ challenge: CodeChallenge,
        _ event: SessionEvent
    ) -> [SessionEffect] {
        var challenge = challenge
        switch event {
        case .portal(.phoneRegistered): return phoneRegistered(language, change, challenge)
        case .portal(.codeWrong(let left)):
            challenge.triesLeft = left
            return left > 0
                ? account(language, .phoneCode(change, number, challenge, .smsWrong))
                : account(language, .phone(change, .smsTriesExhausted))
        case .portal(.refused(.smsExpired)), .portal(.lost):
            return account(language, .phoneCode(change, number, challenge, event.portalCode))
        default: return phoneRefused(language, event)
        }
    }

    /// The account shows the new number; a log-in that waited for one gets its code.
    private mutating func phoneRegistered(
        _ language: Language, _ change: PhoneChange, _ challenge: CodeChallenge
    ) -> [SessionEffect] {
        switch change {
        case .account(var open):
            open.summary.maskedPhone = challenge.maskedPhone
            return account(language, .shown(open, phoneIsNew: true))
        case .beforeCode(let signed): return sendLogInCode(language, signed)
        }
    }

    private mutating func phoneRefused(_ language: Language, _ event: SessionEvent) -> [SessionEffect] {
        logInRefused(language, .begin(.card), event)
    }

    /// Cancel goes back to the account and has changed nothing.
    private mutating func backFromPhone(
        _ language: Language, _ change: PhoneChange, _ event: SessionEvent
    ) -> [SessionEffect] {
        if case .account(let open) = change, case .person(.cancel) = event {
            return account(language, .shown(open, phoneIsNew: false))
        }
        return leaveOnCancel(language, event)
    }
}

extension SessionEvent {
    /// Why the portal did not do it.
    fileprivate var portalCode: FailureCode? {
        switch self {
        case .portal(.refused(let code)), .portal(.lost(let code)): code
        default: nil
        }
    }
}
