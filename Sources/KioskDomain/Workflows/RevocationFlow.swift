/// "Revoke the EDS" by its holder (E7): a statement signed with the key on the card, as the last thing that it signs, or with
/// another EDS of the holder by phone (L5) ends the validity of its set. For a lost card there is ``LostEDSState``.
public enum RevocationState: Sendable, Hashable {
    /// What it means, and the reasons that a holder may give.
    case choosing(CardReport)
    case pin(CardReport, RevocationCause, FailureCode?)
    /// The next wrong entry may block: only after an explicit yes (E9).
    case lastTry(CardReport, RevocationCause)
    case verifying(CardReport, RevocationCause)
    case signing
    /// The signed statement is on its way.
    case sending
    /// The portal did not answer; what was signed can be sent again without the card.
    case retry(FailureCode)

    /// True while the next move is the person's.
    var waitsForPerson: Bool {
        switch self {
        case .choosing, .pin, .lastTry, .retry: true
        case .verifying, .signing, .sending: false
        }
    }
}

extension RevocationCause {
    /// What a holder may say of the own EDS. That a new one takes its place, or that somebody left an organisation, is not
    /// the holder's to say; and a reason is always given.
    public static let ofHolder: [RevocationCause] = [.keyCompromise, .cessationOfOperation]
}

extension CitizenSession {
    /// - Parameter report: of the card that is in the reader.
    mutating func beginRevocation(_ language: Language, _ report: CardReport) -> [SessionEffect] {
        offers(.revocation, report) ? revocation(language, .choosing(report)) : []
    }

    mutating func revocation(_ language: Language, _ state: RevocationState, _ event: SessionEvent) -> [SessionEffect] {
        switch state {
        case .choosing(let report): causeChosen(language, report, event)
        case .pin(let report, let cause, _): pinForRevocation(language, report, cause, event)
        case .lastTry(let report, let cause): lastTryForRevocation(language, report, cause, event)
        case .verifying(let report, let cause): verifiedForRevocation(language, report, cause, event)
        case .signing: revocationSigned(language, event)
        case .sending: revocationAnswered(language, event)
        case .retry(let code): sendRevocationAgain(language, code, event)
        }
    }

    private mutating func revocation(
        _ language: Language, _ state: RevocationState, _ effects: SessionEffect...
    ) -> [SessionEffect] {
        stage = .revocation(language, state)
        return effects
    }

    private mutating func causeChosen(
        _ language: Language, _ report: CardReport, _ event: SessionEvent
    ) -> [SessionEffect] {
        guard case .person(.revokeFor(let cause)) = event, RevocationCause.ofHolder.contains(cause) else {
            return awayFromPINWork(language, report, event)
        }
        return report.pin == .blocked
            ? signByPhone(language, .revocation(report, cause)) : revocation(language, .pin(report, cause, nil))
    }

    private mutating func pinForRevocation(
        _ language: Language, _ report: CardReport, _ cause: RevocationCause, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch event {
        case .person(.pinEntered):
            report.pin.needsYes
                ? revocation(language, .lastTry(report, cause))
                : revocation(language, .verifying(report, cause), .verifyPIN)
        case .person(.invalidEntry(let code)): revocation(language, .pin(report, cause, code))
        case .person(.signByPhone): signByPhone(language, .revocation(report, cause))
        default: awayFromPINWork(language, report, event)
        }
    }

    private mutating func lastTryForRevocation(
        _ language: Language, _ report: CardReport, _ cause: RevocationCause, _ event: SessionEvent
    ) -> [SessionEffect] {
        guard case .person(.confirmLastTry) = event else { return awayFromPINWork(language, report, event) }
        return revocation(language, .verifying(report, cause), .verifyPIN)
    }

    /// Cancel, time-out and a drawn card wait for the card's answer: only that counts a try.
    private mutating func verifiedForRevocation(
        _ language: Language, _ report: CardReport, _ cause: RevocationCause, _ event: SessionEvent
    ) -> [SessionEffect] {
        guard case .card(let answer) = event else { return [] }
        var report = report
        switch answer {
        case .pinAccepted: return revocation(language, .signing, .signRevocation(cause))
        case .pinWrong(let tries):
            report.pin = if case .remaining(let count) = tries { .remaining(count) } else { .unknown }
            return revocation(language, .pin(report, cause, .pinWrong))
        case .pinBlocked:
            report.pin = .blocked
            return care(language, .shown(report, .pinBlocked), .forgetPIN)
        case .failed(let code): return care(language, .insertCard(code), .releaseCard)
        default: return []
        }
    }

    private mutating func revocationSigned(_ language: Language, _ event: SessionEvent) -> [SessionEffect] {
        switch event {
        case .card(.revocationSigned): revocation(language, .sending, .sendRevocation)
        case .card(.failed(let code)): care(language, .insertCard(code), .releaseCard)
        default: []
        }
    }

    private mutating func revocationAnswered(_ language: Language, _ event: SessionEvent) -> [SessionEffect] {
        switch event {
        case .portal(.revoked(let revoked)): end(language, .edsRevoked(revoked))
        case .portal(.refused(let code)): end(language, .refused(code))
        case .portal(.lost(let code)): revocation(language, .retry(code))
        default: []
        }
    }

    /// The EDS may be revoked by now: whoever leaves gets a slip that says where to see it.
    private mutating func sendRevocationAgain(
        _ language: Language, _ code: FailureCode, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch event {
        case .person(.tryAgain): revocation(language, .sending, .sendRevocation)
        case .person(.cancel), .time(.expired): end(language, .unanswered(.revocation, code))
        case .person, .time, .card, .camera, .portal, .journal, .printer: []
        }
    }
}
