import KioskDomain
import KioskTexts

/// "Revoke the EDS" by its holder: E7.
enum OwnRevocationTexts {
    static let offer = Localised(kk: "ЭЦҚ-ны қайтарып алу", ru: "Отозвать ЭЦП", en: "Revoke the EDS")
    static let offerAbout = Localised(
        kk: "Картадағы ЭЦҚ бірден жарамсыз болады. Бұған осы ЭЦҚ-мен қол қоясыз.",
        ru: "ЭЦП на карте сразу перестанет действовать. Это вы подпишете ею самой.",
        en: "The EDS on the card stops being valid at once. You sign for that with it.")
    static let offerAboutPhone = Localised(
        kk: "Картадағы ЭЦҚ бірден жарамсыз болады. Бұған телефонмен қол қоясыз.",
        ru: "ЭЦП на карте сразу перестанет действовать. Это вы подпишете телефоном.",
        en: "The EDS on the card stops being valid at once. You sign for that with your phone.")
    static let title = Localised(
        kk: "ЭЦҚ-ны неге қайтарып аласыз?", ru: "Почему вы отзываете ЭЦП?", en: "Why do you revoke the EDS?")
    static let meaning = Localised(
        kk: "Қайтарып алынған ЭЦҚ-ны қалпына келтіру мүмкін емес, тек қайта алуға болады.",
        ru: "Отозванную ЭЦП нельзя вернуть, её можно только получить заново.",
        en: "A revoked EDS cannot be brought back, only obtained anew.")
    static let pinAdvice = Localised(
        kk: "Бұл ЭЦҚ-мен соңғы қол қою болады.", ru: "Это будет последняя подпись этой ЭЦП.",
        en: "This will be the last signature with this EDS.")
    static let signing = Localised(
        kk: "Өтінішке қол қойылуда", ru: "Подписываем заявление", en: "Signing the application")
    static let sending = Localised(
        kk: "ЭЦҚ қайтарып алынуда", ru: "Отзываем ЭЦП", en: "Revoking the EDS")
    static let done = Localised(kk: "ЭЦҚ қайтарып алынды", ru: "ЭЦП отозвана", en: "The EDS is revoked")
    static let doneAdvice = Localised(
        kk: "Жаңасын осы киоскіде бет-әлпетпен алуға болады.", ru: "Новую можно получить по лицу в этом киоске.",
        en: "A new one can be obtained by face at this kiosk.")

    static func name(of cause: RevocationCause) -> Localised {
        switch cause {
        case .keyCompromise:
            Localised(
                kk: "PIN-кодты немесе картаны басқа біреу білуі мүмкін",
                ru: "PIN-код или карта могли попасть к другому человеку",
                en: "Somebody else may know the PIN or have had the card")
        case .cessationOfOperation:
            Localised(kk: "ЭЦҚ енді керек емес", ru: "ЭЦП больше не нужна", en: "The EDS is not needed any more")
        case .unspecified, .affiliationChanged, .superseded: cause.text
        }
    }
}
