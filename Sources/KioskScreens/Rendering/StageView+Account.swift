import KioskDomain
import KioskTexts

extension StageView {
    static func account(_ state: AccountState, _ snapshot: KioskSnapshot) -> StageView {
        switch state {
        case .choosing: choosingWay()
        case .opening: .wait(AccountTexts.opening, mayCancel: true)
        case .scanning(let logIn, let code): scanning(logIn, snapshot.qr, code)
        case .insertCard(_, let code): insertForLogIn(code, snapshot)
        case .reading: .wait(CardTexts.reading, lead: CardTexts.leaveIn)
        case .pin(_, let report, let code): pinForLogIn(report, code, snapshot.pad)
        case .lastTry(_, let report): confirming(report, .change)
        case .verifying: .wait(CardTexts.verifying, lead: CardTexts.leaveIn)
        case .signing: .wait(AccountTexts.signing, lead: CardTexts.leaveIn)
        case .sendingCode, .sendingPhoneCode: .wait(IdentityTexts.sending, mayCancel: true)
        case .code(let awaited, let code): logInCode(awaited.challenge, code)
        case .checkingCode: .wait(IdentityTexts.checkingCode, mayCancel: true)
        case .fetching: .wait(AccountTexts.fetching, mayCancel: true)
        case .shown(let open, let phoneIsNew): shown(open, phoneIsNew)
        case .retry(_, .pinBlocked): pinBlocked(AccountTexts.byPhone)
        case .listed(let open, let page): listed(open, page)
        case .retry(_, let code): noLine(code, step: nil)
        case .noPhone, .phone, .phoneCode, .checkingPhoneCode: phone(state)
        }
    }

    private static func choosingWay() -> StageView {
        var view = StageView("services", AccountTexts.title)
        let ways: [(LogInWay, Localised, Localised)] = [
            (.card, AccountTexts.byCard, AccountTexts.byCardAbout),
            (.phone, AccountTexts.byPhone, AccountTexts.byPhoneAbout),
        ]
        view.content["services"] = ways.map { way, name, about in
            [
                "id": "log-in-\(way.rawValue)", "name": name, "about": about,
                "action": Button(name, .logIn(way)).action,
            ] as [String: Any]
        }
        return view
    }

    private static func scanning(_ logIn: LogIn, _ qr: QRDrawing?, _ code: FailureCode?) -> StageView {
        let end = logIn.expiresOn?.time.hoursAndMinutes
        var view = StageView("qr", AccountTexts.scan, lead: end.map { AccountTexts.scanAdvice.with($0) })
        view.notice = code.map { Notice($0) }
        view.content["qrLabel"] = AccountTexts.qr
        if let qr {
            // The quiet zone that readers need (ISO/IEC 18004, 6.3.8).
            view.content["qr"] = ["box": "-4 -4 \(qr.side + 8) \(qr.side + 8)", "path": qr.path]
        }
        return view
    }

    private static func insertForLogIn(_ code: FailureCode?, _ snapshot: KioskSnapshot) -> StageView {
        var view = StageView("picture", CardTexts.insert, lead: CardTexts.insertAdvice)
        view.content["picture"] = "card-in"
        view.notice = code.map { Notice($0) }
        // A card that stayed in after a failed reading gives no event of its own.
        if code != nil, snapshot.session.cardPresent { view.primary = Button(CommonTexts.tryAgain, .tryAgain) }
        return view
    }

    private static func pinForLogIn(_ report: CardReport, _ code: FailureCode?, _ pad: PINPad?) -> StageView {
        var view = StageView("pin", CardTexts.pin, lead: code == nil ? AccountTexts.pinAdvice : nil)
        view.notice = code.map { Notice($0) }
        view.content["tries"] = CardCareTexts.counter(report.pin)
        view.content["isLast"] = report.pin == .remaining(1)
        view.add(pad)
        return view
    }

    private static func logInCode(_ challenge: CodeChallenge, _ code: FailureCode?) -> StageView {
        var view = smsCode(challenge, code, step: nil)
        view.lead = AccountTexts.codeSent.with(challenge.maskedPhone)
        return view
    }

    private static func shown(_ open: OpenAccount, _ phoneIsNew: Bool) -> StageView {
        let summary = open.summary
        let advice = open.way == .card ? AccountTexts.takeAdvice : AccountTexts.wipeAdvice
        var view = StageView("account", same(summary.name), lead: phoneIsNew ? PhoneTexts.registered : advice)
        view.content["phoneIsNew"] = phoneIsNew
        view.content["phoneLabel"] = AccountTexts.phone
        view.content["phone"] = summary.maskedPhone.map(same) ?? AccountTexts.noPhone
        view.content["groups"] = AccountGroup.allCases.map { content(of: $0, in: summary) }
        view.cancel = nil
        if open.way == .card {
            view.content["choice"] = choice(
                Button(summary.maskedPhone == nil ? PhoneTexts.register : PhoneTexts.change, .changePhone))
        }
        view.primary = Button(CommonTexts.finish, .done)
        return view
    }
}
