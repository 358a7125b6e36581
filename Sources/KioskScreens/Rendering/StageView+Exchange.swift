import KioskDomain
import KioskTexts

extension StageView {
    static func exchange(_ state: ExchangeState, _ snapshot: KioskSnapshot) -> StageView {
        switch state {
        case .choosing: choosingExchange()
        case .reason: exchangeReason()
        case .insertCard(_, let code): insertForExchange(ExchangeTexts.insert, code, snapshot)
        case .reading, .openingCard: .wait(CardTexts.reading, lead: CardTexts.leaveIn)
        case .entering(let holder, let code): cardNumber(holder, code)
        case .checking: .wait(ExchangeTexts.checking, mayCancel: true)
        case .finding: .wait(ExchangeTexts.finding, mayCancel: true)
        case .positioning(_, let code): composing(code)
        case .photographing: photographing()
        case .photo(let draft): photo(draft)
        case .specimen(_, let code): specimen(code)
        case .payment(_, let code): payment(code)
        case .checkingPayment: .wait(ExchangeTexts.checkingFee, mayCancel: true)
        case .summary(let draft): summary(draft, snapshot)
        case .insertToSign(_, let code): insertForExchange(ExchangeTexts.insertToSign, code, snapshot)
        case .pin(_, let report, let code): pinForExchange(report, code, snapshot.pad)
        case .lastTry(_, let report): confirming(report, .change)
        case .verifying: .wait(CardTexts.verifying, lead: CardTexts.leaveIn)
        case .signing: .wait(ExchangeTexts.signing, lead: CardTexts.leaveIn)
        case .sending: .wait(ExchangeTexts.sending)
        case .enteringSlip(let code): slipNumber(code)
        case .asking: .wait(ExchangeStandingTexts.asking, mayCancel: true)
        case .shown(let standing, let paper): exchangeStanding(standing, paper)
        case .printing: .wait(ExchangeStandingTexts.printing)
        case .retry(_, let code): noLine(code, step: nil)
        }
    }

    private static func choosingExchange() -> StageView {
        var view = StageView("services", ExchangeTexts.service)
        let offers: [(String, Localised, Localised, ScreenAction)] = [
            ("card-exchange", ExchangeTexts.apply, ExchangeTexts.applyAbout, .exchangeCard),
            ("my-application", ExchangeTexts.follow, ExchangeTexts.followAbout, .exchangeStanding),
        ]
        view.content["services"] = offers.map { id, name, about, action in
            ["id": id, "name": name, "about": about, "action": Button(name, action).action] as [String: Any]
        }
        return view
    }

    private static func exchangeReason() -> StageView {
        var view = StageView("purposes", ExchangeTexts.whyTitle)
        view.content["purposes"] = CardExchangeReason.allCases.map { reason in
            let name = ExchangeTexts.name(of: reason)
            return ["name": name, "action": Button(name, .exchangeReason(reason)).action] as [String: Any]
        }
        return view
    }

    private static func insertForExchange(
        _ title: Localised, _ code: FailureCode?, _ snapshot: KioskSnapshot
    ) -> StageView {
        var view = StageView("picture", title, lead: ExchangeTexts.insertAdvice)
        view.content["picture"] = "card-in"
        view.notice = code.map { Notice($0) }
        // A card that stayed in after a failed reading gives no event of its own.
        if code != nil, snapshot.session.cardPresent { view.primary = Button(CommonTexts.tryAgain, .tryAgain) }
        return view
    }

    private static func cardNumber(_ holder: ExchangeHolder, _ code: FailureCode?) -> StageView {
        var view = StageView("one-number", ExchangeTexts.number, lead: same("\(holder.name), \(holder.iin.masked)"))
        view.notice = code.map { Notice($0) }
        view.addNumber(ExchangeTexts.numberField, ExchangeTexts.numberHint, 9...9, .cardNumber(""))
        return view
    }

    private static func payment(_ code: FailureCode?) -> StageView {
        var view = StageView("one-number", ExchangeTexts.fee, lead: ExchangeTexts.feeAdvice)
        view.notice = code.map { Notice($0) }
        view.addNumber(ExchangeTexts.feeField, ExchangeTexts.feeHint, 8...20, .payment(""))
        return view
    }

    private static func slipNumber(_ code: FailureCode?) -> StageView {
        var view = StageView("one-number", ExchangeStandingTexts.title, lead: ExchangeStandingTexts.lead)
        view.notice = code.map { Notice($0) }
        view.addNumber(ExchangeTexts.slipNumber, ExchangeStandingTexts.hint, 11...11, .exchangeSlip(""))
        view.content["letter"] = "M"
        return view
    }

    mutating func addNumber(
        _ label: Localised, _ hint: Localised, _ length: ClosedRange<Int>, _ action: ScreenAction
    ) {
        content["field"] = label
        content["hint"] = hint
        content["shortest"] = String(length.lowerBound)
        content["longest"] = String(length.upperBound)
        addKeypad()
        primary = Button(CommonTexts.next, action, form: "number")
    }

    private static func pinForExchange(_ report: CardReport, _ code: FailureCode?, _ pad: PINPad?) -> StageView {
        var view = StageView("pin", CardTexts.pin, lead: code == nil ? ExchangeTexts.pinAdvice : nil)
        view.notice = code.map { Notice($0) }
        view.content["tries"] = CardCareTexts.counter(report.pin)
        view.content["isLast"] = report.pin == .remaining(1)
        view.add(pad)
        return view
    }
}
