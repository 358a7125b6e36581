import KioskDomain
import KioskTexts

extension StageView {
    static func card(_ state: EDSState, _ snapshot: KioskSnapshot) -> StageView {
        switch state {
        case .insertCard(let application, let code): insertCard(application, code)
        case .pin(_, let tries, let code): pin(tries, code, snapshot.pad)
        case .lastTry(_, let tries):
            beforeTry(tries, last: CardTexts.lastTryAdvice, unknown: PINTexts.unknownTries, step: .card)
        case .verifyingPIN: .wait(CardTexts.verifying, lead: CardTexts.leaveIn, step: .card)
        case .writing(_, let step): writing(CardTexts.writing, CardTexts.leaveIn, step, CardTexts.name(of:))
        case .offerNewPIN(let set): offerNewPIN(set, CardTexts.offer)
        case .enteringNewPIN(_, let step, let code): newPIN(step, code, snapshot.pad, CardTexts.newPINRule)
        case .changingPIN: .wait(CardTexts.changing, lead: CardTexts.leaveIn, step: .card)
        default: .wait(CardTexts.reading, lead: CardTexts.leaveIn, step: .card)
        }
    }

    /// The same on a vendor's token.
    static func token(_ state: EDSState, _ snapshot: KioskSnapshot) -> StageView {
        switch state {
        case .pin(_, let tries, let code):
            var view = pin(tries, code, snapshot.pad)
            view.title = TokenTexts.pin
            switch tries {
            case .several, .unknown: view.content["tries"] = TokenTexts.triesUnknown
            case .wrongHere(let count): view.content["tries"] = TokenTexts.wrongHere.with(count)
            case .remaining: break
            }
            return view
        case .lastTry(_, let tries):
            return beforeTry(tries, last: TokenTexts.lastTryAdvice, unknown: TokenTexts.unknownTries, step: .card)
        case .verifyingPIN: return .wait(TokenTexts.verifying, lead: TokenTexts.leaveIn, step: .card)
        case .writing(_, let step):
            return writing(TokenTexts.writing, TokenTexts.leaveIn, step, TokenTexts.name(of:))
        case .offerNewPIN(let set): return offerNewPIN(set, TokenTexts.offer)
        case .enteringNewPIN(_, let step, let code):
            return newPIN(step, code, snapshot.pad, TokenTexts.newPINRule)
        case .changingPIN: return .wait(CardTexts.changing, lead: TokenTexts.leaveIn, step: .card)
        default: return .wait(TokenTexts.reading, lead: TokenTexts.leaveIn, step: .card)
        }
    }

    static func insertToken(_ application: Application, _ sight: TokenSight?) -> StageView {
        var view = StageView(
            "insert-token", TokenTexts.insert(application.medium), lead: TokenTexts.insertAdvice, step: .card)
        view.notice = sight?.code.map { Notice($0) }
        if sight?.code != nil { view.primary = Button(CommonTexts.tryAgain, .tryAgain) }
        view.content["accepted"] = CommonTexts.applicationNumber
        view.content["number"] = application.number
        view.add(application.organisation)
        return view
    }

    private static func insertCard(_ application: Application, _ code: FailureCode?) -> StageView {
        var view = StageView("insert-card", CardTexts.insert, lead: CardTexts.insertAdvice, step: .card)
        view.notice = code.map { Notice($0) }
        view.content["accepted"] = CardTexts.accepted
        view.content["number"] = application.number
        return view
    }

    /// E9: the counter stands above the pad before anything is entered.
    private static func pin(_ tries: PINTries, _ code: FailureCode?, _ pad: PINPad?) -> StageView {
        var view = StageView("pin", CardTexts.pin, lead: code == nil ? CardTexts.pinPlaces : nil, step: .card)
        view.notice = code.map { Notice($0) }
        switch tries {
        case .remaining(let count):
            view.content["tries"] = count == 1 ? CardTexts.lastOne : CardTexts.triesLeft.with(count)
            view.content["isLast"] = count == 1
        case .several, .unknown, .wrongHere: view.content["tries"] = CardTexts.triesUnknown
        }
        view.add(pad)
        return view
    }

    /// E2a, E8: the EDS is on the card already, so every way out is a good one.
    private static func offerNewPIN(_ set: IssuedSet, _ title: Localised) -> StageView {
        let lead = set.hasFactoryPIN ? FailureCode.pinFactory.remedy : CardTexts.offerAdvice
        var view = StageView("picture", title, lead: lead, step: .card)
        view.content["picture"] = "new-pin"
        view.cancel = Button(CardTexts.keepPIN, .done)
        view.primary = Button(CardTexts.changePIN, .changePIN)
        return view
    }

    private static func newPIN(
        _ step: NewPINStep, _ code: FailureCode?, _ pad: PINPad?, _ rule: Localised
    ) -> StageView {
        let lead = step == .new ? rule : CardTexts.pinPlaces
        var view = StageView("pin", CardTexts.title(of: step), lead: code == nil ? lead : nil, step: .card)
        view.notice = code.map { Notice($0) }
        view.cancel = Button(CardTexts.keepPIN, .cancel)
        view.add(pad)
        return view
    }

    mutating func add(_ pad: PINPad?) {
        content["entry"] = CardTexts.pinEntry
        content["entered"] = CardTexts.pinEntered.with("{}")
        content["erase"] = IdentityTexts.erase
        if let pad {
            let keys = pad.labels.enumerated().map { ["position": String($0.offset), "label": String($0.element)] }
            content["pad"] = pad.id
            content["keys"] = Array(keys.dropLast())
            content["lastKey"] = keys.last
        }
        primary = Button(CommonTexts.next, .pin(pad: pad?.id ?? "", positions: []), form: "pin")
    }

    /// E9: the yes before a try that blocks, and before one of which nobody knows whether it does.
    static func beforeTry(
        _ tries: PINTries, last: Localised, unknown: Localised, step: ProgressStep? = nil
    ) -> StageView {
        let isLast = tries == .remaining(1)
        var view = StageView(
            "picture", isLast ? CardTexts.lastTry : CardTexts.areYouSure, lead: isLast ? last : unknown, step: step)
        view.content["picture"] = isLast ? "warning" : "new-pin"
        view.primary = Button(isLast ? CardTexts.useLastTry : CardTexts.goOn, .confirmLastTry)
        return view
    }

    private static func writing(
        _ title: Localised, _ lead: Localised, _ current: WriteStep, _ name: (WriteStep) -> Localised
    ) -> StageView {
        var view = StageView("writing", title, lead: lead, step: .card)
        let position = WriteStep.allCases.firstIndex(of: current) ?? 0
        view.content["steps"] = WriteStep.allCases.enumerated().map { index, step in
            [
                "name": name(step), "done": index < position, "current": index == position,
            ] as [String: Any]
        }
        view.isBusy = true
        view.cancel = nil
        return view
    }
}
