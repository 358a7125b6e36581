import KioskDomain
import KioskTexts

extension ScreenPages {
    /// The part of the operator's page about one application.
    func applications(_ page: OperatorPage) -> [String: Any] {
        var context: [String: Any] = [
            "title": CaseTexts.title, "numberLabel": CommonTexts.applicationNumber, "number": page.number,
            "open": CaseTexts.open, "journalled": OperatorTexts.journalled,
        ]
        if let opened = page.opened { context["case"] = opened.isOpen ? answerable(opened) : shown(opened) }
        return context
    }

    private func shown(_ opened: OperatorCase) -> [String: Any] {
        let standing = opened.standing
        let iin = opened.isRevealed ? standing.iin.digits : standing.iin.masked
        var facts: [(Localised, Localised)] = [
            (CaseTexts.person, same(opened.name)), (IdentityTexts.iin, same(iin)),
            (MyApplicationTexts.medium, standing.facts.medium.text),
            (MyApplicationTexts.made, same(standing.facts.madeOn.short)),
        ]
        if let organisation = standing.organisation {
            facts.append((OrganisationTexts.name, same("\(organisation.name), \(organisation.bin)")))
        }
        if let day = standing.handInBy { facts.append((MyApplicationTexts.handInBy, same(day.short))) }
        if let centre = standing.handInElsewhere {
            facts.append((MyApplicationTexts.handInAt, MyApplicationTexts.centre.with(centre)))
        }
        facts.append((OperatorTexts.failures, same(String(opened.failures))))
        if let reason = opened.reason { facts.append((EndingTexts.reason, ObtainingTexts.name(of: reason))) }
        if let reason = standing.justification { facts.append((MyApplicationTexts.answer, same(reason))) }
        var shown: [String: Any] = [
            "status": standing.facts.status.rawValue, "state": MyApplicationTexts.name(of: standing.facts.status),
            "number": standing.number,
            "facts": facts.map { ["label": $0.0, "value": $0.1] as [String: Any] },
        ]
        if !opened.isRevealed { shown["reveal"] = CaseTexts.reveal }
        // What was issued and not written whole is made anew (R5).
        if [.confirmed, .issued].contains(standing.facts.status) { shown["issue"] = DeskCardTexts.issue }
        if opened.isWithdrawable {
            shown["withdraw"] =
                [
                    "about": CaseTexts.withdrawAbout, "because": CaseTexts.withdrawBecause,
                    "reasons": CaseTexts.withdrawReasons, "withdraw": CaseTexts.withdraw,
                ] as [String: Any]
        }
        if standing.step == .applyAnew, opened.isOpen { shown["late"] = FailureCode.applicationLate.text }
        return shown
    }

    private func answerable(_ opened: OperatorCase) -> [String: Any] {
        var shown = shown(opened)
        shown["answers"] =
            [
                "confirm": CaseTexts.confirm, "refuse": CaseTexts.refuse, "because": CaseTexts.because,
                "papers": CaseTexts.papers, "reasons": CaseTexts.reasons,
            ] as [String: Any]
        return shown
    }

    private func same(_ text: String) -> Localised { Localised(kk: text, ru: text, en: text) }
}

/// Applications at the desk (E4, E5).
enum CaseTexts {
    static let title = Localised(kk: "ЭЦҚ өтініштері", ru: "Заявления на ЭЦП", en: "EDS applications")
    static let open = Localised(kk: "Ашу", ru: "Открыть", en: "Open")
    static let person = Localised(kk: "Өтініш беруші", ru: "Заявитель", en: "Applicant")
    static let reveal = Localised(
        kk: "ЖСН-ді құжатпен салыстыру үшін көрсету", ru: "Показать ИИН для сверки с документом",
        en: "Show the IIN to compare it with the document")
    static let papers = Localised(
        kk: "Жеке куәлікті және қол қойылған бланкті тексердім.", ru: "Удостоверение и подписанный бланк проверены.",
        en: "I have checked the ID card and the signed form.")
    static let confirm = Localised(kk: "Растау", ru: "Подтвердить", en: "Confirm")
    static let refuse = Localised(kk: "Бас тарту", ru: "Отказать", en: "Refuse")
    static let because = Localised(
        kk: "Бас тарту себебі", ru: "Обоснование отказа", en: "Why it is refused")
    static let withdrawAbout = Localised(
        kk: "Кілттер әлі берілген жоқ. Растау қайтарып алынса, басқа тасымалдағышқа жаңа өтініш қабылдауға болады.",
        ru: "Ключи ещё не выпущены. После отмены можно принять новое заявление, в том числе на другой носитель.",
        en: "No keys were issued yet. After this a new application can be accepted, for another medium too.")
    static let withdraw = Localised(
        kk: "Растауды қайтарып алу", ru: "Отменить подтверждение", en: "Take the confirmation back")
    static let withdrawBecause = Localised(
        kk: "Қайтарып алу себебі", ru: "Обоснование отмены", en: "Why it is taken back")
    static let withdrawReasons = [
        Localised(kk: "Басқа тасымалдағыш қажет", ru: "Нужен другой носитель", en: "Another medium is wanted"),
        Localised(kk: "Қате расталған", ru: "Подтверждено по ошибке", en: "It was confirmed by mistake"),
    ]
    static let reasons = [
        Localised(kk: "Бланкке қол қойылмаған", ru: "Бланк не подписан", en: "The form is not signed"),
        Localised(
            kk: "Деректер құжатқа сәйкес емес", ru: "Данные не совпадают с документом",
            en: "The details do not agree with the document"),
        Localised(kk: "Жеке куәлік жарамсыз", ru: "Удостоверение недействительно", en: "The ID card is not valid"),
    ]
}
