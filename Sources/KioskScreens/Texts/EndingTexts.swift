import KioskDomain
import KioskTexts

/// How sessions end, and what became of the slip.
enum EndingTexts {
    static let issued = Localised(kk: "ЭЦҚ дайын!", ru: "ЭЦП готова!", en: "Your EDS is ready!")
    static let issuedAbout = Localised(
        kk: "Сертификаттар жеке куәлігіңізге жазылды.", ru: "Сертификаты записаны на ваше удостоверение.",
        en: "The certificates are on your ID card.")
    static let superseded = Localised(
        kk: "Бұрынғы ЭЦҚ жаңасымен ауыстырылды, енді жарамсыз.",
        ru: "Прежняя ЭЦП заменена новой и больше не действует.",
        en: "Your former EDS is superseded by the new one and no longer valid.")
    static let serials = Localised(
        kk: "Сертификаттардың нөмірлері", ru: "Номера сертификатов", en: "Certificate numbers")
    static let ticket = Localised(kk: "Сіздің нөміріңіз", ru: "Ваш номер", en: "Your number")
    static let ticketAdvice = Localised(
        kk: "Таблода нөміріңіз шыққанша күтіңіз.", ru: "Ждите, когда номер появится на табло.",
        en: "Wait until your number lights up on the board.")
    static let referral = Localised(kk: "Операторға барыңыз", ru: "Подойдите к оператору", en: "Please see an operator")
    static let referralAdvice = Localised(
        kk: "Бес әрекет сәтсіз болды. Талонмен және жеке куәлікпен операторға барыңыз: ол өтінішіңізді қабылдайды.",
        ru: "Пять попыток не удались. Подойдите к оператору с талоном и удостоверением: он примет ваше заявление.",
        en: "Five attempts did not succeed. Take the slip and your ID card to an operator, who can accept your "
            + "application.")
    static let interrupted = Localised(
        kk: "Картаға жазу үзілді", ru: "Запись на карту прервана", en: "Writing to the card was interrupted")
    static let interruptedAdvice = Localised(
        kk: "Карта мен талонды алып, осы орталықтың операторына барыңыз.",
        ru: "С картой и талоном подойдите к оператору этого центра.",
        en: "Take your card and the slip to an operator of this centre.")
    static let left = Localised(
        kk: "Өтініш сақталды, карта өзгерген жоқ", ru: "Заявление сохранено, карта не изменена",
        en: "Application kept, card unchanged")
    static let leftAdvice = Localised(
        kk: "Өтініш 30 күнтізбелік күн жарамды. ЭЦҚ-ны осы нөмірмен орталықта алыңыз.",
        ru: "Заявление действует 30 календарных дней. Получите ЭЦП в центре по этому номеру.",
        en: "The application is valid for 30 calendar days. Bring this number to the centre to get your EDS.")
    static func unanswered(_ deed: AskedDeed) -> Localised {
        let (done, look) = (deed.mayBeDone, deed.whereToSee)
        return Localised(kk: "\(done.kk) \(look.kk)", ru: "\(done.ru) \(look.ru)", en: "\(done.en) \(look.en)")
    }
    static let reason = Localised(kk: "Себебі:", ru: "Причина:", en: "Reason:")
    static let blocked = Localised(
        kk: "PIN-код бұғатталды", ru: "PIN-код заблокирован", en: "The PIN is blocked")
    static let blockedAdvice = Localised(
        kk:
            "Бұл картаға ЭЦҚ жазылмайды. PUK-код болса, «Менің картам» бөлімінде бұғаттан шығарып, «Менің өтінішім» "
            + "бөлімінде жалғастырыңыз. Болмаса, ЭЦҚ-ны басқа картаға немесе флешкаға алыңыз.",
        ru: "На эту карту ЭЦП не записать. С PUK-кодом разблокируйте её в разделе «Моя карта» и продолжите в разделе "
            + "«Моё заявление». Без него получите ЭЦП на другую карту или флешку.",
        en: "No EDS can be written to this card now. With its PUK, unblock it at \"My card\" and go on at \"My "
            + "application\". Without the PUK, obtain an EDS on another card or a stick.")

    static let slipPrinting = Localised(
        kk: "Талон басылуда…", ru: "Талон печатается…", en: "Your slip is being printed…")
    static let slipPrinted = Localised(kk: "Талонды алыңыз.", ru: "Возьмите талон.", en: "Take your slip.")
    static let slipUnconfirmed = Localised(
        kk: "Принтер талонның шыққанын растамады. Талон болмаса, қызметкерге айтыңыз: сол нөмірмен қайта басылады.",
        ru: "Принтер не подтвердил печать. Если талона нет, скажите сотруднику: его напечатают с тем же номером.",
        en: "The printer did not confirm the slip. If there is none, tell an employee: it is printed again with the "
            + "same number.")
    static let slipFailed = Localised(
        kk: "Талон басылмады. Қызметкерге айтыңыз: ол сол нөмірмен басылады.",
        ru: "Талон не напечатан. Скажите сотруднику: его напечатают с тем же номером.",
        en: "The slip was not printed. Tell an employee: it can be printed with the same number.")
}
