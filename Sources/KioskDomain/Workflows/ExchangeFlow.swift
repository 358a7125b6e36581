/// "Exchange of the identity card" (I1–I6): reason, card, eligibility by the portal, photo, signature specimen, fee, EDS.
public enum ExchangeState: Sendable, Hashable {
    /// A new application, or where one stands.
    case choosing
    case reason
    /// The code is what became of the last card.
    case insertCard(CardExchangeReason, FailureCode?)
    case reading(CardExchangeReason)
    /// The card's number is typed.
    case entering(ExchangeHolder, FailureCode?)
    case checking(ExchangeHolder, documentNumber: String)
    /// The portal has an application of this person: whether it was made here.
    case finding(ExchangeHolder)
    /// Free positioning with the rules of a portrait; `code` is why there is no photo yet, or a fault of the camera.
    case positioning(ExchangeDraft, FailureCode?)
    case photographing(ExchangeDraft)
    /// The photo is looked at; another one may be taken.
    case photo(ExchangeDraft)
    case specimen(ExchangeDraft, FailureCode?)
    case payment(ExchangeDraft, FailureCode?)
    case checkingPayment(ExchangeDraft)
    case summary(ExchangeDraft)
    /// The card is wanted again, for the signature.
    case insertToSign(ExchangeDraft, FailureCode?)
    case openingCard(ExchangeDraft)
    case pin(ExchangeDraft, CardReport, FailureCode?)
    /// The next wrong entry may block: only after an explicit yes (E9).
    case lastTry(ExchangeDraft, CardReport)
    case verifying(ExchangeDraft, CardReport)
    case signing(ExchangeDraft)
    case sending(ExchangeDraft)
    case enteringSlip(FailureCode?)
    case asking(slip: String)
    /// `paper`: what became of the slip, once it was printed again.
    case shown(ExchangeStanding, paper: SlipResult?)
    case printing(ExchangeStanding)
    /// The portal did not answer.
    case retry(ExchangeRetry, FailureCode)

    /// True while the next move is the person's.
    var waitsForPerson: Bool {
        switch self {
        case .choosing, .reason, .insertCard, .entering, .positioning, .photo, .specimen, .payment, .summary,
            .insertToSign, .pin, .lastTry, .enteringSlip, .shown, .retry:
            true
        case .reading, .checking, .finding, .photographing, .checkingPayment, .openingCard, .verifying, .signing,
            .sending, .asking, .printing:
            false
        }
    }
}

/// Where "try again" goes on after the line was cut.
public enum ExchangeRetry: Sendable, Hashable {
    case check(ExchangeHolder, documentNumber: String)
    case find(ExchangeHolder)
    case payment(ExchangeDraft)
    /// What was signed is sent again under the same key: it makes one application however often.
    case send(ExchangeDraft)
    case ask(slip: String)
}

extension CitizenSession {
    mutating func exchange(_ language: Language, _ state: ExchangeState, _ event: SessionEvent) -> [SessionEffect] {
        switch state {
        case .choosing: choosingExchange(language, event)
        case .reason: reasonGiven(language, event)
        case .insertCard, .reading: exchangedCard(language, state, event)
        case .entering, .checking, .finding: eligibility(language, state, event)
        case .positioning, .photographing, .photo: photograph(language, state, event)
        case .specimen(let draft, _): specimen(language, draft, event)
        case .payment, .checkingPayment: fee(language, state, event)
        case .summary(let draft): summary(language, draft, event)
        case .insertToSign, .openingCard, .pin, .lastTry, .verifying, .signing, .sending:
            signExchange(language, state, event)
        case .enteringSlip, .asking, .shown, .printing: exchangeStanding(language, state, event)
        case .retry(let point, let code): exchangeRetry(language, point, code, event)
        }
    }

    mutating func exchange(
        _ language: Language, _ state: ExchangeState, doing effects: SessionEffect...
    ) -> [SessionEffect] {
        stage = .exchange(language, state)
        return effects
    }

    private mutating func choosingExchange(_ language: Language, _ event: SessionEvent) -> [SessionEffect] {
        switch event {
        case .person(.exchangeCard): exchange(language, .reason)
        case .person(.exchangeStanding): exchange(language, .enteringSlip(nil))
        default: leaveOnCancel(language, event)
        }
    }

    private mutating func reasonGiven(_ language: Language, _ event: SessionEvent) -> [SessionEffect] {
        guard case .person(.exchangeReason(let reason)) = event else { return leaveOnCancel(language, event) }
        return cardPresent
            ? exchange(language, .reading(reason), doing: .readExchangeCard(reason))
            : exchange(language, .insertCard(reason, nil))
    }

    private mutating func exchangedCard(
        _ language: Language, _ state: ExchangeState, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch (state, event) {
        case (.insertCard(let reason, _), .card(.inserted)):
            return exchange(language, .reading(reason), doing: .readExchangeCard(reason))
        // A card that went and came back while its reading ended is in the reader already.
        case (.insertCard(let reason, _), .person(.tryAgain)) where cardPresent:
            return exchange(language, .reading(reason), doing: .readExchangeCard(reason))
        case (.insertCard(let reason, let code), .card(.removed)) where code != .readerUnplugged:
            return exchange(language, .insertCard(reason, nil))
        case (.insertCard(let reason, _), .card(.readerLost)):
            return exchange(language, .insertCard(reason, .readerUnplugged))
        case (.insertCard(let reason, _), .card(.readerBack)): return exchange(language, .insertCard(reason, nil))
        case (.insertCard, _): return leaveOnCancel(language, event)
        case (.reading, .card(.exchangeHolder(let holder))): return exchange(language, .entering(holder, nil))
        case (.reading, .card(.failed(.exchangeNoEDS))): return end(language, .refused(.exchangeNoEDS))
        case (.reading(let reason), .card(.failed(let code))): return exchange(language, .insertCard(reason, code))
        // The reading tells its end, or its deadline does.
        default: return []
        }
    }

    private mutating func eligibility(
        _ language: Language, _ state: ExchangeState, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch (state, event) {
        case (.entering(let holder, _), .person(.cardNumber(let number))):
            return check(language, holder, number)
        case (.entering(let holder, _), .person(.invalidEntry(let code))):
            return exchange(language, .entering(holder, code))
        case (.checking(let holder, let number), .portal(.exchangeAvailable(let expiresOn))):
            let draft = ExchangeDraft(holder: holder, documentNumber: number, expiresOn: expiresOn)
            return exchange(language, .positioning(draft, nil), doing: .composePhoto)
        case (.checking, .portal(.refused(.exchangeUnavailable))): return end(language, .exchangeUnavailable)
        // A slip of the pen may be mended.
        case (.checking(let holder, _), .portal(.refused(let code)))
        where code == .documentMismatch || code == .documentNumber:
            return exchange(language, .entering(holder, code))
        case (.checking(let holder, _), .portal(.refused(.exchangeUnderWay))): return find(language, holder)
        case (.checking(let holder, let number), .portal(.lost(let code))):
            return exchange(language, .retry(.check(holder, documentNumber: number), code))
        case (.finding, .portal(.exchangeStanding(let standing))):
            return exchange(language, .shown(standing, paper: nil))
        case (.finding(let holder), .portal(.lost(let code))): return exchange(language, .retry(.find(holder), code))
        case (_, .portal(.refused(let code))): return end(language, .refused(code))
        default: return leaveOnCancel(language, event)
        }
    }

    private mutating func check(_ language: Language, _ holder: ExchangeHolder, _ number: String) -> [SessionEffect] {
        exchange(
            language, .checking(holder, documentNumber: number),
            doing: .checkExchange(holder, documentNumber: number, payment: nil))
    }

    private mutating func find(_ language: Language, _ holder: ExchangeHolder) -> [SessionEffect] {
        exchange(language, .finding(holder), doing: .findExchange(holder))
    }

    private mutating func exchangeStanding(
        _ language: Language, _ state: ExchangeState, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch (state, event) {
        case (.enteringSlip, .person(.exchangeSlip(let slip))): return ask(language, slip: slip)
        case (.enteringSlip, .person(.invalidEntry(let code))): return exchange(language, .enteringSlip(code))
        case (.asking, .portal(.exchangeStanding(let standing))):
            return exchange(language, .shown(standing, paper: nil))
        case (.asking, .portal(.refused(.exchangeSlipUnknown))):
            return exchange(language, .enteringSlip(.exchangeSlipUnknown))
        case (.asking, .portal(.refused(let code))): return end(language, .refused(code))
        case (.asking(let slip), .portal(.lost(let code))): return exchange(language, .retry(.ask(slip: slip), code))
        case (.shown(let standing, _), .person(.printForm)):
            guard let iin = standing.iin else { return [] }
            return exchange(
                language, .printing(standing),
                doing: .print(.registration(ExchangeRegistration(slip: standing.slip, iin: iin))))
        case (.shown, .person(.done)): return leave(language)
        // A slip is on its way to paper: cancel and time-out wait for the truth.
        case (.printing(let standing), .printer(.slip(let result))):
            return exchange(language, .shown(standing, paper: result))
        case (.printing, _): return []
        default: return leaveOnCancel(language, event)
        }
    }

    private mutating func ask(_ language: Language, slip: String) -> [SessionEffect] {
        exchange(language, .asking(slip: slip), doing: .askExchange(slip: slip))
    }

    private mutating func exchangeRetry(
        _ language: Language, _ point: ExchangeRetry, _ code: FailureCode, _ event: SessionEvent
    ) -> [SessionEffect] {
        switch (point, event) {
        case (.check(let holder, let number), .person(.tryAgain)): check(language, holder, number)
        case (.find(let holder), .person(.tryAgain)): find(language, holder)
        case (.payment(let draft), .person(.tryAgain)): checkFee(language, draft)
        case (.send(let draft), .person(.tryAgain)):
            exchange(language, .sending(draft), doing: .sendExchange(draft))
        case (.ask(let slip), .person(.tryAgain)): ask(language, slip: slip)
        // The application may be at the portal by now: the slip that is printed says that the person comes again.
        case (.send, .person(.cancel)), (.send, .time(.expired)): end(language, .unanswered(.exchange, code))
        default: leaveOnCancel(language, event)
        }
    }
}
