import HallQueue
import KioskDomain

/// The daily report of the hall.
enum ReportTexts {
    static let title = Localised(kk: "Күндік есеп", ru: "Отчёт за день", en: "Daily report")
    static let day = Localised(kk: "Күн", ru: "День", en: "Day")
    static let show = Localised(kk: "Көрсету", ru: "Показать", en: "Show")
    static let none = Localised(
        kk: "Бұл күннің есебі жоқ.", ru: "За этот день отчёта нет.", en: "There is no report of this day.")
    static let csv = Localised(kk: "CSV кестесі", ru: "Таблица CSV", en: "Table (CSV)")
    static let svg = Localised(kk: "Сурет (SVG)", ru: "Картинка (SVG)", en: "Picture (SVG)")
    static let png = Localised(kk: "Сурет (PNG)", ru: "Картинка (PNG)", en: "Picture (PNG)")
    static let picture = Localised(
        kk: "{} күнгі келушілер мен күту уақыты, сағат бойынша; сандары төмендегі кестелерде",
        ru: "Посетители и ожидание по часам за {}; числа в таблицах ниже",
        en: "Visitors and waits by hour on {}; the figures are in the tables below")
    static let people = Localised(kk: "Адам саны, сағат бойынша", ru: "Люди по часам", en: "People by hour")
    static let waitMinutes = Localised(
        kk: "Орташа күту, минут", ru: "Среднее ожидание, минут", en: "Mean wait, minutes")
    static let arrivals = Localised(kk: "Келді", ru: "Пришли", en: "Came")
    static let served = Localised(kk: "Қызмет көрсетілді", ru: "Обслужены", en: "Served")
    static let meanWait = Localised(kk: "Орташа күту", ru: "Среднее ожидание", en: "Mean wait")
    static let longestWait = Localised(kk: "Ең ұзақ күту", ru: "Самое долгое", en: "Longest wait")
    static let meanService = Localised(kk: "Орташа қызмет", ru: "Среднее у окна", en: "Mean at the window")
    static let noShows = Localised(kk: "Келген жоқ", ru: "Не подошли", en: "Did not come")
    static let transfers = Localised(kk: "Жіберілді", ru: "Переданы", en: "Sent on")
    static let breaches = Localised(kk: "Брон бұзылды", ru: "Нарушена бронь", en: "Reservations broken")
    static let unserved = Localised(kk: "Қалып қойды", ru: "Не дождались", en: "Not served")
    static let total = Localised(kk: "Барлығы", ru: "Всего", en: "Total")
    static let wholeDay = Localised(kk: "Күн бойы", ru: "За день", en: "The whole day")
    static let byHour = Localised(kk: "Сағат бойынша", ru: "По часам", en: "By hour")
    static let byLane = Localised(kk: "Кезек бойынша", ru: "По очередям", en: "By lane")
    static let byService = Localised(kk: "Қызмет бойынша", ru: "По услугам", en: "By service")
    static let byWindow = Localised(kk: "Терезе бойынша", ru: "По окнам", en: "By window")
    static let others = Localised(kk: "Басқалары", ru: "Прочие", en: "Others")

    static let columns = [
        arrivals, served, meanWait, longestWait, meanService, noShows, transfers, breaches, unserved,
    ]

    /// In the order of ``columns``.
    static func cells(_ figures: HallFigures) -> [String] {
        [
            String(figures.arrivals), String(figures.served), time(figures.meanWaitSeconds),
            figures.firstCalls > 0 ? time(figures.longestWaitSeconds) : time(nil), time(figures.meanServiceSeconds),
            String(figures.noShows), String(figures.transfers), String(figures.breaches), String(figures.unserved),
        ]
    }

    /// Minutes and seconds; a dash where there is none.
    static func time(_ seconds: Int?) -> String {
        guard let seconds else { return "–" }
        let rest = seconds % 60
        return "\(seconds / 60):\(rest < 10 ? "0" : "")\(rest)"
    }
}
