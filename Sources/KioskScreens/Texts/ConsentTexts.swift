import KioskDomain

/// B0: consent before the camera opens.
enum ConsentTexts {
    static let title = Localised(
        kk: "Биометриялық деректерді өңдеуге келісім", ru: "Согласие на обработку биометрических данных",
        en: "Consent to the use of your biometric data")
    static func points(_ aim: IdentificationAim) -> [Localised] {
        always + [aim == .revocation ? revocationElsewhere : edsElsewhere]
    }

    private static let always = [
        Localised(
            kk: "Камера бетіңізді түсіреді, бағдарлама оны мемлекеттік базадағы фотосуретпен салыстырады.",
            ru: "Камера снимет ваше лицо, программа сравнит его с фотографией из государственной базы.",
            en: "The camera films your face and the kiosk compares it with your photo in the state database."),
        Localised(
            kk: "Түсірілген кадрлар әрекет аяқталған бойда жойылады, ешқайда сақталмайды.",
            ru: "Кадры удаляются сразу после попытки и нигде не хранятся.",
            en: "The pictures are deleted as soon as an attempt ends and are kept nowhere."),
        Localised(
            kk: "Порталға кадрлар емес, тек салыстыру нәтижесі жіберіледі.",
            ru: "На портал уходят не кадры, а только результат сравнения.",
            en: "Only the result of the comparison is sent to the portal, never a picture."),
    ]
    private static let edsElsewhere = Localised(
        kk: "Келіспесеңіз, бас тартыңыз: камера қосылмайды. Оператор өтінішті бес сәтсіз әрекеттен кейін ғана "
            + "қабылдайды.",
        ru: "Если вы не согласны, отмените: камера не включится. Оператор принимает заявление только после пяти "
            + "неудачных попыток.",
        en: "If you do not agree, cancel: the camera stays off. An operator accepts an application only after five "
            + "failed attempts.")
    private static let revocationElsewhere = Localised(
        kk: "Келіспесеңіз, ЭЦҚ-ны оператор қайтарып алады.",
        ru: "Если вы не согласны, ЭЦП отзовёт оператор.",
        en: "If you do not agree, an operator can revoke the EDS for you.")
    static let agree = Localised(kk: "Келісемін", ru: "Даю согласие", en: "I agree")
}

/// What frames the liability notice of `KioskTexts` (F1): the person's own row first.
enum NoticeTexts {
    static let individual = Localised(
        kk: "Сіз үшін, жеке тұлға ретінде", ru: "Для вас как физического лица", en: "For you, as an individual")
    static let head = Localised(
        kk: "Сіз үшін, ұйым басшысы ретінде", ru: "Для вас как руководителя организации",
        en: "For you, as the head of an organisation")
    static let others = Localised(kk: "Басқалар үшін айыппұлдар", ru: "Штрафы для других", en: "Fines for others")
}
