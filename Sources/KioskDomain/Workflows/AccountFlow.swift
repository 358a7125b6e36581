/// "Personal account": log-in by card, PIN and SMS code, or by the mobile app; then the person's own services (L1–L4).
public enum AccountState: Sendable, Hashable {
    /// Card or phone.
    case choosing
    /// The portal gives a challenge.
    case opening(LogInWay)
    /// The mobile app scans the QR code that is shown; the code says that the line is cut.
    case scanning(LogIn, FailureCode?)
    /// The code is what became of the last card.
    case insertCard(LogIn, FailureCode?)
    case reading(LogIn)
    case pin(LogIn, CardReport, FailureCode?)
    /// The next wrong entry may block: only after an explicit yes (E9).
    case lastTry(LogIn, CardReport)
    case verifying(LogIn, CardReport)
    /// The challenge is signed and shown to the portal.
    case signing(LogIn)
    case sendingCode(SignedLogIn)
    case code(AwaitedCode, FailureCode?)
    case checkingCode(AwaitedCode)
    /// The Mobile Citizens Database has no number: one can be registered now (L4).
    case noPhone(SignedLogIn)
    /// The log-in is completed and the account is fetched.
    case fetching(LogIn, LogInWay, proof: String?)
    /// `phoneIsNew`: the number has just been registered.
    case shown(OpenAccount, phoneIsNew: Bool)
    /// One of its lists, a page at a time.
    case listed(OpenAccount, AccountPage)
    case phone(PhoneChange, FailureCode?)
    case sendingPhoneCode(PhoneChange, MobileNumber)
    case phoneCode(PhoneChange, MobileNumber, CodeChallenge, FailureCode?)
    case checkingPhoneCode(PhoneChange, MobileNumber, CodeChallenge)
    case retry(LogInRetry, FailureCode)

    /// True while the next move is the person's.
    var waitsForPerson: Bool {
        switch self {
        case .choosing, .scanning, .insertCard, .pin, .lastTry, .code, .noPhone, .shown, .listed, .phone, .phoneCode,
            .retry:
            true
        case .opening, .reading, .verifying, .signing, .sendingCode, .checkingCode, .fetching, .sendingPhoneCode,
            .checkingPhoneCode:
            false
        }
    }
}

extension CitizenSession {
    mutating func account(_ language: Language, _ state: AccountState, _ event: SessionEvent) -> [SessionEffect] {
        // Whoever takes the card is gone, and whoever puts one in may be the next: neither finds an account that is open.
        if let way = state.way, event.endsAccount(way) { return leave(language) }
        return switch state {
        case .choosing: choosingWay(language, event)
        case .opening(let way): logInOpened(language, way, event)
        case .scanning(let logIn, _): scanning(language, logIn, event)
        case .insertCard(let logIn, let code): insertingForLogIn(language, logIn, code, event)
        case .reading(let logIn): readForLogIn(language, logIn, event)
        case .pin(let logIn, let report, _): pinForLogIn(language, logIn, report, event)
        case .lastTry(let logIn, let report): lastTryForLogIn(language, logIn, report, event)
        case .verifying(let logIn, let report): verifiedForLogIn(language, logIn, report, event)
        case .signing(let logIn): signedForLogIn(language, logIn, event)
        case .fetching(let logIn, let way, let proof): accountFetched(language, logIn, way, proof, event)
        case .shown(let open, _): accountShown(language, open, event)
        case .listed(let open, _): accountListed(language, open, event)
        case .retry(let point, _): logInAgain(language, point, event)
        case .sendingCode, .code, .checkingCode, .noPhone: logInCode(language, state, event)
        case .phone, .sendingPhoneCode, .phoneCode, .checkingPhoneCode: phone(language, state, event)
        }
    }

    mutating func account(
        _ language: Language, _ state: AccountState, _ effects: SessionEffect...
    ) -> [SessionEffect] {
        stage = .account(language, state)
        return effects
    }

    private mutating func choosingWay(_ language: Language, _ event: SessionEvent) -> [SessionEffect] {
        guard case .person(.logIn(let way)) = event else { return leaveOnCancel(language, event) }
        return account(language, .opening(way), .openLogIn)
    }

    private mutating func logInOpened(
        _ language: Language, _ way: LogInWay, _ event: SessionEvent
    ) -> [SessionEffect] {
        guard case .portal(.logInOpened(let logIn)) = event else {
            return logInRefused(language, .begin(way), event)
        }
        switch way {
        case .phone: return account(language, .scanning(logIn, nil), .askLogIn(logIn))
        case .card:
            return cardPresent
                ? account(language, .reading(logIn), .readCardReport) : account(language, .insertCard(logIn, nil))
        }
    }

    /// Asked again and again, each time for one answer, until the app has scanned it or its time is over. A cut line ends
    /// nothing: the app may have scanned it meanwhile.
    private mutating func scanning(
        _ language: Language, _ logIn: LogIn, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch event {
        case .portal(.logInWaits): account(language, .scanning(logIn, nil), .askLogIn(logIn))
        case .portal(.lost(let code)): account(language, .scanning(logIn, code), .askLogIn(logIn))
        case .portal(.logInComplete): fetch(language, logIn, .phone, proof: nil)
        default: logInRefused(language, .begin(.phone), event)
        }
    }

    /// What the portal says wherever it is asked; everything else waits, or ends by the person.
    ///
    /// - Parameter point: where it goes on once the portal answers again.
    mutating func logInRefused(
        _ language: Language, _ point: LogInRetry, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch event {
        case .portal(.refused(.logInOver)):
            account(language, .retry(.begin(point.way), .logInOver), .releaseCard)
        case .portal(.refused(let code)): end(language, .refused(code))
        case .portal(.lost(let code)): account(language, .retry(point, code), .releaseCard)
        default: leaveOnCancel(language, event)
        }
    }

    mutating func fetch(
        _ language: Language, _ logIn: LogIn, _ way: LogInWay, proof: String?
    ) -> [SessionEffect] {
        account(language, .fetching(logIn, way, proof: proof), .fetchAccount(logIn, proof: proof))
    }

    private mutating func accountFetched(
        _ language: Language, _ logIn: LogIn, _ way: LogInWay, _ proof: String?, _ event: SessionEvent
    ) -> [SessionEffect] {
        guard case .portal(.account(let summary)) = event else {
            return logInRefused(language, .fetch(logIn, way, proof: proof), event)
        }
        return account(language, .shown(OpenAccount(logIn: logIn, way: way, summary: summary), phoneIsNew: false))
    }

    private mutating func accountShown(
        _ language: Language, _ open: OpenAccount, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch event {
        case .person(.changePhone) where open.way == .card: account(language, .phone(.account(open), nil))
        case .person(.accountPage(let page)): turn(language, open, to: page)
        case .person(.done): leave(language)
        default: leaveOnCancel(language, event)
        }
    }

    private mutating func logInAgain(
        _ language: Language, _ point: LogInRetry, _ event: SessionEvent
    ) -> [SessionEffect] {
        guard case .person(.tryAgain) = event else { return leaveOnCancel(language, event) }
        switch point {
        case .begin(let way): return account(language, .opening(way), .openLogIn)
        case .sendCode(let signed): return sendLogInCode(language, signed)
        case .fetch(let logIn, let way, let proof): return fetch(language, logIn, way, proof: proof)
        }
    }
}

extension AccountState {
    /// How the portal knows whose account this is; nil while it does not.
    var way: LogInWay? {
        switch self {
        case .sendingCode, .code, .checkingCode, .noPhone, .phone, .sendingPhoneCode, .phoneCode, .checkingPhoneCode,
            .retry(.sendCode, _):
            .card
        case .fetching(_, let way, _), .retry(.fetch(_, let way, _), _): way
        case .shown(let open, _), .listed(let open, _): open.way
        case .choosing, .opening, .scanning, .insertCard, .reading, .pin, .lastTry, .verifying, .signing,
            .retry(.begin, _):
            nil
        }
    }
}

extension SessionEvent {
    /// The card that opened an account is gone, or another one has come.
    func endsAccount(_ way: LogInWay) -> Bool {
        switch self {
        case .card(.inserted): true
        case .card(.removed), .card(.readerLost): way == .card
        default: false
        }
    }
}

extension LogInRetry {
    /// How another log-in begins, once the time of this one is over.
    var way: LogInWay {
        switch self {
        case .begin(let way), .fetch(_, let way, _): way
        case .sendCode: .card
        }
    }
}
