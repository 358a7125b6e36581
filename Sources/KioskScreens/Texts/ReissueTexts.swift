import KioskDomain
import KioskTexts

/// "Renew the EDS": E6.
enum ReissueTexts {
    static let offer = Localised(kk: "ЭЦҚ-ны жаңарту", ru: "Продлить ЭЦП", en: "Renew the EDS")
    static let offerAbout = Localised(
        kk: "Өтінішке қазіргі ЭЦҚ-мен қол қоясыз, картаға жаңа кілттер жазылады, бұрынғылары ауыстырылады.",
        ru: "Заявление вы подпишете нынешней ЭЦП, на карту запишутся новые ключи взамен прежних.",
        en: "You sign the application with your present EDS; new keys replace it on the card.")
    static let pinAdvice = Localised(
        kk: "Бұл қазіргі ЭЦҚ-мен қол қою үшін. Жаңа кілттерге PIN-код тағы бір рет сұралады.",
        ru: "Это для подписи нынешней ЭЦП. Для новых ключей PIN-код спросят ещё раз.",
        en: "This is for signing with your present EDS. The new keys will need the PIN once more.")
    static let signing = Localised(
        kk: "Өтінішке қол қойылуда", ru: "Подписываем заявление", en: "Signing the application")
    static let sending = Localised(
        kk: "Өтініш жіберілуде", ru: "Отправляем заявление", en: "Sending the application")
}

/// What a kiosk does not do with an EDS because it may not write the medium: E3a.
enum RightTexts {
    static func elsewhere(_ rights: [EDSRight]) -> Localised {
        func names(_ language: Language) -> String {
            let (opening, closing) = language == .english ? ("“", "”") : ("«", "»")
            return rights.map { opening + $0.name[language] + closing }.joined(separator: ", ")
        }
        let go = FailureCode.applicationNoMedium.remedy
        return Localised(
            kk: "Бұл киоскіде жоқ: \(names(.kazakh)). \(go.kk)", ru: "Не в этом киоске: \(names(.russian)). \(go.ru)",
            en: "Not at this kiosk: \(names(.english)). \(go.en)")
    }
}
