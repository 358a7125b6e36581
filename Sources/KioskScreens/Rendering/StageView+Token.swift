import KioskDomain
import KioskTexts

/// What is on a person's token, without its PIN: E9, E10.
extension StageView {
    static func tokenReport(
        _ state: TokenReportState, _ language: Language, _ session: CitizenSession
    ) -> StageView {
        switch state {
        case .insertToken(let sight, let code): tokenToRead(sight, code)
        case .reading: .wait(TokenTexts.reading, lead: TokenTexts.leaveIn)
        case .shown(let token): shown(token, language, session)
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

    /// Nothing is written to a token from here: the screen says where that is done.
    private static func shown(_ token: HeldToken, _ language: Language, _ session: CitizenSession) -> StageView {
        var view = StageView("my-card", TokenTexts.title, lead: TokenTexts.lead(of: token))
        if token.pin == .blocked {
            view.notice = Notice(
                text: FailureCode.pinBlocked.text, advice: TokenTexts.blockedAdvice, code: .pinBlocked)
        }
        view.content["certificates"] = token.certificates.map { certificate($0, language) }
        let takesApplications = session.tokensOfPersons.contains(token.medium)
        view.content["rights"] =
            ["lead": TokenTexts.renewedAt(takesApplications: takesApplications)] as [String: Any]
        view.content["secrets"] = true
        view.content["pinLabel"] = CardTexts.pinEntry
        view.content["pin"] = TokenTexts.standing(token.pin)
        view.content["pinTrouble"] = token.pin == .blocked || token.pin == .tries(.remaining(1))
        view.cancel = nil
        view.primary = Button(CommonTexts.finish, .done)
        return view
    }
}
