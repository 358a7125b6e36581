import KioskDomain
import KioskTexts

/// "EDS of an organisation": E3.
enum OrganisationTexts {
    static let offer = Localised(
        kk: "Ұйымның ЭЦҚ-сын алу", ru: "Получить ЭЦП организации", en: "EDS of an organisation")
    static let offerAbout = Localised(
        kk: "Ұйымның басшысы жеке ЭЦҚ-сымен өтініш береді.",
        ru: "Руководитель организации подаёт заявление со своей личной ЭЦП.",
        en: "The head of an organisation applies with the own EDS.")
    static let title = Localised(
        kk: "Ұйымның БСН-ін енгізіңіз", ru: "Введите БИН организации", en: "Enter the BIN of the organisation")
    static let lead = Localised(
        kk: "Тізілім бойынша сіз осы ұйымның басшысы болуыңыз керек.",
        ru: "По реестру вы должны быть руководителем этой организации.",
        en: "By the register you must be the head of this organisation.")
    static let field = Localised(kk: "БСН", ru: "БИН", en: "BIN")
    static let hint = Localised(kk: "12 цифр", ru: "12 цифр", en: "12 digits")
    static let medium = Localised(
        kk: "ЭЦҚ қайда сақталсын?", ru: "Где хранить ЭЦП?", en: "Where shall the EDS be kept?")
    static let mediumLead = Localised(
        kk: "Токенге оператор жазады: өтініштің нөмірімен барасыз.",
        ru: "На токен запишет оператор: вы подойдёте к нему с номером заявления.",
        en: "An operator writes a token: you will go there with the number of the application.")
    static let pinAdvice = Localised(
        kk: "Бұл ұйымның ЭЦҚ-сына өтінішке жеке ЭЦҚ-ңызбен қол қою үшін.",
        ru: "Это для подписи заявления вашей личной ЭЦП.",
        en: "This is for signing the application with your own EDS.")
    static let name = Localised(kk: "Ұйым:", ru: "Организация:", en: "Organisation:")
    static let accepted = Localised(
        kk: "Өтініш қабылданды, кілттерді оператор жазады", ru: "Заявление принято, ключи запишет оператор",
        en: "Application accepted: an operator writes the keys")
    static let acceptedAdvice = Localised(
        kk: "Осы нөмірмен операторға барыңыз. Өтініш 30 күнтізбелік күн жарамды.",
        ru: "Подойдите с этим номером к оператору. Заявление действует 30 календарных дней.",
        en: "Go to an operator with this number. The application is good for 30 calendar days.")
    static let whose = Localised(kk: "ұйымның ЭЦҚ-сы", ru: "ЭЦП организации", en: "of an organisation")
}

/// Where the keys of an EDS shall be: E1, E3a, E9.
enum MediumTexts {
    /// E1: a SIM card is named among the media for keys, and no kiosk reaches it.
    static let noSIM = MediaPolicy.Refusal.simOutOfReach.text
    /// The same behind another sentence.
    static func withoutSIM(_ lead: Localised) -> Localised {
        Localised(kk: "\(lead.kk) \(noSIM.kk)", ru: "\(lead.ru) \(noSIM.ru)", en: "\(lead.en) \(noSIM.en)")
    }
    static let card = Localised(kk: "Жеке куәлікке", ru: "На удостоверение", en: "On my ID card")
    static let cardAbout = Localised(
        kk: "Кілттер картада жасалады, мерзімі 3 жыл.", ru: "Ключи создаются на карте, срок 3 года.",
        en: "The keys are made on the card, valid for 3 years.")
    static let otherCard = Localised(kk: "Басқа картаға", ru: "На другую карту", en: "On another card")
    static let otherCardAbout = Localised(
        kk: "PIN-кодын білетін картаңыз керек.", ru: "Нужна карта, PIN-код которой вы знаете.",
        en: "You need a card whose PIN you know.")
    static let file = Localised(kk: "Флешкадағы файлға", ru: "В файл на флешке", en: "In a file on my stick")
    static let fileAbout = Localised(
        kk: "Құпиясөзі бар файл, мерзімі 1 жыл.", ru: "Файл с паролем, срок 1 год.",
        en: "A file with a password, valid for a year.")
    static let token = Localised(kk: "Токенге", ru: "На токен", en: "On my token")
    static let tokenAbout = Localised(
        kk: "Өтінішті осында бересіз, кілттерді оператор жазады. Мерзімі 3 жыл.",
        ru: "Заявление здесь, ключи запишет оператор. Срок 3 года.",
        en: "You apply here, an operator writes the keys. Valid for 3 years.")
    static let tokenKind = Localised(
        kk: "Токеніңіз қандай?", ru: "Какой у вас токен?", en: "Which token do you have?")
    static let tokenLead = Localised(
        kk: "Оның атауы корпусында жазылған. Токенге оператор жазады: өтініштің нөмірімен барасыз.",
        ru: "Название написано на корпусе. На токен запишет оператор: вы подойдёте к нему с номером заявления.",
        en: "Its name is printed on it. An operator writes it: you will go there with the number of the application.")
    static let atDesk = Localised(
        kk: "Флешкаға оператор жазады.", ru: "На флешку запишет оператор.", en: "An operator saves it on the stick.")
    static let forgotten = Localised(
        kk: "Файлдың құпиясөзін ұмыттым", ru: "Забыт пароль файла", en: "I forgot the password of my file")
    static let forgottenAbout = Localised(
        kk: "Құпиясөз қалпына келмейді: ЭЦҚ жаңа файлға қайта алынады.",
        ru: "Пароль не восстановить: ЭЦП получают заново, в новый файл.",
        en: "A password cannot be recovered: the EDS is obtained again, in a new file.")
    /// Above the consent, once the PIN of a card or the password of a file is said to be forgotten.
    static let forgottenLead = Localised(
        kk: "Себебі: PIN-код немесе құпиясөз ұмытылған. Жаңа файлға флешка керек.",
        ru: "Причина: забыт PIN-код или пароль. Для нового файла нужна флешка.",
        en: "Reason: the PIN or password is forgotten. You need a stick for the new file.")
}
