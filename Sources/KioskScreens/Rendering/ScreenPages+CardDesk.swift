import KioskDomain
import KioskTexts

extension ScreenPages {
    /// The part of the desk's page about the card in the person's reader, by itself.
    func cardSection(_ view: CardDeskView, language: Language) -> String {
        render("operator-card", spoken(cardDesk(view, language), in: language))
    }

    /// - Parameter language: of the page, which is offered for the person's side, too.
    func cardDesk(_ view: CardDeskView, _ language: Language) -> [String: Any] {
        var context: [String: Any] = [
            "title": DeskCardTexts.title, "key": view.key, "stage": view.stageName,
            "otherSide": DeskCardTexts.otherSide, "open": DeskCardTexts.openScreen,
        ]
        context["refused"] = view.refusal.map { failure($0) }
        if view.isAsking { context["wait"] = DeskExchangeTexts.asking }
        guard let shown = view.shown else {
            if !view.isAsking { context["ways"] = ways(language) }
            return context
        }
        context["session"] = side(shown, view)
        context["buttons"] = buttons(shown.session.stage)
        if view.asksForMoreTime {
            context["moreTime"] =
                ["text": DeskCardTexts.stillThere, "more": MoreTimeTexts.more] as [String: Any]
        }
        return context
    }

    private func ways(_ language: Language) -> [String: Any] {
        [
            "languageLabel": DeskCardTexts.language, "read": DeskCardTexts.read, "journalled": DeskCardTexts.journalled,
            "numberLabel": CommonTexts.applicationNumber, "issue": DeskCardTexts.issue,
            "languages": Language.allCases.map {
                [
                    "code": $0.rawValue, "name": CommonTexts.name(of: $0), "current": $0 == language,
                ] as [String: Any]
            },
        ]
    }

    /// What the person is told and asked, in the operator's language.
    private func side(_ shown: KioskSnapshot, _ view: CardDeskView) -> [String: Any] {
        let screen = StageView(shown)
        var side: [String: Any] = ["there": DeskCardTexts.there, "title": screen.title]
        side["lead"] = screen.lead
        if let notice = screen.notice {
            var told: [String: Any] = ["text": notice.text, "calm": notice.isCalm]
            told["advice"] = notice.advice
            told["code"] = notice.code?.rawValue
            side["notice"] = told
        }
        for name in Self.mirrored { side[name] = screen.content[name] }
        side["facts"] = facts(shown.session.stage, view)
        if view.holder != nil, !view.isRevealed { side["reveal"] = CaseTexts.reveal }
        return side
    }

    /// Neither pads nor buttons of the person's screen: those are the person's alone.
    private static let mirrored = [
        "certificates", "pinLabel", "pin", "pinTrouble", "pukLabel", "puk", "tries", "isLast", "application",
        "applicationLabel", "serials", "serialsLabel", "reason", "reasonLabel", "advice", "slip", "takeCard", "code",
    ]

    private func facts(_ stage: CitizenSession.Stage, _ view: CardDeskView) -> [[String: Any]] {
        var facts: [(Localised, String)] = []
        if let holder = view.holder {
            facts.append((DeskCardTexts.holder, holder.name))
            facts.append((IdentityTexts.iin, view.isRevealed ? holder.iin.digits : holder.iin.masked))
        }
        if view.holder == nil, let applicant = view.applicant { facts.append((IdentityTexts.iin, applicant.masked)) }
        if let number = stage.applicationNumber { facts.append((CommonTexts.applicationNumber, number)) }
        return facts.map { ["label": $0.0, "value": $0.1] as [String: Any] }
    }

    /// What the operator may press; the rest is the person's.
    private func buttons(_ stage: CitizenSession.Stage) -> [[String: Any]] {
        var buttons: [(String, Localised, Bool)] = []
        switch stage {
        case .cardCare(_, .shown(let report, _)):
            buttons = offered(report.offers)
        case .cardCare(_, .insertCard(.some)), .cardCare(_, .token(.insertToken(.some(.ready), _))):
            buttons = [("try-again", CommonTexts.tryAgain, true)]
        case .cardCare(_, .token(.shown(let token, _))): buttons = offered(token.offers)
        case .ending: return [button("end", CommonTexts.finish, true)]
        default: break
        }
        if buttons.last?.0 != "end" { buttons.append(("end", CommonTexts.cancel, false)) }
        return buttons.map { button($0.0, $0.1, $0.2) }
    }

    private func offered(_ works: [PINWork]) -> [(String, Localised, Bool)] {
        works.map { ($0 == .change ? "change-pin" : "unblock-pin", CardCareTexts.name(of: $0), true) }
            + [("end", CommonTexts.finish, works.isEmpty)]
    }

    private func button(_ name: String, _ label: Localised, _ isMain: Bool) -> [String: Any] {
        ["do": name, "label": label, "main": isMain]
    }
}

extension CitizenSession.Stage {
    /// Of the application whose keys are being written; an ending names it itself.
    fileprivate var applicationNumber: String? {
        switch self {
        case .application(_, .notice(let standing)): standing.number
        case .application(_, .opening(let application)): application.number
        case .eds(_, let state): state.application?.number
        default: nil
        }
    }
}
