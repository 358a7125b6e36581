import KioskDomain
import KioskTexts

extension StageView {
    static func revocation(_ state: RevocationState, _ snapshot: KioskSnapshot) -> StageView {
        switch state {
        case .choosing: causes()
        case .pin(let report, _, let code): pinForRevocation(report, code, snapshot)
        case .lastTry(let report, _): confirming(report, .change)
        case .verifying: .wait(CardTexts.verifying, lead: CardTexts.leaveIn)
        case .signing: .wait(OwnRevocationTexts.signing, lead: CardTexts.leaveIn)
        case .sending: .wait(OwnRevocationTexts.sending)
        case .retry(let code): noLine(code, step: nil)
        }
    }

    /// What it means stands above the reasons: none of them can be taken back.
    private static func causes() -> StageView {
        var view = StageView("purposes", OwnRevocationTexts.title, lead: OwnRevocationTexts.meaning)
        view.content["purposes"] = RevocationCause.ofHolder.map { cause in
            [
                "name": OwnRevocationTexts.name(of: cause),
                "action": Button(OwnRevocationTexts.title, .revokeFor(cause)).action,
            ] as [String: Any]
        }
        return view
    }

    private static func pinForRevocation(
        _ report: CardReport, _ code: FailureCode?, _ snapshot: KioskSnapshot
    ) -> StageView {
        var view = StageView("pin", CardTexts.pin, lead: code == nil ? OwnRevocationTexts.pinAdvice : nil)
        view.notice = code.map { Notice($0) }
        view.content["tries"] = CardCareTexts.counter(report.pin)
        view.content["isLast"] = report.pin == .remaining(1)
        view.add(snapshot.pad)
        view.offerPhone(snapshot)
        return view
    }
}
