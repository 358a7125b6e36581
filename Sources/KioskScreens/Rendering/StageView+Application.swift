import KioskDomain
import KioskTexts

extension StageView {
    static func application(
        _ state: ApplicationState, _ language: Language, _ snapshot: KioskSnapshot
    ) -> StageView {
        switch state {
        case .entering(let proof, let code): enteringNumber(isProven: proof != nil, code)
        case .sendingCode: .wait(IdentityTexts.sending, mayCancel: true)
        case .code(_, let challenge, let code): smsCode(challenge, code, step: nil)
        case .checkingCode: .wait(IdentityTexts.checkingCode, mayCancel: true)
        case .asking: .wait(MyApplicationTexts.asking, mayCancel: true)
        case .shown(let standing, let form): standingView(standing, form, snapshot.pscName)
        case .printing: .wait(MyApplicationTexts.printing)
        case .notice(let standing): noticeBeforeKeys(standing, snapshot, language)
        case .opening: .wait(MyApplicationTexts.opening)
        case .retry(_, _, let code): noLine(code, step: nil)
        }
    }

    /// A file of this application may stand on a stick already; new keys revoke it.
    private static func noticeBeforeKeys(
        _ standing: ApplicationStanding, _ snapshot: KioskSnapshot, _ language: Language
    ) -> StageView {
        var view = liability(snapshot, language, step: nil)
        if standing.facts.medium == .file, standing.facts.status == .issued {
            view.notice = Notice(text: FileTexts.replaces)
        }
        return view
    }

    private static func enteringNumber(isProven: Bool, _ code: FailureCode?) -> StageView {
        var view = StageView(
            "application-number", MyApplicationTexts.title,
            lead: isProven ? MyApplicationTexts.mended : MyApplicationTexts.lead)
        view.notice = code.map { Notice($0) }
        view.content["number"] = MyApplicationTexts.number
        view.content["numberHint"] = MyApplicationTexts.numberHint
        if !isProven {
            view.content["person"] = ["iin": IdentityTexts.iin, "iinHint": IdentityTexts.iinHint] as [String: Any]
        }
        view.addKeypad()
        view.primary = Button(CommonTexts.next, .applicationNumber("", iin: nil), form: "application")
        return view
    }

    /// E10: where it stands and what comes next, calmly.
    private static func standingView(
        _ standing: ApplicationStanding, _ form: SlipResult?, _ centre: Localised
    ) -> StageView {
        var view = StageView("standing", MyApplicationTexts.name(of: standing.facts.status))
        view.content["number"] = standing.number
        view.content["numberLabel"] = CommonTexts.applicationNumber
        view.content["next"] = MyApplicationTexts.next(standing)
        view.content["trouble"] = standing.step == .applyAnew
        view.content["facts"] = facts(standing, centre)
        view.notice = form.map(Self.notice)
        view.cancel = Button(CommonTexts.finish, .done)
        switch standing.step {
        case .handIn:
            view.primary = Button(form == nil ? MyApplicationTexts.print : MyApplicationTexts.printAgain, .printForm)
        case .write:
            let label = standing.facts.medium == .file ? FileTexts.write : MyApplicationTexts.write
            view.primary = Button(label, .writeNow)
        case .wait, .goToCentre, .seeOperator, .applyAnew, .nothing:
            view.primary = view.cancel
            view.cancel = nil
        }
        return view
    }

    private static func facts(_ standing: ApplicationStanding, _ centre: Localised) -> [[String: Any]] {
        var facts: [(Localised, Localised)] = [
            (MyApplicationTexts.made, same(standing.facts.madeOn.short)),
            (MyApplicationTexts.medium, standing.facts.medium.text),
        ]
        if let organisation = standing.organisation {
            facts.append((OrganisationTexts.name, same("\(organisation.name), \(organisation.bin)")))
        }
        if let day = standing.handInBy {
            facts.append((MyApplicationTexts.handInBy, same(day.short)))
            let elsewhere = standing.handInElsewhere.map { MyApplicationTexts.centre.with($0) }
            facts.append((MyApplicationTexts.handInAt, elsewhere ?? centre))
        }
        if let answer = standing.justification { facts.append((MyApplicationTexts.answer, same(answer))) }
        return facts.map { ["label": $0.0, "value": $0.1] }
    }

    static func same(_ text: String) -> Localised { Localised(kk: text, ru: text, en: text) }

    private static func notice(_ form: SlipResult) -> Notice {
        switch form {
        case .printed: Notice(text: MyApplicationTexts.formPrinted, isCalm: true)
        case .unconfirmed: Notice(text: MyApplicationTexts.formUncertain, code: .slipUnconfirmed)
        case .failed(let code): Notice(text: MyApplicationTexts.formFailed, code: code)
        }
    }
}
