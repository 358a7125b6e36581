import KioskDomain

/// The manager's first page: the hall now, and how its terminals are.
enum ManagerTexts {
    static let title = Localised(kk: "Залды басқару", ru: "Управление залом", en: "The hall's manager")
    static let overview = Localised(kk: "Шолу", ru: "Обзор", en: "Overview")
    static let now = Localised(kk: "Қазір", ru: "Сейчас", en: "Now")
    static let waiting = Localised(kk: "Кезекте", ru: "Ожидают", en: "Waiting")
    static let serving = Localised(kk: "Терезелерде", ru: "У окон", en: "At windows")
    static let paused = Localised(kk: "Үзілістегі терезелер", ru: "Окон на перерыве", en: "Windows on a break")
    static let givesSlips = Localised(kk: "Талон беріледі.", ru: "Талоны выдаются.", en: "Slips are given.")
    static let terminals = Localised(kk: "Терминалдар", ru: "Терминалы", en: "Terminals")
    static let terminal = Localised(kk: "Терминал", ru: "Терминал", en: "Terminal")
    static let heard = Localised(kk: "Соңғы хабар", ru: "Последний сигнал", en: "Last heard")
    static let ago = Localised(kk: "бұрын", ru: "назад", en: "ago")
    static let notHeard = Localised(kk: "Бүгін хабар болған жоқ", ru: "Сегодня не слышно", en: "Not heard today")
    static let silent = Localised(
        kk: "Терминалдан хабар жоқ. Қуаты мен желісін тексеріңіз.",
        ru: "Терминал не отвечает. Проверьте питание и сеть.",
        en: "The terminal is silent. Check its power and its line.")
    static let state = Localised(kk: "Күйі", ru: "Состояние", en: "State")
    static let works = Localised(kk: "Бәрі жұмыс істейді", ru: "Всё работает", en: "Everything works")
    static let unknown = Localised(kk: "Белгісіз", ru: "Неизвестно", en: "Not known")
    static let none = Localised(
        kk: "Жоспарда терминал жоқ.", ru: "В плане нет терминалов.", en: "The plan has no terminal.")
    static let missed = Localised(
        kk: "Зал осы терминалды күтіп тұр: оның нөмірлері белгілі болмайынша жаңа нөмірлер берілмейді.",
        ru: "Зал ждёт этот терминал: пока его номера неизвестны, новые номера не выдаются.",
        en: "The hall waits for this terminal: until its numbers are known, no new ones are given.")
    static let leaveOut = Localised(kk: "Онсыз жалғастыру…", ru: "Продолжить без него…", en: "Go on without it…")
    static let leaveOutTitle = Localised(
        kk: "{} терминалынсыз жалғастыру керек пе?", ru: "Продолжить без терминала {}?",
        en: "Go on without the terminal {}?")
    static let leaveOutText = Localised(
        kk: "Оның зал білмейтін талондары кезекке кейін, ол оралғанда қосылады. Алдымен оны қосып көріңіз.",
        ru:
            "Его талоны, о которых зал не знает, войдут в очередь позже, когда он вернётся. Сначала попробуйте включить его.",
        en: "Slips of it that the hall does not know join later, when it is back. Try to start it first.")
    static let leaveOutDo = Localised(kk: "Онсыз жалғастыру", ru: "Продолжить без него", en: "Go on without it")
    static let leftOut = Localised(
        kk: "Зал бұл терминалсыз жұмыс істейді.", ru: "Зал работает без этого терминала.",
        en: "The hall goes on without this terminal.")
    static let signInAgain = Localised(
        kk: "Басқа бетте кіру", ru: "Войти в другой вкладке", en: "Sign in in another tab")
    static let back = Localised(kk: "Артқа", ru: "Назад", en: "Back")
}
