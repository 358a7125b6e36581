import KioskDomain

/// The operator's page (B5).
enum OperatorTexts {
    static let title = Localised(kk: "Оператор", ru: "Оператор", en: "Operator")
    static let check = Localised(
        kk: "Бес әрекетті тексеру", ru: "Проверка пяти попыток", en: "Check of five attempts")
    static let iin = Localised(kk: "Азаматтың ЖСН-і", ru: "ИИН гражданина", en: "Citizen's IIN")
    static let find = Localised(kk: "Тексеру", ru: "Проверить", en: "Check")
    static let journalled = Localised(
        kk: "Әр тексеру атыңызбен журналға жазылады.", ru: "Каждая проверка записывается в журнал с вашим именем.",
        en: "Every look-up is journalled with your name.")
    static let failures = Localised(
        kk: "Соңғы сәттіліктен кейінгі сәтсіз әрекеттер", ru: "Неудачных попыток после последней удачной",
        en: "Failures since the last success")
    static let acceptable = Localised(
        kk: "Өтінішті құжаттардың толық жинағымен қабылдауға болады.",
        ru: "Заявление можно принять с полным пакетом документов.",
        en: "The application can be accepted with the full set of documents.")
    static let tooFew = Localised(
        kk: "Өтінішті қабылдауға болмайды: бес әрекет қажет.",
        ru: "Принять заявление нельзя: нужно пять неудачных попыток.",
        en: "The application cannot be accepted: five failures are needed.")
    static let notTold = Localised(
        kk: "Портал әрекеттер санын айтқан жоқ, сондықтан өтінішті қазір қабылдауға болмайды. Осы киоскінің порталға "
            + "әлі жетпеген әрекеттері ғана көрсетіледі. Кейінірек қайта тексеріңіз.",
        ru: "Портал не сообщил число попыток, поэтому принять заявление сейчас нельзя. Показаны только попытки у этого "
            + "киоска, о которых портал ещё не знает. Проверьте ещё раз позже.",
        en:
            "The portal has not told the number of attempts, so the application cannot be accepted now. Only attempts at "
            + "this kiosk that the portal does not know of yet are shown. Check again later.")
    static let open = Localised(kk: "аяқталмаған", ru: "не завершена", en: "not ended")
    static let accept = Localised(kk: "Өтінішті қабылдау", ru: "Принять заявление", en: "Accept the application")
    static let accepted = Localised(
        kk: "Өтініш қабылданды, нөмірі {}", ru: "Заявление принято, номер {}", en: "Application accepted, number {}")
    static let openAlready = Localised(
        kk:
            "{} нөмірлі өтініш бұрын ашылған, екіншісі жасалмайды. Басқа тасығыш керек болса, алдымен одан бас тартыңыз.",
        ru: "Уже есть открытое заявление {}, второе не создаётся. Нужен другой носитель — сначала откажите по нему.",
        en: "Application {} is open already; no second one is made. For another medium, refuse it first.")
    static let channel = Localised(kk: "Арна", ru: "Канал", en: "Channel")
    static let outcome = Localised(kk: "Нәтиже", ru: "Результат", en: "Outcome")
    static let time = Localised(kk: "Уақыты", ru: "Время", en: "Time")
    static let synced = Localised(kk: "Порталда", ru: "На портале", en: "At the portal")
    static let yes = Localised(kk: "иә", ru: "да", en: "yes")
    static let notYet = Localised(kk: "әлі жоқ", ru: "ещё нет", en: "not yet")
    static let nobodyWaits = Localised(kk: "Күтіп тұрған ешкім жоқ.", ru: "Никто не ждёт.", en: "Nobody is waiting.")

    static func name(ofChannel channel: String) -> Localised {
        switch channel {
        case "home": Localised(kk: "үйден", ru: "из дома", en: "home")
        case "kiosk": Localised(kk: "киоск", ru: "киоск", en: "kiosk")
        case "mobile": Localised(kk: "телефон", ru: "телефон", en: "mobile")
        default: Localised(kk: channel, ru: channel, en: channel)
        }
    }
}
