import KioskDomain

extension ScreenPages {
    /// The whole page, the current question in it.
    func consent(_ view: ConsentView?, token: ScreenToken, consentFollows: Bool = false) -> String {
        let fragment = consentFragment(view, isDesk: !consentFollows)
        return render(
            "consent-page",
            [
                "language": fragment.language, "title": fragment.title, "token": token.text, "header": fragment.header,
                "html": fragment.html, "lost": trilingual(PageTexts.lost), "follows": consentFollows,
            ])
    }

    /// - Parameter isDesk: the screen belongs to an operator's desk, and leads back to it.
    func consentFragment(_ view: ConsentView?, isDesk: Bool = false) -> ScreenFragment {
        guard let view else { return idleConsent(isDesk) }
        var stage = StageView(view)
        stage.add(PlainText(consent: stage.template))
        return ScreenFragment(
            name: stage.template, language: view.language.rawValue, title: stage.title[view.language],
            header: consentHeader(view),
            html: consentScreen(stage, view.language, view))
    }

    /// - Parameter view: nil where nothing is asked, and nobody has too little time.
    private func consentScreen(_ stage: StageView, _ language: Language, _ view: ConsentView? = nil) -> String {
        var context = context(of: stage, stage.template)
        context["moreTime"] = view.map { view in
            moreTime(
                more: StageView.Button.action(view, .moreTime), finish: StageView.Button.action(view, .cancel))
        }
        return render("screen", spoken(context, in: language))
    }

    private func idleConsent(_ isDesk: Bool) -> ScreenFragment {
        var stage = StageView("consent-idle", SigningTexts.header)
        stage.cancel = nil
        stage.content["texts"] = trilingual(SigningTexts.idle)
        if isDesk { stage.content["toDesk"] = DeskPlaceTexts.back }
        let header = render("header", spoken(headerContext(SigningTexts.header), in: .kazakh))
        return ScreenFragment(
            name: stage.template, language: Language.kazakh.rawValue, title: SigningTexts.header[.kazakh],
            header: header, html: consentScreen(stage, .kazakh))
    }

    private func consentHeader(_ view: ConsentView) -> String {
        var context = headerContext(SigningTexts.header)
        context["languages"] = Language.allCases.map { other in
            [
                "code": other.rawValue, "name": CommonTexts.name(of: other), "current": other == view.language,
                "action": StageView.Button.action(view, .language(other)),
            ] as [String: Any]
        }
        if view.demonstration { context["demonstration"] = demonstration([]) }
        return render("header", spoken(context, in: view.language))
    }
}
