import KioskDomain
import KioskTexts
import NCALayer

extension ScreenPages {
    func sites(_ page: SitesPage) -> String {
        var context: [String: Any] = [
            "language": page.language.rawValue, "title": SiteTexts.title, "token": page.token.text,
            "lead": SiteTexts.standard(page.standard), "site": SiteTexts.site, "asked": SiteTexts.asked,
            "rule": SiteTexts.rule, "save": SiteTexts.save, "add": SiteTexts.add, "address": SiteTexts.address,
            "back": OperatorTexts.title, "rows": page.sites.map { row($0) },
            "choices": choices(page.standard == .allow ? .ask : .allow, withNone: false),
            "languages": Language.allCases.map {
                [
                    "code": $0.rawValue, "name": CommonTexts.name(of: $0), "current": $0 == page.language,
                ] as [String: Any]
            },
        ]
        context["navigation"] = navigation(page.places, at: "/operator/sites", page.language)
        if page.sites.isEmpty { context["nobody"] = SiteTexts.nobody }
        if let failure = page.failure {
            context["failure"] =
                ["text": failure.text, "remedy": failure.remedy, "code": failure.rawValue] as [String: Any]
        }
        return render("sites", spoken(context, in: page.language))
    }

    private func row(_ site: SiteRow) -> [String: Any] {
        [
            "origin": SigningTexts.origin(site.origin), "id": site.origin.description,
            "lastAsked": site.lastAsked.map { SigningTexts.same($0) } ?? SiteTexts.never,
            "choices": choices(site.permission, withNone: true),
        ]
    }

    private func choices(_ chosen: SitePermission?, withNone: Bool) -> [[String: Any]] {
        var choices = SitePermission.allCases.map { permission in
            [
                "value": permission.rawValue, "name": SiteTexts.name(of: permission), "chosen": permission == chosen,
            ] as [String: Any]
        }
        if withNone {
            choices.insert(["value": "", "name": SiteTexts.noRule, "chosen": chosen == nil], at: 0)
        }
        return choices
    }
}

/// The operator's page of sites.
enum SiteTexts {
    static let title = Localised(kk: "Сайттар", ru: "Сайты", en: "Sites")
    static let site = Localised(kk: "Сайт", ru: "Сайт", en: "Site")
    static let asked = Localised(kk: "Соңғы сұрауы", ru: "Последний запрос", en: "Last asked")
    static let rule = Localised(kk: "Ереже", ru: "Правило", en: "Rule")
    static let noRule = Localised(kk: "ереже жоқ", ru: "правила нет", en: "no rule")
    static let never = Localised(kk: "сұраған жоқ", ru: "не запрашивал", en: "never")
    static let save = Localised(kk: "Сақтау", ru: "Сохранить", en: "Save")
    static let add = Localised(kk: "Сайт қосу", ru: "Добавить сайт", en: "Add a site")
    static let address = Localised(
        kk: "Мекенжайы, мысалы https://egov.kz", ru: "Адрес, например https://egov.kz",
        en: "Address, such as https://egov.kz")
    static let nobody = Localised(
        kk: "Әзірге ешбір сайт сұраған жоқ.", ru: "Пока ни один сайт не обращался.", en: "No site has asked yet.")

    static func standard(_ permission: SitePermission) -> Localised {
        Localised(kk: "Ережесі жоқ сайттар: {}.", ru: "Сайты без правила: {}.", en: "Sites without a rule: {}.")
            .with(name(of: permission))
    }

    static func name(of permission: SitePermission) -> Localised {
        switch permission {
        case .ask: Localised(kk: "әр жолы сұрау", ru: "спрашивать каждый раз", en: "ask each time")
        case .allow: Localised(kk: "рұқсат", ru: "разрешить", en: "allow")
        case .deny: Localised(kk: "тыйым", ru: "запретить", en: "deny")
        }
    }
}

extension Localised {
    /// The same text with another one in the place of `{}`, each in its language.
    fileprivate func with(_ other: Localised) -> Localised {
        Localised(kk: with(other.kk).kk, ru: with(other.ru).ru, en: with(other.en).en)
    }
}
