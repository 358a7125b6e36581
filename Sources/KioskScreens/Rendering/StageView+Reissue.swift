import KioskDomain
import KioskTexts

extension StageView {
    static func reissue(_ state: ReissueState, _ language: Language, _ snapshot: KioskSnapshot) -> StageView {
        switch state {
        case .notice: liability(snapshot, language, step: nil)
        case .pin(let report, let code): pinForReissue(report, code, snapshot.pad)
        case .lastTry(let report): confirming(report, .change)
        case .verifying: .wait(CardTexts.verifying, lead: CardTexts.leaveIn)
        case .signing: .wait(ReissueTexts.signing, lead: CardTexts.leaveIn)
        case .sending: .wait(ReissueTexts.sending)
        case .retry(let code): noLine(code, step: nil)
        case .opening: .wait(MyApplicationTexts.opening)
        }
    }

    /// The first of two entries: it signs with the EDS of until now.
    private static func pinForReissue(_ report: CardReport, _ code: FailureCode?, _ pad: PINPad?) -> StageView {
        var view = StageView("pin", CardTexts.pin, lead: code == nil ? ReissueTexts.pinAdvice : nil)
        view.notice = code.map { Notice($0) }
        view.content["tries"] = CardCareTexts.counter(report.pin)
        view.content["isLast"] = report.pin == .remaining(1)
        view.add(pad)
        return view
    }
}
