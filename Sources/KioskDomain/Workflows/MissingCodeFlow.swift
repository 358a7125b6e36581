/// Where the SMS code is awaited that did not come; the person goes back there.
public enum AwaitedCodeScreen: Sendable, Hashable {
    /// Before the camera (B0).
    case identification(Applicant, CodeChallenge)
    /// An application of one's own (E10).
    case application(ApplicationQuery, CodeChallenge)
    /// Log-in to the personal account (L1).
    case logIn(AwaitedCode)
    /// A number that is to be registered (L4).
    case phone(PhoneChange, MobileNumber, CodeChallenge)

    /// The code.
    public var challenge: CodeChallenge {
        switch self {
        case .identification(_, let challenge), .application(_, let challenge), .phone(_, _, let challenge): challenge
        case .logIn(let awaited): awaited.challenge
        }
    }

    /// Whose code it is; nil where nothing has said so yet.
    public var iin: IIN? {
        switch self {
        case .identification(let applicant, _): applicant.identity.iin
        case .application(let query, _): query.iin
        case .logIn(let awaited): awaited.signed.iin
        case .phone(let change, _, _): change.iin
        }
    }

    /// The number to which it went, where the person typed it here.
    var number: MobileNumber? { if case .phone(_, let number, _) = self { number } else { nil } }

    /// Whether an account is open behind it, which ends with its card (R3).
    var isOfAccount: Bool {
        switch self {
        case .logIn, .phone: true
        case .identification, .application: false
        }
    }

    func stage(in language: Language) -> CitizenSession.Stage {
        switch self {
        case .identification(let applicant, let challenge): .eds(language, .code(applicant, challenge, nil))
        case .application(let query, let challenge): .application(language, .code(query, challenge, nil))
        case .logIn(let awaited): .account(language, .code(awaited, nil))
        case .phone(let change, let number, let challenge):
            .account(language, .phoneCode(change, number, challenge, nil))
        }
    }
}

/// The report of a code that did not come (L3), from every screen that waits for one.
public enum MissingCodeState: Sendable, Hashable {
    /// Why it may not have come.
    case reason(AwaitedCodeScreen)
    case phone(AwaitedCodeScreen, SMSNotReceivedReason, FailureCode?)
    /// The four fields, before they are sent.
    case report(AwaitedCodeScreen, MissingCode, FailureCode?)
    case reporting(AwaitedCodeScreen, MissingCode)
    /// What the person quotes.
    case reported(AwaitedCodeScreen, number: String)

    /// True while the next move is the person's.
    var waitsForPerson: Bool {
        switch self {
        case .reason, .phone, .report, .reported: true
        case .reporting: false
        }
    }

    /// Where the code is awaited.
    public var screen: AwaitedCodeScreen {
        switch self {
        case .reason(let screen), .phone(let screen, _, _), .report(let screen, _, _), .reporting(let screen, _),
            .reported(let screen, _):
            screen
        }
    }
}

extension CitizenSession {
    mutating func codeMissing(_ language: Language, at screen: AwaitedCodeScreen) -> [SessionEffect] {
        screen.iin == nil ? [] : missingCode(language, .reason(screen))
    }

    mutating func missingCode(
        _ language: Language, _ state: MissingCodeState, _ event: SessionEvent
    ) -> [SessionEffect] {
        if state.screen.isOfAccount, event.endsAccount(.card) { return leave(language) }
        return switch state {
        case .reason(let screen): reasonOfMissingCode(language, screen, event)
        case .phone(let screen, let reason, _): phoneOfMissingCode(language, screen, reason, event)
        case .report(let screen, let report, _): reportOfMissingCode(language, screen, report, event)
        case .reporting(let screen, let report): reportAnswered(language, screen, report, event)
        case .reported(let screen, _): missingCodeReported(language, screen, event)
        }
    }

    private mutating func missingCode(
        _ language: Language, _ state: MissingCodeState, _ effects: SessionEffect...
    ) -> [SessionEffect] {
        stage = .missingCode(language, state)
        return effects
    }

    /// A number that was typed a moment ago is not asked for again.
    private mutating func reasonOfMissingCode(
        _ language: Language, _ screen: AwaitedCodeScreen, _ event: SessionEvent
    ) -> [SessionEffect] {
        guard case .person(.codeMissingFor(let reason)) = event else { return leaveOnCancel(language, event) }
        guard let number = screen.number else { return missingCode(language, .phone(screen, reason, nil)) }
        return missingCode(language, .report(screen, MissingCode(reason: reason, phone: number), nil))
    }

    private mutating func phoneOfMissingCode(
        _ language: Language, _ screen: AwaitedCodeScreen, _ reason: SMSNotReceivedReason, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch event {
        case .person(.phone(let number)):
            missingCode(language, .report(screen, MissingCode(reason: reason, phone: number), nil))
        case .person(.invalidEntry(let code)): missingCode(language, .phone(screen, reason, code))
        default: leaveOnCancel(language, event)
        }
    }

    private mutating func reportOfMissingCode(
        _ language: Language, _ screen: AwaitedCodeScreen, _ report: MissingCode, _ event: SessionEvent
    ) -> [SessionEffect] {
        guard case .person(.sendReport) = event, let iin = screen.iin else { return leaveOnCancel(language, event) }
        return missingCode(
            language, .reporting(screen, report), .reportMissingCode(iin, screen.challenge, report, language))
    }

    /// The portal knows a report that it has: the same one sent again gets the same number.
    private mutating func reportAnswered(
        _ language: Language, _ screen: AwaitedCodeScreen, _ report: MissingCode, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch event {
        case .portal(.missingCodeReported(let number)): missingCode(language, .reported(screen, number: number))
        case .portal(.refused(.phoneInvalid)): missingCode(language, .phone(screen, report.reason, .phoneInvalid))
        case .portal(.lost(let code)): missingCode(language, .report(screen, report, code))
        case .portal(.refused(let code)): end(language, .refused(code))
        default: leaveOnCancel(language, event)
        }
    }

    private mutating func missingCodeReported(
        _ language: Language, _ screen: AwaitedCodeScreen, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch event {
        case .person(.tryAgain):
            stage = screen.stage(in: language)
            return []
        case .person(.done): return leave(language)
        default: return leaveOnCancel(language, event)
        }
    }
}
