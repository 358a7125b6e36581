public import KioskDomain

/// The notice of article 640 in plain words, fit to be read aloud (F1, F2).
public enum LiabilityTexts {
    /// The heading.
    public static let heading = Localised(
        kk: "ЭЦҚ үшін жауапкершілік", ru: "Ответственность за ЭЦП", en: "Liability for your EDS")

    /// What it is about, before the amounts.
    public static let introduction = Localised(
        kk: "ЭЦҚ — сіздің қолыңыз. Оны ешкімге бермеңіз және басқаның ЭЦҚ-сын пайдаланбаңыз.",
        ru: "ЭЦП — это ваша подпись. Не передавайте её никому и не пользуйтесь чужой.",
        en: "Your EDS is your signature. Give it to nobody, and do not use another person's.")

    /// What the person confirms.
    public static let confirmation = Localised(
        kk: "Оқыдым және түсіндім.", ru: "Прочитано и понятно.", en: "I have read and understood this.")

    /// Where it is written.
    public static let source = Localised(
        kk: "ҚР Әкімшілік құқық бұзушылық туралы кодексінің 640-бабы, 5 және 6-бөліктер",
        ru: "Статья 640 Кодекса РК об административных правонарушениях, части 5 и 6",
        en: "Article 640 of the Code on Administrative Offences, parts 5 and 6")

    /// One sentence for each amount of a row.
    public static func sentences(_ row: LiabilityNotice.Row, in language: Language) -> [String] {
        row.amounts.map { amount in
            switch language {
            case .kazakh: "\(amount.offence.text.kk) — \(fine(amount, language)) айыппұл."
            case .russian: "\(amount.offence.text.ru) — штраф \(fine(amount, language))."
            case .english: "\(amount.offence.text.en): a fine of \(fine(amount, language))."
            }
        }
    }

    /// The amount in MCI, and in tenge where the year's index is known.
    public static func fine(_ amount: LiabilityNotice.Amount, _ language: Language) -> String {
        let unit = Localised(kk: "АЕК", ru: "МРП", en: "MCI")[language]
        let currency = Localised(kk: "теңге", ru: "тенге", en: "tenge")[language]
        let tenge = amount.tenge.map { " (\(NumberTexts.grouped($0, in: language)) \(currency))" } ?? ""
        return "\(amount.mci) \(unit)\(tenge)"
    }

    /// What MCI means, said once below the amounts.
    public static let unit = Localised(
        kk: "АЕК — айлық есептік көрсеткіш.", ru: "МРП — месячный расчётный показатель.",
        en: "MCI is the monthly calculation index.")
}

extension Offence {
    /// The offence in plain words.
    public var text: Localised {
        switch self {
        case .transfer:
            Localised(
                kk: "ЭЦҚ-ны басқа адамға беру", ru: "Передача ЭЦП другому лицу", en: "Giving your EDS to another person"
            )
        case .useOfAnothers:
            Localised(
                kk: "Басқа адамның ЭЦҚ-сын пайдалану", ru: "Использование чужой ЭЦП",
                en: "Using another person's EDS")
        }
    }
}

extension Offender {
    /// Whom a row concerns.
    public var text: Localised {
        switch self {
        case .individual: Localised(kk: "Жеке тұлғалар", ru: "Физические лица", en: "Individuals")
        case .officialSmallBusinessNGO:
            Localised(
                kk: "Лауазымды адамдар, шағын кәсіпкерлік, коммерциялық емес ұйымдар",
                ru: "Должностные лица, малый бизнес, некоммерческие организации",
                en: "Officials, small businesses, non-profit organisations")
        case .mediumBusiness: Localised(kk: "Орта кәсіпкерлік", ru: "Средний бизнес", en: "Medium businesses")
        case .largeBusiness: Localised(kk: "Ірі кәсіпкерлік", ru: "Крупный бизнес", en: "Large businesses")
        }
    }
}
