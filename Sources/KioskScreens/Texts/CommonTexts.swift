import KioskDomain

/// Words that stand on more than one screen.
enum CommonTexts {
    static let cancel = Localised(kk: "Бас тарту", ru: "Отмена", en: "Cancel")
    static let finish = Localised(kk: "Аяқтау", ru: "Завершить", en: "Finish")
    static let next = Localised(kk: "Жалғастыру", ru: "Продолжить", en: "Continue")
    static let tryAgain = Localised(kk: "Қайталап көру", ru: "Попробовать ещё раз", en: "Try again")
    static let wait = Localised(kk: "Күте тұрыңыз…", ru: "Подождите, пожалуйста…", en: "One moment, please…")
    static let readAloud = Localised(kk: "Дауыстап оқу", ru: "Прочитать вслух", en: "Read aloud")
    static let chooseLanguage = Localised(kk: "Тілді таңдаңыз", ru: "Выберите язык", en: "Choose your language")
    static let languageSwitch = Localised(kk: "Тіл", ru: "Язык", en: "Language")
    static let view = Localised(kk: "Көрініс", ru: "Вид", en: "View")
    static let largeText = Localised(kk: "Ірі мәтін", ru: "Крупный текст", en: "Large text")
    static let strongContrast = Localised(kk: "Жоғары контраст", ru: "Высокий контраст", en: "Strong contrast")
    static let turning = Localised(kk: "Экранды жылжыту", ru: "Прокрутка", en: "Scrolling")
    static let up = Localised(kk: "Жоғары", ru: "Выше", en: "Up")
    static let moreBelow = Localised(kk: "Жалғасы", ru: "Ещё ниже", en: "More below")
    static let progress = Localised(kk: "Қадамдар", ru: "Шаги", en: "Steps")
    static let failureCode = Localised(kk: "Код", ru: "Код", en: "Code")
    static let applicationNumber = Localised(kk: "Өтініш нөмірі", ru: "Номер заявления", en: "Application number")

    static func name(of language: Language) -> String {
        switch language {
        case .kazakh: "Қазақша"
        case .russian: "Русский"
        case .english: "English"
        }
    }
}

/// The strip that says on every screen that this is no real kiosk (R1).
enum DemonstrationTexts {
    static let title = Localised(kk: "Көрсетілім режимі", ru: "Демонстрация", en: "Demonstration")
    static let virtual = Localised(kk: "виртуалды: {}", ru: "виртуальные: {}", en: "virtual: {}")

    /// What a person calls the device with this role; nil for parts nobody in front of the kiosk knows.
    static func part(_ id: String) -> Localised? {
        switch id.split(separator: ".").first {
        case "reader", "card": Localised(kk: "карта", ru: "карта", en: "card")
        case "camera": Localised(kk: "камера", ru: "камера", en: "camera")
        case "printer": Localised(kk: "принтер", ru: "принтер", en: "printer")
        case "sms": Localised(kk: "SMS", ru: "SMS", en: "text messages")
        case "portal": Localised(kk: "портал", ru: "портал", en: "portal")
        default: nil
        }
    }
}

/// R2: asked at least 20 s before the session ends.
enum MoreTimeTexts {
    static let title = Localised(kk: "Тағы уақыт керек пе?", ru: "Нужно ещё время?", en: "Do you need more time?")
    static let text = Localised(
        kk: "Жауап болмаса, деректеріңіз өшіріледі. Қалған секунд:",
        ru: "Без ответа ваши данные будут стёрты. Осталось секунд:",
        en: "Without an answer your data will be erased. Seconds left:")
    static let more = Localised(kk: "Иә, жалғастыру", ru: "Да, продолжить", en: "Yes, continue")
}

/// When the page has no one to talk to.
enum PageTexts {
    static let elsewhere = Localised(
        kk: "Бұл экран басқа терезеде ашық", ru: "Этот экран открыт в другом окне",
        en: "This screen is open in another window")
    static let elsewhereAdvice = Localised(
        kk: "Басқа терезені жабыңыз.", ru: "Закройте другое окно.", en: "Close the other window.")
    static let lost = Localised(
        kk: "Байланыс қалпына келтірілуде", ru: "Связь восстанавливается", en: "Reconnecting")
}
