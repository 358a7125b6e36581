import KioskDomain

/// Words of the page that do not depend on what is shown.
enum ArrivalTexts {
    static let title = Localised(kk: "Порталға не келді", ru: "Что поступило на портал", en: "What arrived")
    static let language = Localised(kk: "Тіл", ru: "Язык", en: "Language")
    static let demonstration = Localised(
        kk: "КӨРСЕТІЛІМ: адамдар, SMS және сертификаттар шынайы емес.",
        ru: "ДЕМОНСТРАЦИЯ: люди, SMS и сертификаты ненастоящие.",
        en: "DEMONSTRATION: people, SMS and certificates are not real.")
    static let lastDay = Localised(kk: "Соңғы 24 сағат", ru: "За последние 24 часа", en: "The last 24 hours")
    static let asOf = Localised(kk: "Мәлімет уақыты", ru: "По данным на", en: "As of")
    static let reload = Localised(kk: "Жаңарту", ru: "Обновить", en: "Reload")
    static let home = Localised(
        kk: "Порталдың басты беті", ru: "Главная страница портала", en: "The portal's first page")
    static let overview = Localised(kk: "Бәрі", ru: "Всё", en: "Everything")
    static let newestFirst = Localised(kk: "жаңасы жоғарыда", ru: "сначала новые", en: "newest first")
    static let nothing = Localised(kk: "Ештеңе жоқ.", ru: "Ничего нет.", en: "There is nothing.")
    static let older = Localised(kk: "Бұрынғылары", ru: "Более ранние", en: "Older ones")
    static let newest = Localised(kk: "Ең жаңалары", ru: "Самые новые", en: "The newest ones")
    static let time = Localised(kk: "Уақыты", ru: "Время", en: "Time")
    static let what = Localised(kk: "Мазмұны", ru: "Содержание", en: "What")
    static let person = Localised(kk: "Адамның ЖСН-і", ru: "ИИН человека", en: "Person's IIN")
    static let machine = Localised(kk: "Құрылғы", ru: "Устройство", en: "Machine")
    static let centre = Localised(kk: "Орталық", ru: "Центр", en: "Centre")
    static let state = Localised(kk: "Күйі", ru: "Состояние", en: "State")

    /// Words of the template by the names that it uses.
    static let all: [(String, Localised)] = [
        ("wTitle", title), ("wLanguage", language), ("wDemonstration", demonstration), ("wLastDay", lastDay),
        ("wAsOf", asOf), ("wReload", reload), ("wOverview", overview), ("wNewestFirst", newestFirst),
        ("wNothing", nothing), ("wOlder", older), ("wNewest", newest), ("wTime", time), ("wWhat", what),
        ("wPerson", person), ("wMachine", machine), ("wCentre", centre), ("wState", state),
    ]

    static func name(of kind: ArrivalKind) -> Localised {
        switch kind {
        case .attempts: Localised(kk: "Тұлғаны растау әрекеттері", ru: "Попытки идентификации", en: "Attempts")
        case .applications: Localised(kk: "ЭЦҚ-ға өтініштер", ru: "Заявления на ЭЦП", en: "Applications for an EDS")
        case .certificates:
            Localised(kk: "Шығарылған сертификаттар", ru: "Выпущенные сертификаты", en: "Certificates issued")
        case .revocations:
            Localised(kk: "Кері қайтарылған сертификаттар", ru: "Отозванные сертификаты", en: "Certificates revoked")
        case .exchanges:
            Localised(kk: "Жеке куәлікті ауыстыру", ru: "Обмен удостоверений", en: "Exchanges of identity cards")
        case .documents:
            Localised(
                kk: "Цифрлық құжаттарға қол жеткізу", ru: "Доступ к цифровым документам",
                en: "Accesses to digital documents")
        case .logIns:
            Localised(kk: "Жеке кабинетке кіру", ru: "Входы в личный кабинет", en: "Log-ins to personal accounts")
        case .slips: Localised(kk: "Кезек талондары", ru: "Талоны очереди", en: "Slips of the queue")
        case .reservations: Localised(kk: "Кезекке жазылу", ru: "Бронирование очереди", en: "Reservations")
        case .missingCodes:
            Localised(
                kk: "Келмеген SMS-кодтар туралы хабарлар", ru: "Сообщения о неполученных SMS-кодах",
                en: "Reports of missing SMS codes")
        case .machines:
            Localised(kk: "Тіркелген құрылғылар", ru: "Зарегистрированные устройства", en: "Machines enrolled")
        }
    }
}
