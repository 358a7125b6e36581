import KioskDomain

/// The operator's desk in the hall (Q8).
enum DeskTexts {
    static let title = Localised(kk: "Терезе", ru: "Окно", en: "Window")
    static let window = Localised(kk: "{}-терезе", ru: "Окно {}", en: "Window {}")
    static let choose = Localised(
        kk: "Қай терезеде отырсыз?", ru: "За каким окном вы работаете?", en: "Which window do you sit at?")
    static let noHall = Localised(
        kk: "Кезек әлі жауап берген жоқ. Бет өзі жаңарады.", ru: "Очередь пока не отвечает. Страница обновится сама.",
        en: "The queue has not answered yet. The page refreshes by itself.")
    static let free = Localised(kk: "Терезе бос", ru: "Окно свободно", en: "The window is free")
    static let isPaused = Localised(kk: "Үзіліс", ru: "Перерыв", en: "On a break")
    static let isOff = Localised(kk: "Терезе өшірілген", ru: "Окно выключено", en: "The window is switched off")
    static let since = Localised(kk: "Шақырылғаннан бері", ru: "С вызова прошло", en: "Since the call")
    static let verify = Localised(
        kk: "Жеңілдік құжатын тексеріңіз.", ru: "Проверьте документ о льготе.",
        en: "Check the document that gives the preference.")
    static let next = Localised(kk: "Келесілер", ru: "Следующие", en: "Next")
    static let lanes = Localised(kk: "Күтіп тұр", ru: "Ожидают", en: "Waiting")
    static let missed = Localised(kk: "Келмегендер", ru: "Не пришли", en: "Did not come")
    static let nobodyMissed = Localised(kk: "Ондай нөмір жоқ.", ru: "Таких номеров нет.", en: "No such number.")
    static let promised = Localised(kk: "{} дейін", ru: "до {}", en: "by {}")
    static let sentHere = Localised(kk: "осы терезеге жіберілді", ru: "направлен в это окно", en: "sent to this window")
    static let provisional = Localised(kk: "уақытша талон", ru: "временный талон", en: "provisional slip")
    static let more = Localised(kk: "және тағы {}", ru: "и ещё {}", en: "and {} more")
    static let lane = Localised(kk: "Кезек", ru: "Очередь", en: "Lane")
    static let count = Localised(kk: "Адам", ru: "Человек", en: "People")
    static let longest = Localised(kk: "Ең ұзақ күту", ru: "Дольше всех", en: "Longest wait")
    static let breaches = Localised(
        kk: "Брон бойынша уақытында шақырылмағандар: {}", ru: "По брони не вызваны вовремя: {}",
        en: "Reservations not called in time: {}")
    static let keys = Localised(
        kk: "1–6 пернелері", ru: "Клавиши 1–6", en: "Keys 1–6")
    static let stale = Localised(
        kk: "Кезекпен байланыс үзілді. Соңғы мәлімет:", ru: "Нет связи с очередью. Последние данные:",
        en: "No line to the queue. Last news:")
    static let transferTitle = Localised(
        kk: "Қайда жіберу керек?", ru: "Куда передать?", en: "Where shall the person go?")
    static let toWindow = Localised(kk: "Терезеге", ru: "В окно", en: "To a window")
    static let toService = Localised(kk: "Қызметке", ru: "На услугу", en: "To a service")
    static let calledNow = Localised(kk: "Шақырылды: {}", ru: "Вызван номер {}", en: "Called: {}")
    static let noAnswer = Localised(
        kk: "Жауап келмеді. Сол батырманы қайта басыңыз: әрекет бір рет қана орындалады.",
        ru: "Ответа нет. Нажмите ту же кнопку ещё раз: действие выполнится только один раз.",
        en: "No answer came. Press the same button again: it will be done only once.")
    static let pause = Localised(kk: "Үзіліс", ru: "Перерыв", en: "Break")
    static let goOn = Localised(kk: "Жұмысты жалғастыру", ru: "Продолжить работу", en: "Back to work")

    static func name(of button: DeskButton) -> Localised {
        switch button {
        case .callNext: Localised(kk: "Келесіні шақыру", ru: "Вызвать следующего", en: "Call the next")
        case .recall: Localised(kk: "Қайта шақыру", ru: "Повторить вызов", en: "Call again")
        case .noShow: Localised(kk: "Келген жоқ", ru: "Не пришёл", en: "Did not come")
        case .transfer: Localised(kk: "Басқаға жіберу…", ru: "Передать…", en: "Send on…")
        case .finish: Localised(kk: "Аяқтау", ru: "Завершить", en: "Finish")
        case .pause: pause
        }
    }
}
