import KioskDomain

extension FailureText {
    private static let anotherTerminal = Localised(
        kk: "Талонды басқа терминалдан немесе қызметкерден алыңыз.",
        ru: "Возьмите талон на другом терминале или у сотрудника.",
        en: "Take a slip at another terminal, or ask the staff.")

    /// The line between the machines of a centre, and what its hall refuses.
    static let hall: [FailureText] = [
        FailureText(
            .numbersExhausted,
            cause: "This terminal has used its block of numbers and the hall computer gives no new one.",
            Localised(
                kk: "Бұл терминалда кезек нөмірі таусылды.", ru: "На этом терминале закончились номера очереди.",
                en: "This terminal has no queue numbers left."),
            anotherTerminal,
            technician:
                "Mend the line to the hall computer; after a start of either machine they must hear each other once."),
        FailureText(
            .hallUnreachable, cause: "The hall computer does not answer.",
            Localised(
                kk: "Кезек компьютерімен байланыс жоқ.", ru: "Нет связи с компьютером очереди.",
                en: "The computer of the queue does not answer."),
            Localised(
                kk: "Қызмет жалғасады.", ru: "Обслуживание продолжается.", en: "Service goes on."),
            technician: "Terminals go on with the numbers they hold. `kioskctl queue list`; see docs/hall.md."),
        FailureText(
            .hallRefused, cause: "The hall does not accept this machine: its certificate, its role or its code.",
            Localised(
                kk: "Бұл құрылғы кезекке қосылмаған.", ru: "Это устройство не подключено к очереди.",
                en: "This device has not joined the queue."),
            Remedy.employee,
            technician:
                "On the hall computer: `kioskctl hall machines`;"
                + " then `kioskctl hall enrol` for a new code; see docs/hall.md."),
        FailureText(
            .hallPlanInvalid, cause: "The plan of the hall (windows, services, hours) does not hold together.",
            Localised(
                kk: "Кезек жоспарында қате бар.", ru: "В плане очереди ошибка.",
                en: "The plan of the queue has a mistake."),
            Localised(
                kk: "Бұрынғы жоспар күшінде қалады.", ru: "Действует прежний план.",
                en: "The plan before stays in force."),
            technician: "The detail names the line or the field; the file is `hall.plan-file`."),
        FailureText(
            .hallNotPossible, cause: "The number is not where this action starts from, or two slips claim it.",
            Localised(
                kk: "Бұл нөмірмен бұл әрекетті жасауға болмайды.", ru: "С этим номером так сделать нельзя.",
                en: "This cannot be done with this number."),
            Localised(
                kk: "Терезенің ағымдағы нөмірін қараңыз.", ru: "Посмотрите текущий номер окна.",
                en: "Look at the window's present number."),
            technician: "None: another desk was faster, or the page was old; it shows the present state."),
        FailureText(
            .numbersWithheld, cause: "Not every terminal was heard since the hall started, so no new block is given.",
            Localised(
                kk: "Жаңа нөмірлер әзірше берілмейді.", ru: "Новые номера пока не выдаются.",
                en: "New numbers are not given yet."),
            anotherTerminal,
            technician:
                "The detail names the terminals: start them, or leave them out at the manager's page (docs/hall.md)."),
        FailureText(
            .hallElsewhere, cause: "Asked of a machine that takes part in the hall of another one.",
            Localised(
                kk: "Кезек басқа компьютерде жүргізіледі.", ru: "Очередь ведётся на другом компьютере.",
                en: "The queue is kept on another computer."),
            Remedy.employee, technician: "Run the command on the machine that the detail names (`hall.address`)."),
        FailureText(
            .reportMissing, cause: "No report of this day is kept: the hall had no such day, or it is too long ago.",
            Localised(
                kk: "Бұл күннің есебі жоқ.", ru: "За этот день нет отчёта.", en: "There is no report of this day."),
            Localised(
                kk: "Басқа күнді таңдаңыз.", ru: "Выберите другой день.", en: "Choose another day."),
            technician: "The detail names the days that are kept; a day is written as 2026-11-21."),
    ]
}
