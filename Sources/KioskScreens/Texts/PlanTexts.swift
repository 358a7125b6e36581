import KioskDomain

/// The manager's forms: hours, windows and services, and what is said beside a field.
enum PlanTexts {
    static let hours = Localised(kk: "Жұмыс уақыты", ru: "Часы работы", en: "Hours")
    static let limited = Localised(
        kk: "Талон тек жұмыс уақытында беріледі", ru: "Талоны выдаются только в часы работы",
        en: "Slips are given in working hours only")
    static let limitedHint = Localised(
        kk: "Белгіленбесе, талон тәулік бойы беріледі.", ru: "Без отметки талоны выдаются круглосуточно.",
        en: "Without it slips are given day and night.")
    static let days = Localised(kk: "Апта күндері", ru: "Дни недели", en: "Weekdays")
    static let from = Localised(kk: "басталуы", ru: "с", en: "from")
    static let to = Localised(kk: "аяқталуы", ru: "до", en: "to")
    static let breaks = Localised(kk: "Залдың үзілістері", ru: "Перерывы зала", en: "Breaks of the hall")
    static let oneBreak = Localised(kk: "{}-үзіліс", ru: "Перерыв {}", en: "Break {}")
    static let breaksHint = Localised(
        kk: "Күн сайын. Үзілісте ешкім шақырылмайды, талон берілмейді.",
        ru: "Каждый день. В перерыв никого не вызывают и талоны не выдаются.",
        en: "Every day. Nobody is called and no slip is given.")
    static let holidays = Localised(
        kk: "Мерекелер мен ауыстырылған күндер", ru: "Праздники и перенесённые дни", en: "Holidays and moved days")
    static let holidaysHint = Localised(
        kk: "Уақытсыз күн – демалыс; уақыты бар күн – қысқартылған немесе жұмыс күні. Өткен күндер өзі алынады.",
        ru: "День без часов – выходной, с часами – сокращённый или рабочий. Прошедшие дни убираются сами.",
        en: "A day without hours is closed, one with hours is short or a working day. Past days go by themselves.")
    static let oneHoliday = Localised(kk: "{}-күн", ru: "День {}", en: "Day {}")
    static let dateLabel = Localised(kk: "күні", ru: "дата", en: "date")
    static let nameLabel = Localised(kk: "атауы", ru: "название", en: "name")
    static let last = Localised(
        kk: "Соңғы талон жабылардан неше минут бұрын", ru: "Последний талон за сколько минут до закрытия",
        en: "Last slip so many minutes before closing")
    static let save = Localised(kk: "Сақтау", ru: "Сохранить", en: "Save")
    static let saved = Localised(
        kk: "Сақталды, қазірден бастап күшінде.", ru: "Сохранено и уже действует.", en: "Saved, and in force now.")

    static let windows = Localised(
        kk: "Терезелер мен қызметтер", ru: "Окна и услуги", en: "Windows and services")
    static let services = Localised(kk: "Қызметтер", ru: "Услуги", en: "Services")
    static let servicesHint = Localised(
        kk: "Өшірілген қызметке талон берілмейді; кезекте тұрғандарға қызмет көрсетіледі.",
        ru: "На выключенную услугу талоны не выдаются; кто уже в очереди, того обслужат.",
        en: "A service that is off gives no slips; who waits already is served.")
    static let windowList = Localised(kk: "Терезелер", ru: "Окна", en: "Windows")
    static let isOn = Localised(kk: "қосулы", ru: "включено", en: "on")
    static let isOff = Localised(kk: "өшірулі", ru: "выключено", en: "off")
    static let lanes = Localised(kk: "Кезектер", ru: "Очереди", en: "Lanes")
    static let ownBreaks = Localised(
        kk: "Өз үзілістері, мысалы 13:00-14:00, 16:30-16:45", ru: "Свои перерывы, например 13:00-14:00, 16:30-16:45",
        en: "Its own breaks, such as 13:00-14:00, 16:30-16:45")

    static let newService = Localised(kk: "Жаңа қызметтің коды", ru: "Код новой услуги", en: "Code of a new service")
    static let minutesEach = Localised(kk: "бір адамға минут", ru: "минут на человека", en: "minutes a person")
    /// The codes that are known and not in the plan follow.
    static let newServiceHint = Localised(
        kk: "Сақталған соң барлық терезе оны көрсетеді. Атауы – конфигурациядан (queue.purposes).",
        ru: "После сохранения её оказывают все окна. Название берётся из конфигурации (queue.purposes).",
        en: "Once saved, every window serves it. Its name comes from the configuration (queue.purposes).")
    static let newWindow = Localised(kk: "Жаңа терезенің нөмірі", ru: "Номер нового окна", en: "Number of a new window")
    static let newWindowHint = Localised(
        kk: "Сақталған соң ол бәріне қызмет көрсетеді; содан кейін шектеуге болады.",
        ru: "После сохранения оно обслуживает всех; затем это можно ограничить.",
        en: "Once saved, it serves everybody; it can be limited then.")

    // Beside a field.
    static let code = Localised(
        kk: "Код – латын кіші әріптері, цифрлар және дефис, мысалы id-card.",
        ru: "Код – строчные латинские буквы, цифры и дефис, например id-card.",
        en: "A code has small Latin letters, digits and hyphens, such as id-card.")
    static let sameCode = Localised(
        kk: "Мұндай қызмет бар.", ru: "Такая услуга уже есть.", en: "This service is there already.")
    static let usualMinutes = Localised(
        kk: "1 мен {} аралығындағы минут саны керек.", ru: "Нужно число минут от 1 до {}.",
        en: "A number of minutes from 1 to {} is needed.")
    static let windowNumber = Localised(
        kk: "1 мен 99 аралығындағы нөмір керек.", ru: "Нужен номер от 1 до 99.", en: "A number from 1 to 99 is needed.")
    static let sameWindow = Localised(
        kk: "Мұндай терезе бар.", ru: "Такое окно уже есть.", en: "This window is there already.")
    static let time = Localised(
        kk: "Уақытты 09:00 түрінде жазыңыз (00:00–23:59).", ru: "Напишите время как 09:00 (00:00–23:59).",
        en: "Write a time such as 09:00 (00:00–23:59).")
    static let endFirst = Localised(
        kk: "Аяқталуы басталуынан кейін болуы керек.", ru: "Конец должен быть позже начала.",
        en: "The end must come after the beginning.")
    static let overlaps = Localised(
        kk: "Басқа үзіліспен қабаттасады.", ru: "Пересекается с другим перерывом.", en: "Overlaps another break.")
    static let minutes = Localised(
        kk: "0 мен {} аралығындағы минут саны керек.", ru: "Нужно число минут от 0 до {}.",
        en: "A number of minutes from 0 to {} is needed.")
    static let tooShort = Localised(
        kk: "Бұл күн соңғы талонға дейінгі {} минуттан ұзақ болуы керек.",
        ru: "День должен быть длиннее времени до последнего талона, минут: {}.",
        en: "The day must be longer than the {} minutes after the last slip.")
    static let date = Localised(
        kk: "Күнді 16.12.2026 түрінде жазыңыз.", ru: "Напишите дату как 16.12.2026.",
        en: "Write a date such as 16.12.2026.")
    static let sameDate = Localised(
        kk: "Бұл күн жоғарыда бар.", ru: "Эта дата уже есть выше.", en: "This date stands above already.")
    static let name = Localised(
        kk: "1-ден {} әріпке дейінгі атау керек.", ru: "Нужно название. Букв не меньше 1 и не больше {}.",
        en: "A name of 1 to {} letters is needed.")
    static let neverOpen = Localised(
        kk: "Кемінде бір жұмыс күні керек.", ru: "Нужен хотя бы один рабочий день.",
        en: "At least one working day is needed.")
    static let noLane = Localised(
        kk: "Кемінде бір кезекті белгілеңіз.", ru: "Отметьте хотя бы одну очередь.", en: "Choose at least one lane.")
    static let noWindow = Localised(
        kk: "Бұл қызметке қосулы терезе жоқ. Кезек:", ru: "Нет включённого окна для этой услуги. Очередь:",
        en: "No window that is on serves it. Lane:")
    static let breakList = Localised(
        kk: "Үзілістерді 13:00-14:00, 16:30-16:45 түрінде жазыңыз (ең көбі 10).",
        ru: "Напишите перерывы как 13:00-14:00, 16:30-16:45 (не больше 10).",
        en: "Write breaks such as 13:00-14:00, 16:30-16:45 (10 at most).")

    /// What another manager has put into force meanwhile.
    static func inForce(_ value: String) -> Localised {
        let now = Localised(kk: "Қазір күшінде: {}", ru: "Сейчас действует: {}", en: "In force now: {}")
        let words = ["on": isOn, "": Localised(kk: "–", ru: "–", en: "–")][value]
        return Localised(
            kk: now.with(words?.kk ?? value).kk, ru: now.with(words?.ru ?? value).ru,
            en: now.with(words?.en ?? value).en)
    }

    /// 1 Monday to 7 Sunday.
    static func weekday(_ number: Int) -> Localised {
        let names = [
            Localised(kk: "Дүйсенбі", ru: "Понедельник", en: "Monday"),
            Localised(kk: "Сейсенбі", ru: "Вторник", en: "Tuesday"),
            Localised(kk: "Сәрсенбі", ru: "Среда", en: "Wednesday"),
            Localised(kk: "Бейсенбі", ru: "Четверг", en: "Thursday"),
            Localised(kk: "Жұма", ru: "Пятница", en: "Friday"),
            Localised(kk: "Сенбі", ru: "Суббота", en: "Saturday"),
            Localised(kk: "Жексенбі", ru: "Воскресенье", en: "Sunday"),
        ]
        return names[min(max(number, 1), 7) - 1]
    }
}
