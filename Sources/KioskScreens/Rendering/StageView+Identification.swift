import KioskDomain
import KioskTexts

extension StageView {
    static func eds(_ state: EDSState, _ language: Language, _ snapshot: KioskSnapshot) -> StageView {
        var view = identified(state, language, snapshot)
        // The steps are those to a new EDS.
        if snapshot.session.aim == .revocation { view.step = nil }
        return view
    }

    private static func identified(
        _ state: EDSState, _ language: Language, _ snapshot: KioskSnapshot
    ) -> StageView {
        switch state {
        case .choosingMedium: mediumOfEDS(snapshot.session)
        case .choosingToken: tokenOfEDS(snapshot.session)
        case .consent: consent(snapshot.session)
        case .notice: liability(snapshot, language)
        case .entering(let code): identity(code, snapshot.cardHolder)
        case .checking: .wait(IdentityTexts.checking, step: .details, mayCancel: true)
        case .sendingCode: .wait(IdentityTexts.sending, step: .details, mayCancel: true)
        case .code(_, let challenge, let code): smsCode(challenge, code)
        case .checkingCode: .wait(IdentityTexts.checkingCode, step: .details, mayCancel: true)
        case .retry(let point, let code): noLine(code, step: point.step)
        case .insertToken(let application, let sight): insertToken(application, sight)
        case .filePassword, .insertStick, .notSaved: file(state, snapshot.keyboard)
        case .writing(let application, let step) where application.medium == .file: makingFile(step)
        case .documentKey, .insertDocument, .readingDocument, .documentRefused: document(state, snapshot.session)
        case _ where state.isAtCard && state.application?.medium.isToken == true: token(state, snapshot)
        default: state.isAtCard ? card(state, snapshot) : face(state, snapshot)
        }
    }

    private static func consent(_ session: CitizenSession) -> StageView {
        let reason = session.reason.map {
            session.medium == .file ? MediumTexts.forgottenLead : ObtainingTexts.lead($0)
        }
        let lead = session.aim == .revocation ? LostEDSTexts.lead : reason
        var view = StageView("consent", ConsentTexts.title, lead: lead, step: .consent)
        view.content["points"] = ConsentTexts.points(session.aim)
        view.content["readAloud"] = CommonTexts.readAloud
        view.primary = Button(ConsentTexts.agree, .consent)
        return view
    }

    /// F1: the person's own row first, in plain words; the rest is there for whoever wants it.
    static func liability(
        _ snapshot: KioskSnapshot, _ language: Language, step: ProgressStep? = .consent
    ) -> StageView {
        let own = snapshot.session.stage.noticeReader ?? .individual
        return liability(
            snapshot.notice ?? LiabilityNotice.on(snapshot.today ?? .latest, own: own), language, step: step)
    }

    static func liability(_ notice: LiabilityNotice, _ language: Language, step: ProgressStep?) -> StageView {
        var view = StageView("notice", LiabilityTexts.heading, lead: LiabilityTexts.introduction, step: step)
        let rows = notice.rows
        view.content["own"] = rows.first.map { fines(of: $0, language) }
        view.content["ownTitle"] = rows.first?.offender == .individual ? NoticeTexts.individual : NoticeTexts.head
        view.content["othersTitle"] = NoticeTexts.others
        view.content["others"] = rows.dropFirst().map { row in
            ["name": row.offender.text, "fines": fines(of: row, language)] as [String: Any]
        }
        view.content["offences"] = Offence.allCases.map { $0.text }
        view.content["unit"] = LiabilityTexts.unit
        view.content["source"] = LiabilityTexts.source
        view.content["readAloud"] = CommonTexts.readAloud
        view.primary = Button(LiabilityTexts.confirmation, .confirmNotice)
        return view
    }

    private static func fines(of row: LiabilityNotice.Row, _ language: Language) -> [[String: Any]] {
        row.amounts.map { amount in
            ["offence": amount.offence.text, "fine": LiabilityTexts.fine(amount, language)]
        }
    }

    private static func identity(_ code: FailureCode?, _ holder: CardHolder?) -> StageView {
        var view = StageView("identity", IdentityTexts.title, step: .details)
        view.notice = code.map { Notice($0) }
        view.content["iin"] = IdentityTexts.iin
        view.content["iinHint"] = IdentityTexts.iinHint
        view.content["document"] = IdentityTexts.document
        view.content["documentHint"] = IdentityTexts.documentHint
        view.content["birthDate"] = IdentityTexts.birthDate
        view.content["birthDateHint"] = IdentityTexts.birthDateHint
        if let holder {
            view.content["holder"] =
                [
                    "label": IdentityTexts.onCard, "name": holder.name, "iin": holder.iin.masked,
                    "use": IdentityTexts.useCard,
                ] as [String: Any]
        }
        view.addKeypad()
        view.primary = Button(
            CommonTexts.next, .identity(iin: nil, documentNumber: "", birthDate: ""), form: "identity")
        return view
    }

    static func smsCode(
        _ challenge: CodeChallenge, _ code: FailureCode?, step: ProgressStep? = .details
    ) -> StageView {
        var view = StageView(
            "code", IdentityTexts.code, lead: IdentityTexts.codeSent.with(challenge.maskedPhone), step: step)
        view.notice = code.map { Notice($0) }
        view.content["field"] = IdentityTexts.codeField
        view.content["tries"] = IdentityTexts.triesLeft.with(challenge.triesLeft)
        view.content["again"] = IdentityTexts.sendAgain
        view.content["againAction"] = Button(IdentityTexts.sendAgain, .sendCodeAgain).action
        // Who typed a wrong one has received one.
        if code == nil {
            view.content["help"] = IdentityTexts.notReceived
            view.content["helpText"] = IdentityTexts.notReceivedReasons
        }
        // L3 begins at the code that did not come.
        view.content["choice"] = choice(Button(PhoneTexts.missing, .codeMissing))
        view.addKeypad()
        view.primary = Button(CommonTexts.next, .code(""), form: "code")
        return view
    }

    mutating func addKeypad() {
        content["keypad"] = IdentityTexts.keypad
        content["keys"] = (1...9).map { String($0) }
        content["erase"] = IdentityTexts.erase
        content["nextField"] = IdentityTexts.nextField
    }

    static func noLine(_ code: FailureCode, step: ProgressStep?) -> StageView {
        var view = StageView("picture", code.text, lead: code.remedy, step: step)
        view.content["picture"] = "no-line"
        view.content["code"] = code.rawValue
        view.content["codeLabel"] = CommonTexts.failureCode
        view.primary = Button(CommonTexts.tryAgain, .tryAgain)
        return view
    }
}

extension RetryPoint {
    var step: ProgressStep {
        switch self {
        case .check, .sendCode: .details
        case .apply: .face
        case .request: .card
        }
    }
}

extension EDSState {
    /// From the accepted application on, everything happens at the card.
    var isAtCard: Bool {
        switch self {
        case .insertCard, .readingCard, .pin, .lastTry, .verifyingPIN, .writing, .offerNewPIN, .enteringNewPIN,
            .changingPIN:
            true
        default: false
        }
    }
}
