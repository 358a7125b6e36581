import KioskDevices
import KioskDomain
import Mustache

/// Makes HTML of what a host shows.
struct ScreenPages: Sendable {
    let templates: MustacheLibrary
    /// Whether this machine has a voice to offer.
    var offersVoice = false

    /// The whole page of the citizen screen, the current fragment in it.
    func kiosk(_ snapshot: KioskSnapshot, token: ScreenToken, consentFollows: Bool = false) -> String {
        let fragment = fragment(snapshot)
        return render(
            "page",
            [
                "language": fragment.language, "title": fragment.title, "token": token.text, "header": fragment.header,
                "html": fragment.html, "lost": trilingual(PageTexts.lost), "follows": consentFollows,
            ])
    }

    /// The page of a second tab.
    func elsewhere() -> String {
        render(
            "elsewhere",
            [
                "title": trilingual(PageTexts.elsewhere), "advice": trilingual(PageTexts.elsewhereAdvice),
                "again": trilingual(CommonTexts.tryAgain),
            ])
    }

    /// `<main>` and header of what the kiosk shows now.
    func fragment(_ snapshot: KioskSnapshot) -> ScreenFragment {
        let language = snapshot.session.stage.language ?? .kazakh
        let name = ScreenName(snapshot.session.stage)
        var view = StageView(snapshot)
        view.add(PlainText(name))
        return ScreenFragment(
            name: name.rawValue, language: language.rawValue, title: view.title[language],
            header: header(snapshot, language),
            html: render("screen", spoken(context(of: view, name.rawValue), in: language)))
    }

    func render(_ template: String, _ context: [String: Any]) -> String {
        templates.render(context, withTemplate: template) ?? ""
    }

    private func header(_ snapshot: KioskSnapshot, _ language: Language) -> String {
        var context = headerContext(snapshot.pscName)
        if offersLanguages(snapshot.session.stage) {
            context["languages"] = Language.allCases.map { other in
                [
                    "code": other.rawValue, "name": CommonTexts.name(of: other), "current": other == language,
                    "action": StageView.Button(StartTexts.welcome, .language(other)).action,
                ] as [String: Any]
            }
        }
        if snapshot.demonstration { context["demonstration"] = demonstration(snapshot.devices) }
        return render("header", spoken(context, in: language))
    }

    /// What every header has: its name, and how a person wants to see the screen.
    func headerContext(_ name: Localised) -> [String: Any] {
        var view: [String: Any] = [
            "label": CommonTexts.view, "text": CommonTexts.largeText, "contrast": CommonTexts.strongContrast,
            "reach": WayTexts.lowReach, "plain": WayTexts.plain,
        ]
        if offersVoice { view["voice"] = ["label": WayTexts.voice, "words": VoiceWords.json] as [String: Any] }
        return ["psc": name, "languageSwitch": CommonTexts.languageSwitch, "view": view]
    }

    /// On every screen before the end; where nobody has chosen one yet, the screen itself asks.
    private func offersLanguages(_ stage: CitizenSession.Stage) -> Bool {
        switch stage {
        case .idle, .formerCard, .ending, .takeCard: false
        case .services, .ticket, .eds, .cardCare, .application, .reissue, .keyFile, .revocation, .lostEDS, .exchange,
            .account,
            .missingCode, .phoneSigning:
            true
        }
    }

    /// R1, in three languages at once, with the parts that call themselves virtual.
    func demonstration(_ devices: [DeviceStatus]) -> [[String: String]] {
        Language.allCases.map { language in
            var names: [String] = []
            for device in devices where device.isVirtual {
                let name = DemonstrationTexts.part(device.id)?[language] ?? device.id
                if !names.contains(name) { names.append(name) }
            }
            var text = ["code": language.rawValue, "title": DemonstrationTexts.title[language]]
            if !names.isEmpty {
                text["parts"] = DemonstrationTexts.virtual.with(names.joined(separator: ", "))[language]
            }
            return text
        }
    }

    /// What the template `screen` reads of a view.
    func context(of view: StageView, _ name: String) -> [String: Any] {
        var context = view.content
        context["name"] = name
        context["template"] = view.template
        context["title"] = view.title
        context["lead"] = view.lead
        context["busy"] = view.isBusy
        context["sound"] = view.sound
        context["soundCaption"] = view.sound.map { _ in WayTexts.soundOfCard }
        if let notice = view.notice {
            var shown: [String: Any] = ["text": notice.text, "codeLabel": CommonTexts.failureCode]
            shown["advice"] = notice.advice
            shown["calm"] = notice.isCalm
            shown["code"] = notice.code?.rawValue
            context["notice"] = shown
        }
        context["cancel"] = view.cancel.map { ["label": $0.label, "action": $0.action] as [String: Any] }
        context["primary"] = view.primary.map { button in
            var shown: [String: Any] = ["label": button.label, "action": button.action]
            shown["form"] = button.form
            return shown
        }
        if let step = view.step {
            context["progress"] = ["label": CommonTexts.progress, "steps": steps(at: step)] as [String: Any]
        }
        context["scroll"] =
            ["label": CommonTexts.turning, "up": CommonTexts.up, "down": CommonTexts.moreBelow] as [String: Any]
        context["moreTime"] = moreTime(
            more: StageView.Button(MoreTimeTexts.more, .moreTime).action,
            finish: StageView.Button(CommonTexts.finish, .cancel).action)
        return context
    }

    /// "More time?" (R2); the page opens it when the time is about to end.
    func moreTime(more: String, finish: String) -> [String: Any] {
        [
            "title": MoreTimeTexts.title, "text": MoreTimeTexts.text, "more": MoreTimeTexts.more,
            "finish": CommonTexts.finish, "moreAction": more, "finishAction": finish,
        ]
    }

    private func steps(at current: ProgressStep) -> [[String: Any]] {
        ProgressStep.allCases.map { step in
            [
                "number": String(step.rawValue + 1), "name": step.name, "current": step == current,
                "done": step.rawValue < current.rawValue,
            ]
        }
    }

    /// Three languages side by side, for pages that nobody has chosen one for.
    func trilingual(_ text: Localised) -> [[String: String]] {
        Language.allCases.map { ["code": $0.rawValue, "text": text[$0]] }
    }

    /// Puts one language in the place of every ``Localised``.
    func spoken(_ context: [String: Any], in language: Language) -> [String: Any] {
        context.mapValues { spoken(value: $0, in: language) }
    }

    private func spoken(value: Any, in language: Language) -> Any {
        switch value {
        case let text as Localised: text[language]
        case let list as [Localised]: list.map { $0[language] }
        case let list as [[String: Any]]: list.map { spoken($0, in: language) }
        case let context as [String: Any]: spoken(context, in: language)
        default: value
        }
    }
}

/// What a `screen` event carries.
struct ScreenFragment: Encodable, Equatable, Sendable {
    var name: String
    var language: String
    var title: String
    var header: String
    var html: String
}
