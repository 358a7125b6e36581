import KioskDomain
import KioskTexts

/// What is on a person's token, without its PIN, and a new PIN of it: E2a, E8, E9, E10.
extension StageView {
    static func tokenReport(
        _ state: TokenReportState, _ language: Language, _ snapshot: KioskSnapshot
    ) -> StageView {
        switch state {
        case .insertToken(let sight, let code): tokenToRead(sight, code)
        case .reading: .wait(TokenTexts.reading, lead: TokenTexts.leaveIn)
        case .shown(let token, let code): shown(token, code, language, snapshot.session)
        case .entering(let token, let work, let step, let code): entering(token, work, step, code, snapshot.pad)
        case .confirming(let token, let work): confirming(token, work)
        case .working(_, let work): .wait(TokenTexts.working(work), lead: TokenTexts.leaveIn)
        }
    }

    private static func tokenToRead(_ sight: TokenSight?, _ code: FailureCode?) -> StageView {
        var view = StageView("picture", TokenTexts.insertOwn, lead: TokenTexts.insertAdvice)
        view.content["picture"] = "stick-in"
        view.notice = (sight?.code ?? code).map { Notice($0) }
        // One that could not be read is read again when the person says so.
        if sight == .ready { view.primary = Button(CommonTexts.tryAgain, .tryAgain) }
        return view
    }

    /// No keys are written to a token from here: the screen says where that is done.
    private static func shown(
        _ token: HeldToken, _ code: FailureCode?, _ language: Language, _ session: CitizenSession
    ) -> StageView {
        var view = StageView("my-card", TokenTexts.title, lead: TokenTexts.lead(of: token))
        view.notice = notice(code, token)
        view.content["certificates"] = token.certificates.map { certificate($0, language) }
        // A blocked PIN comes first, and the notice says what is left: there is room for one of the two.
        if token.pin != .blocked {
            let takesApplications = session.tokensOfPersons.contains(token.medium)
            view.content["rights"] =
                ["lead": TokenTexts.renewedAt(takesApplications: takesApplications)] as [String: Any]
        }
        view.content["secrets"] = true
        view.content["pinLabel"] = CardTexts.pinEntry
        view.content["pin"] = TokenTexts.standing(token.pin)
        view.content["pinTrouble"] = token.pin == .blocked || token.pin == .tries(.remaining(1))
        if let puk = token.puk {
            view.content["pukLabel"] = CardCareTexts.puk
            view.content["puk"] = TokenTexts.standing(puk)
        }
        view.offer(token.offers)
        view.cancel = nil
        view.primary = Button(CommonTexts.finish, .done)
        return view
    }

    /// A blocked PIN is said with what is left to do (E9), whether it was found so or has just become so.
    private static func notice(_ code: FailureCode?, _ token: HeldToken) -> Notice? {
        if let code, code != .pinBlocked, code != .pukBlocked { return Notice(code) }
        guard token.pin == .blocked || code != nil else { return nil }
        let blocked = code ?? .pinBlocked
        return Notice(text: blocked.text, advice: TokenTexts.recovery(token.recovery), code: blocked)
    }

    private static func entering(
        _ token: HeldToken, _ work: PINWork, _ step: NewPINStep, _ code: FailureCode?, _ pad: PINPad?
    ) -> StageView {
        let isPUK = work != .change && step == .old
        let advice = isPUK ? TokenTexts.pukAdvice : CardTexts.pinPlaces
        let lead = step == .new ? TokenTexts.newPINRule : advice
        var view = StageView(
            "pin", isPUK ? CardCareTexts.enterPUK : CardTexts.title(of: step), lead: code == nil ? lead : nil)
        view.notice = code.map { Notice($0) }
        if step == .old {
            view.content["tries"] = TokenTexts.standing(token[work])
            view.content["isLast"] = token[work] == .tries(.remaining(1))
        }
        view.add(pad)
        return view
    }

    private static func confirming(_ token: HeldToken, _ work: PINWork) -> StageView {
        beforeTry(
            token[work] == .tries(.remaining(1)) ? .remaining(1) : .unknown,
            last: work == .change ? TokenTexts.lastPINTry : TokenTexts.lastPUKTry, unknown: TokenTexts.unknownTries)
    }
}
