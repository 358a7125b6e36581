import KioskDomain
import KioskTexts

extension StageView {
    static func reissue(_ state: ReissueState, _ language: Language, _ snapshot: KioskSnapshot) -> StageView {
        switch state {
        case .enteringBIN(_, let code): enteringBIN(code)
        case .choosingMedium(_, _, let code): mediumOfOrganisation(code, snapshot.session)
        case .notice: liability(snapshot, language, step: nil)
        case .pin(let report, let wish, let code): pinForReissue(report, wish, code, snapshot.pad)
        case .lastTry(let report, _): confirming(report, .change)
        case .verifying: .wait(CardTexts.verifying, lead: CardTexts.leaveIn)
        case .signing: .wait(ReissueTexts.signing, lead: CardTexts.leaveIn)
        case .sending: .wait(ReissueTexts.sending)
        case .retry(let code): noLine(code, step: nil)
        case .opening: .wait(MyApplicationTexts.opening)
        }
    }

    /// It signs with the EDS of until now; a card that is renewed is asked for the PIN once more.
    private static func pinForReissue(
        _ report: CardReport, _ wish: SignedWish, _ code: FailureCode?, _ pad: PINPad?
    ) -> StageView {
        let advice = wish == .renewal ? ReissueTexts.pinAdvice : OrganisationTexts.pinAdvice
        var view = StageView("pin", CardTexts.pin, lead: code == nil ? advice : nil)
        view.notice = code.map { Notice($0) }
        view.content["tries"] = CardCareTexts.counter(report.pin)
        view.content["isLast"] = report.pin == .remaining(1)
        view.add(pad)
        return view
    }
}
