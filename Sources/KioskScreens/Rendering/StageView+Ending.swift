import KioskDomain
import KioskTexts

extension StageView {
    static func ending(_ ending: Ending, _ slip: SlipResult?, cardPresent: Bool) -> StageView {
        var view = content(of: ending)
        view.cancel = nil
        let settled = slip != nil || ending.slip == nil
        if settled {
            view.primary = Button(CommonTexts.finish, .done)
        } else {
            view.isBusy = true
        }
        view.addSlip(ending, slip)
        // R3: the reminder comes with the outcome, not after it.
        if cardPresent {
            view.content["takeCard"] = CardLeftTexts.take
            if settled { view.sound = "take-card" }
        }
        return view
    }

    private static func content(of ending: Ending) -> StageView {
        switch ending {
        case .issued(let application, let serials):
            let about = application.medium.isToken ? TokenTexts.issuedAbout : EndingTexts.issuedAbout
            var view = StageView("ending", EndingTexts.issued, lead: about, step: .done)
            view.content["picture"] = "done"
            view.add(application)
            view.content["serialsLabel"] = EndingTexts.serials
            view.content["serials"] = serials
            view.say(former: application.former)
            return view
        case .savedOnStick(let application, let serials, let file):
            var view = StageView("ending", FileTexts.saved, lead: FileTexts.savedAdvice)
            view.content["picture"] = "stick-out"
            view.add(application)
            view.content["serialsLabel"] = EndingTexts.serials
            view.content["serials"] = serials
            view.content["reasonLabel"] = FileTexts.fileName
            view.content["reason"] = same(file)
            view.say(former: application.former)
            return view
        case .ticket(let number):
            var view = StageView("ending", EndingTexts.ticket, lead: EndingTexts.ticketAdvice)
            view.content["ticket"] = number
            return view
        case .referral:
            var view = StageView("ending", EndingTexts.referral, lead: EndingTexts.referralAdvice)
            view.content["picture"] = "operator"
            return view
        case .pinRenewed(let work):
            var view = StageView("ending", CardCareTexts.renewed(work), lead: CardCareTexts.renewedAdvice)
            view.content["picture"] = "done"
            return view
        case .edsRevoked(let revoked):
            var view = StageView("ending", OwnRevocationTexts.done, lead: OwnRevocationTexts.doneAdvice)
            view.content["picture"] = "done"
            view.content["serialsLabel"] = EndingTexts.serials
            view.content["serials"] = revoked.serials
            return view
        case .interrupted(let application, let step, let code):
            var view = StageView("ending", EndingTexts.interrupted, lead: CardTexts.changed(step))
            view.content["picture"] = "warning"
            view.content["advice"] = EndingTexts.interruptedAdvice
            view.add(application)
            view.add(code)
            return view
        case .applicationLeft(let application, .pinBlocked):
            let isToken = application.medium.isToken
            var view = StageView(
                "ending", EndingTexts.blocked, lead: isToken ? TokenTexts.blockedAdvice : EndingTexts.blockedAdvice)
            view.content["picture"] = "blocked"
            view.content["advice"] = isToken ? TokenTexts.leftAdvice : EndingTexts.leftAdvice
            view.add(application)
            return view
        case .applicationLeft(let application, .organisationAtDesk):
            return accepted(application, OrganisationTexts.acceptedAdvice)
        case .applicationLeft(let application, .applicationAtDesk):
            return accepted(application, TokenTexts.acceptedAdvice)
        case .applicationLeft(let application, let code):
            var view =
                application.medium == .file
                ? StageView("ending", FileTexts.left, lead: FileTexts.leftAdvice)
                : application.medium.isToken
                    ? StageView("ending", TokenTexts.left, lead: TokenTexts.leftAdvice)
                    : StageView("ending", EndingTexts.left, lead: EndingTexts.leftAdvice)
            view.content["picture"] = "slip"
            view.add(application)
            view.add(code)
            return view
        case .exchanged(let registration):
            var view = StageView("ending", ExchangeTexts.registered, lead: ExchangeTexts.registeredAdvice)
            view.content["picture"] = "done"
            view.content["applicationLabel"] = ExchangeTexts.slipNumber
            view.content["application"] = registration.slip
            return view
        // I2, whatever the reason: these words and no others.
        case .exchangeUnavailable:
            var view = StageView("ending", CardExchangeGate.unavailableText)
            view.content["picture"] = "operator"
            return view
        case .unanswered(let deed, let code): return refused(code, EndingTexts.unanswered(deed))
        case .refused(let code): return refused(code, code.remedy)
        }
    }

    /// An operator goes on with it (E3a).
    private static func accepted(_ application: Application, _ advice: Localised) -> StageView {
        var view = StageView("ending", OrganisationTexts.accepted, lead: advice)
        view.content["picture"] = "operator"
        view.add(application)
        return view
    }

    private static func refused(_ code: FailureCode, _ advice: Localised) -> StageView {
        var view = StageView("ending", code.text, lead: advice)
        view.content["picture"] = "refused"
        view.content["code"] = code.rawValue
        view.content["codeLabel"] = CommonTexts.failureCode
        return view
    }

    /// E6: what was valid before this visit and is so no longer.
    private mutating func say(former: FormerEDS?) {
        switch former {
        case .file(let name): content["advice"] = KeyFileTexts.superseded.with(name)
        case .sameMedium: content["advice"] = EndingTexts.superseded
        case nil: break
        }
    }

    private mutating func add(_ application: Application) {
        content["applicationLabel"] = CommonTexts.applicationNumber
        content["application"] = application.number
        add(application.organisation)
    }

    private mutating func add(_ code: FailureCode) {
        content["reasonLabel"] = EndingTexts.reason
        content["reason"] = code.text
        content["code"] = code.rawValue
        content["codeLabel"] = CommonTexts.failureCode
    }

    private mutating func addSlip(_ ending: Ending, _ result: SlipResult?) {
        switch result {
        case .printed: content["slip"] = EndingTexts.slipPrinted
        case .unconfirmed: content["slip"] = EndingTexts.slipUnconfirmed
        case .failed: content["slip"] = EndingTexts.slipFailed
        case nil: content["slip"] = ending.slip == nil ? nil : EndingTexts.slipPrinting
        }
        content["slipTrouble"] = result != nil && result != .printed
    }
}
