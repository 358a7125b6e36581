import KioskDomain
import KioskTexts

extension StageView {
    static func cardCare(_ state: CardCareState, _ language: Language, _ snapshot: KioskSnapshot) -> StageView {
        switch state {
        case .insertCard(let code): insertMyCard(code, snapshot.session)
        case .reading: .wait(CardTexts.reading, lead: CardTexts.leaveIn)
        case .shown(let report, let code): shown(report, code, language, snapshot.session)
        case .entering(let report, let work, let step, let code): entering(report, work, step, code, snapshot.pad)
        case .confirming(let report, let work): confirming(report, work)
        case .working(_, .change): .wait(CardTexts.changing, lead: CardTexts.leaveIn)
        case .working(_, .unblock), .working(_, .first): .wait(CardCareTexts.unblocking, lead: CardTexts.leaveIn)
        case .token(let state): tokenReport(state, language, snapshot)
        }
    }

    private static func insertMyCard(_ code: FailureCode?, _ session: CitizenSession) -> StageView {
        var view = StageView("picture", CardTexts.insert, lead: CardTexts.insertAdvice)
        view.content["picture"] = "card-in"
        view.notice = code.map { Notice($0) }
        let lost = choice(Button(LostEDSTexts.offer, .cardLost))
        let elsewhere: [[String: Any]] =
            (session.savesFiles ? [choice(Button(KeyFileTexts.offer, .myFile))] : [])
            + (session.readsTokens ? [choice(Button(TokenTexts.offerReport, .myToken))] : [])
        guard code != nil else {
            view.content["choice"] = lost
            view.content["others"] = elsewhere
            return view
        }
        view.primary = Button(CommonTexts.tryAgain, .tryAgain)
        // Below the middle is room for two rows of buttons at the largest size.
        view.content["others"] = elsewhere + [lost]
        return view
    }

    /// E10: what for, until when, how many days; E9: the counters before anybody decides to enter anything.
    private static func shown(
        _ report: CardReport, _ code: FailureCode?, _ language: Language, _ session: CitizenSession
    ) -> StageView {
        var view = StageView(
            "my-card", CardCareTexts.title, lead: report.certificates.isEmpty ? CardCareTexts.none : nil)
        view.notice = notice(code, report)
        view.content["certificates"] = report.certificates.map { certificate($0, language) }
        view.content["secrets"] = true
        view.content["pinLabel"] = CardTexts.pinEntry
        view.content["pin"] = CardCareTexts.counter(report.pin)
        view.content["pinTrouble"] = report.pin == .blocked || report.pin == .remaining(1)
        if let puk = report.puk {
            view.content["pukLabel"] = CardCareTexts.puk
            view.content["puk"] = CardCareTexts.counter(puk)
        }
        view.offer(report.offers)
        view.add(session.rights(report), on: .idCard, session)
        view.cancel = nil
        view.primary = Button(CommonTexts.finish, .done)
        return view
    }

    /// What the holder can do about the PIN.
    mutating func offer(_ works: [PINWork]) {
        content["offers"] = works.map { work in
            let action: ScreenAction = work == .change ? .changePIN : .unblockPIN
            return [
                "id": work.rawValue, "label": CardCareTexts.name(of: work),
                "action": Button(CardTexts.pin, action).action,
            ]
                as [String: Any]
        }
    }

    /// A blocked PIN is said with what is left to do (E9), whether it was found so or has just become so.
    private static func notice(_ code: FailureCode?, _ report: CardReport) -> Notice? {
        if let code, code != .pinBlocked, code != .pukBlocked { return Notice(code) }
        guard report.pin == .blocked || code != nil else { return nil }
        let blocked = code ?? .pinBlocked
        return Notice(text: blocked.text, advice: PINTexts.recovery(report.recovery), code: blocked)
    }

    static func certificate(_ certificate: HeldCertificate, _ language: Language) -> [String: Any] {
        var shown: [String: Any] = [
            "name": CardCareTexts.names(of: certificate.uses), "from": certificate.firstDay.short,
            "until": certificate.lastDay.short, "dates": CardCareTexts.dates, "valid": certificate.isValid,
        ]
        // E3: whoever looks at it sees that it is not for personal services.
        if !certificate.isPersonal { shown["whose"] = OrganisationTexts.whose }
        switch certificate.standing {
        case .valid(let days): shown["standing"] = CardCareTexts.daysLeft(days)
        case .expired: shown["standing"] = CardCareTexts.expired
        case .notYetValid: shown["standing"] = CardCareTexts.notYetValid
        case .revoked: shown["standing"] = CardCareTexts.revoked
        }
        if certificate.isUnclear {
            shown["unclear"] = certificate.isUnasked ? CardCareTexts.unasked : CardCareTexts.unclear
        }
        return shown
    }

    private static func entering(
        _ report: CardReport, _ work: PINWork, _ step: NewPINStep, _ code: FailureCode?, _ pad: PINPad?
    ) -> StageView {
        let isPUK = work != .change && step == .old
        let lead = step == .new ? CardTexts.newPINRule : CardTexts.pinPlaces
        var view = StageView(
            "pin", isPUK ? CardCareTexts.enterPUK : CardTexts.title(of: step), lead: code == nil ? lead : nil)
        view.notice = code.map { Notice($0) }
        if step == .old {
            view.content["tries"] = CardCareTexts.counter(report[work])
            view.content["isLast"] = report[work] == .remaining(1)
        }
        view.add(pad)
        return view
    }

    static func confirming(_ report: CardReport, _ work: PINWork) -> StageView {
        beforeTry(
            report[work] == .remaining(1) ? .remaining(1) : .unknown,
            last: work == .change ? PINTexts.lastTry : CardCareTexts.lastPUKTry, unknown: PINTexts.unknownTries)
    }
}
