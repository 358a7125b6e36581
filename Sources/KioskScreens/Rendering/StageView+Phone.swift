import KioskDomain
import KioskTexts

/// The number of a personal account (L4), and the report of a code that did not come (L3), wherever it was awaited.
extension StageView {
    static func phone(_ state: AccountState) -> StageView {
        switch state {
        case .noPhone:
            var view = StageView("picture", PhoneTexts.none, lead: PhoneTexts.noneAdvice)
            view.content["picture"] = "log-in-phone"
            view.primary = Button(PhoneTexts.register, .changePhone)
            return view
        case .phone(_, let code): return phoneNumber(PhoneTexts.title, PhoneTexts.advice, code)
        case .phoneCode(_, _, let challenge, let code): return smsCode(challenge, code, step: nil)
        default: return .wait(PhoneTexts.registering)
        }
    }

    private static func phoneNumber(_ title: Localised, _ lead: Localised?, _ code: FailureCode?) -> StageView {
        var view = StageView("one-number", title, lead: lead)
        view.notice = code.map { Notice($0) }
        view.addNumber(PhoneTexts.field, PhoneTexts.hint, 10...10, .phone(""))
        view.content["letter"] = "+7"
        return view
    }

    static func missingCode(_ state: MissingCodeState) -> StageView {
        switch state {
        case .reason: return reasons()
        case .phone(_, _, let code): return phoneNumber(PhoneTexts.missingPhone, nil, code)
        case .report(let screen, let report, let code): return fields(screen, report, code)
        case .reporting: return .wait(PhoneTexts.sending, mayCancel: true)
        case .reported(_, let number):
            var view = StageView("report", PhoneTexts.sent, lead: PhoneTexts.sentAdvice)
            view.content["number"] = number
            view.cancel = Button(CommonTexts.finish, .done)
            view.primary = Button(PhoneTexts.back, .tryAgain)
            return view
        }
    }

    private static func reasons() -> StageView {
        var view = StageView("purposes", PhoneTexts.why, lead: PhoneTexts.whyAdvice)
        view.content["purposes"] = SMSNotReceivedReason.allCases.map { reason in
            ["name": reason.text, "action": Button(reason.text, .codeMissingFor(reason)).action] as [String: Any]
        }
        return view
    }

    /// L3: IIN, phone, time of the request, description; nothing else.
    private static func fields(
        _ screen: AwaitedCodeScreen, _ report: MissingCode, _ code: FailureCode?
    ) -> StageView {
        var view = StageView("report", PhoneTexts.report, lead: PhoneTexts.reportAdvice)
        view.notice = code.map { Notice($0) }
        let fields: [(Localised, Localised)] = [
            (IdentityTexts.iin, same(screen.iin?.masked ?? "–")), (PhoneTexts.field, same(report.phone.spaced)),
            (
                PhoneTexts.requested,
                same(screen.challenge.requestedOn.map { "\($0.date.short) \($0.time.hoursAndMinutes)" } ?? "–")
            ), (PhoneTexts.description, report.reason.text),
        ]
        view.content["facts"] = fields.map { ["label": $0.0, "value": $0.1] as [String: Any] }
        view.primary = Button(PhoneTexts.send, .sendReport)
        return view
    }
}
