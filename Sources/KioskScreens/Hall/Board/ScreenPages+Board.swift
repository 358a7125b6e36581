import HallContract
import KioskDomain

extension ScreenPages {
    /// The hall board as a whole page. Its script changes only what changed; these rows are what it finds.
    func board(_ frame: BoardFrame, _ site: HallSite) -> String {
        render(
            "board-page",
            [
                "title": pair(BoardTexts.title), "psc": site.pscName.kk, "pscSecond": site.pscName.ru,
                "demonstration": site.isDemonstration ? trilingual(DemonstrationTexts.title) : [],
                "number": pair(BoardTexts.number), "window": pair(BoardTexts.window),
                "waiting": pair(BoardTexts.waiting), "nobody": pair(BoardTexts.nobody),
                "stale": pair(BoardTexts.stale), "isEmpty": frame.called.isEmpty,
                "places": String(BoardView.places),
                "called": frame.called.prefix(BoardView.places).map {
                    ["number": $0.number, "window": String($0.window), "at": String($0.at.milliseconds)]
                },
                "wall": String(site.wallMilliseconds), "clock": site.minute(site.clock.now()),
                "numbers": frame.waiting, "more": frame.more > 0 ? "+\(frame.more)" : "",
            ])
    }

    /// The board is for everybody: both official languages.
    private func pair(_ text: Localised) -> [[String: String]] { Array(trilingual(text).prefix(2)) }
}

/// The hall board, read by everybody, so in two languages at once.
enum BoardTexts {
    static let title = Localised(kk: "Электрондық кезек", ru: "Электронная очередь", en: "Queue")
    static let number = Localised(kk: "Нөмір", ru: "Номер", en: "Number")
    static let window = Localised(kk: "Терезе", ru: "Окно", en: "Window")
    static let waiting = Localised(kk: "Күтіп тұр", ru: "Ожидают", en: "Waiting")
    static let nobody = Localised(kk: "Шақырылған нөмір жоқ", ru: "Пока никого не вызвали", en: "Nobody called yet")
    /// The time follows.
    static let stale = Localised(
        kk: "Кезекпен байланыс үзілді. Соңғы мәлімет:", ru: "Нет связи с очередью. Последние данные:",
        en: "No line to the queue. Last news:")
}
