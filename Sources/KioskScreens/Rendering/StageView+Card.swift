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
        var view = StageView("pin", CardTexts.pin, lead: CardTexts.pinPlaces, step: .card)
        view.notice = code.map { Notice($0) }
        switch tries {
        case .remaining(let count):
            view.content["tries"] = count == 1 ? CardTexts.lastOne : CardTexts.triesLeft.with(count)
            view.content["isLast"] = count == 1
        case .unknown: view.content["tries"] = CardTexts.triesUnknown
        }
        view.content["entry"] = CardTexts.pinEntry
        view.content["entered"] = CardTexts.pinEntered.with("{}")
        view.content["erase"] = IdentityTexts.erase
        if let pad {
            let keys = pad.labels.enumerated().map { ["position": String($0.offset), "label": String($0.element)] }
            view.content["pad"] = pad.id
            view.content["keys"] = Array(keys.dropLast())
            view.content["lastKey"] = keys.last
        }
        view.primary = Button(CommonTexts.next, .pin(pad: pad?.id ?? "", positions: []), form: "pin")
        return view
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
