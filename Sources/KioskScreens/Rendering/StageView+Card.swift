import KioskDomain
import KioskTexts

extension StageView {
    static func card(_ state: EDSState, _ snapshot: KioskSnapshot) -> StageView {
        switch state {
        case .insertCard(let application, let code): insertCard(application, code)
        case .pin(_, let tries, let code): pin(tries, code, snapshot.pad)
        case .lastTry: lastTry()
        case .verifyingPIN: .wait(CardTexts.verifying, lead: CardTexts.leaveIn, step: .card)
        case .writing(_, let step): writing(step)
        case .offerNewPIN(let set): offerNewPIN(set)
        case .enteringNewPIN(_, let step, let code): newPIN(step, code, snapshot.pad)
        case .changingPIN: .wait(CardTexts.changing, lead: CardTexts.leaveIn, step: .card)
        default: .wait(CardTexts.reading, lead: CardTexts.leaveIn, step: .card)
        }
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
        case .unknown: view.content["tries"] = CardTexts.triesUnknown
        }
        view.add(pad)
        return view
    }

    /// E2a, E8: the EDS is on the card already, so every way out is a good one.
    private static func offerNewPIN(_ set: IssuedSet) -> StageView {
        let lead = set.hasFactoryPIN ? FailureCode.pinFactory.remedy : CardTexts.offerAdvice
        var view = StageView("picture", CardTexts.offer, lead: lead, step: .card)
        view.content["picture"] = "new-pin"
        view.cancel = Button(CardTexts.keepPIN, .done)
        view.primary = Button(CardTexts.changePIN, .changePIN)
        return view
    }

    private static func newPIN(_ step: NewPINStep, _ code: FailureCode?, _ pad: PINPad?) -> StageView {
        let lead = step == .new ? CardTexts.newPINRule : CardTexts.pinPlaces
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

    private static func lastTry() -> StageView {
        var view = StageView("picture", CardTexts.lastTry, lead: CardTexts.lastTryAdvice, step: .card)
        view.content["picture"] = "warning"
        view.primary = Button(CardTexts.useLastTry, .confirmLastTry)
        return view
    }

    private static func writing(_ current: WriteStep) -> StageView {
        var view = StageView("writing", CardTexts.writing, lead: CardTexts.leaveIn, step: .card)
        let position = WriteStep.allCases.firstIndex(of: current) ?? 0
        view.content["steps"] = WriteStep.allCases.enumerated().map { index, step in
            [
                "name": CardTexts.name(of: step), "done": index < position, "current": index == position,
            ] as [String: Any]
        }
        view.isBusy = true
        view.cancel = nil
        return view
    }
}
