import KioskDevices
import KioskDomain

/// Signing in with the staff PIN, and the staff's page on a terminal.
enum StaffTexts {
    static let title = Localised(kk: "Терминалға күтім", ru: "Обслуживание терминала", en: "Care of the terminal")
    static let signIn = Localised(
        kk: "Қызметкерлерге арналған бет", ru: "Страница для сотрудников", en: "Page for staff")
    static let pin = Localised(kk: "Қызметкер PIN-коды", ru: "PIN-код сотрудника", en: "Staff PIN")
    static let wait = Localised(
        kk: "Қайта енгізуге дейін қалған секунд:", ru: "До новой попытки, секунд:", en: "Seconds until the next try:")
    static let signOut = Localised(kk: "Шығу", ru: "Выйти", en: "Sign out")
    static let toKiosk = Localised(kk: "Киоск экранына", ru: "К экрану киоска", en: "To the kiosk's screen")
    static let printer = Localised(kk: "Принтер", ru: "Принтер", en: "Printer")
    static let paper = Localised(kk: "Қағаз ауыстырылды", ru: "Бумага заменена", en: "Paper changed")
    static let paperHint = Localised(
        kk: "Аяқталмаған талондар кейін шықпауы үшін жойылады.",
        ru: "Недопечатанные талоны будут удалены и позже не выйдут.",
        en: "Unfinished slips are dropped, so that none comes out later.")
    static let test = Localised(kk: "Сынақ талоны", ru: "Пробный талон", en: "Test slip")
    static let paperDone = Localised(
        kk: "Принтер дайын, ескі талондар жойылды.", ru: "Принтер готов, старые талоны удалены.",
        en: "The printer is ready; old slips were dropped.")
    static let testDone = Localised(
        kk: "Сынақ талоны басылды.", ru: "Пробный талон напечатан.", en: "The test slip was printed.")
    static let openSlips = Localised(
        kk: "Расталмаған талондар", ru: "Неподтверждённые талоны", en: "Slips that were not confirmed")
    static let openHint = Localised(
        kk: "Қағазға қараңыз. Талон шықпаса, ол сол нөмірмен, «көшірме» белгісімен қайта басылады.",
        ru: "Посмотрите на бумагу. Если талона нет, он печатается с тем же номером и пометкой «копия».",
        en: "Look at the paper. A slip that is missing is printed with the same number, marked as a copy.")
    static let cameOut = Localised(kk: "Талон шықты", ru: "Талон вышел", en: "It came out")
    static let printAgain = Localised(kk: "Қайта басу", ru: "Напечатать ещё раз", en: "Print again")
    static let slipUncertain = Localised(
        kk: "шыққаны белгісіз", ru: "неизвестно, вышел ли", en: "not known whether it came out")
    static let slipFailed = Localised(kk: "басылмады", ru: "не напечатан", en: "not printed")
    static let slipSeen = Localised(
        kk: "Талонның шыққаны жазылды.", ru: "Записано: талон вышел.", en: "Noted: the slip came out.")
    static let slipPrinted = Localised(
        kk: "Көшірме басылды.", ru: "Копия напечатана.", en: "The copy was printed.")
    static let devices = Localised(kk: "Құрылғылар", ru: "Устройства", en: "Devices")

    static func state(_ health: Health) -> Localised {
        switch health {
        case .ok: Localised(kk: "жұмыс істейді", ru: "работает", en: "works")
        case .warning: Localised(kk: "назар аударыңыз", ru: "требует внимания", en: "needs a look")
        case .fault: Localised(kk: "жұмыс істемейді", ru: "не работает", en: "does not work")
        case .unknown: Localised(kk: "белгісіз", ru: "неизвестно", en: "not known")
        }
    }

    /// As people call the slip of this kind; its stable name where they have no word for it.
    static func name(ofSlip kind: String) -> Localised {
        switch kind {
        case "ticket": Localised(kk: "Кезек талоны", ru: "Талон очереди", en: "Queue slip")
        case "eds-application": Localised(kk: "ЭЦҚ берілді", ru: "ЭЦП выдана", en: "EDS issued")
        case "application-form": Localised(kk: "Өтінім нысаны", ru: "Бланк заявки", en: "Application form")
        case "application-left": Localised(kk: "Өтінім сақталды", ru: "Заявка сохранена", en: "Application kept")
        case "referral", "sent-on": Localised(kk: "Операторға жолдама", ru: "Направление к оператору", en: "Referral")
        case "interrupted-write":
            Localised(kk: "Үзілген жазу", ru: "Прерванная запись", en: "Interrupted write")
        default: Localised(kk: kind, ru: kind, en: kind)
        }
    }

    /// As people call the device with this role; its stable name where they have no word for it.
    static func name(ofDevice id: String) -> Localised {
        switch id {
        case "printer.slip": printer
        case "camera.face": Localised(kk: "Камера", ru: "Камера", en: "Camera")
        case "camera.document": Localised(kk: "Құжат камерасы", ru: "Камера документов", en: "Document camera")
        case "reader.citizen": Localised(kk: "Карта оқу құрылғысы", ru: "Считыватель карт", en: "Card reader")
        case "reader.operator":
            Localised(kk: "Оператордың оқу құрылғысы", ru: "Считыватель оператора", en: "Operator's reader")
        case "portal": Localised(kk: "Порталмен байланыс", ru: "Связь с порталом", en: "Line to the portal")
        case "hall": Localised(kk: "Кезекпен байланыс", ru: "Связь с очередью", en: "Line to the queue")
        case "clock": Localised(kk: "Сағат", ru: "Часы", en: "Clock")
        case "portal.identity":
            Localised(kk: "Порталдағы тіркеу", ru: "Регистрация на портале", en: "Registration at the portal")
        case "identity.key": Localised(kk: "Құрылғы кілті", ru: "Ключ устройства", en: "Key of this machine")
        case "journal.outbox": Localised(kk: "Журнал", ru: "Журнал", en: "Journal")
        case "slips.templates": Localised(kk: "Талон үлгілері", ru: "Шаблоны талонов", en: "Slip templates")
        case "sign": Localised(kk: "Қол қою бағдарламасы", ru: "Программа подписи", en: "Signing program")
        case "door":
            Localised(kk: "Портал беттері үшін кіру", ru: "Вход для страниц портала", en: "Door for portal pages")
        case "token": Localised(kk: "Токендер бағдарламасы", ru: "Программа токенов", en: "Token program")
        case "vision": Localised(kk: "Бетті тану бағдарламасы", ru: "Программа распознавания лиц", en: "Face program")
        case "matcher.face": Localised(kk: "Беттерді салыстыру", ru: "Сличение лиц", en: "Face matching")
        case "calibration.face":
            Localised(kk: "Салыстыру калибрлемесі", ru: "Калибровка сличения", en: "Calibration of the matching")
        default: Localised(kk: id, ru: id, en: id)
        }
    }
}
