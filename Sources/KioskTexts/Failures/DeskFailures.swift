import KioskDomain

extension FailureText {
    /// What an operator asks of the hall at a window in vain.
    static let desk: [FailureText] = [
        FailureText(
            .windowUnknown, cause: "The plan of the hall has no such window, or it is switched off.",
            Localised(
                kk: "Мұндай терезе жоқ немесе ол өшірілген.", ru: "Такого окна нет или оно выключено.",
                en: "There is no such window, or it is switched off."),
            Localised(
                kk: "Терезе нөмірін тексеріңіз немесе басшыға айтыңыз.",
                ru: "Проверьте номер окна или обратитесь к руководителю.",
                en: "Check the number of the window, or ask the manager."),
            technician: "Look at the plan of the hall and at `desk.window`."),
        FailureText(
            .windowBusy, cause: "The window still serves a number.",
            Localised(
                kk: "Терезеде әлі бір нөмірге қызмет көрсетіліп жатыр.", ru: "Окно ещё обслуживает номер.",
                en: "The window still serves a number."),
            Localised(
                kk: "Алдымен сол нөмірді аяқтаңыз.", ru: "Сначала завершите работу с этим номером.",
                en: "Finish that number first."),
            technician: "None: the operator ends the number first."),
        FailureText(
            .windowPaused, cause: "The window makes a break.",
            Localised(kk: "Терезеде үзіліс.", ru: "В окне перерыв.", en: "The window is on a break."),
            Localised(
                kk: "Шақыру үшін үзілісті аяқтаңыз.", ru: "Чтобы вызвать, закончите перерыв.",
                en: "End the break to call somebody."),
            technician: "None: the operator ends the break."),
        FailureText(
            .serviceUnknown, cause: "The plan of the hall has no such service.",
            Localised(kk: "Мұндай қызмет жоқ.", ru: "Такой услуги нет.", en: "There is no such service."),
            Localised(
                kk: "Басқа қызметті таңдаңыз.", ru: "Выберите другую услугу.", en: "Choose another service."),
            technician: "Look at the plan of the hall; terminals and hall may have different lists of services."),
        FailureText(
            .ticketUnknown, cause: "No such number is known today.",
            Localised(
                kk: "Бүгін мұндай нөмір жоқ.", ru: "Сегодня такого номера нет.", en: "There is no such number today."),
            Localised(kk: "Талонды тексеріңіз.", ru: "Проверьте талон.", en: "Check the slip."),
            technician: "None; a slip of another day, or its terminal was not heard yet."),
    ]

    /// Staff at the manager's page and at a terminal.
    static let staff: [FailureText] = [
        FailureText(
            .staffSignInNeeded, cause: "Nobody has signed in with the staff PIN, or the page was left for too long.",
            Localised(
                kk: "Қызметкер PIN-кодымен кіру қажет.", ru: "Нужно войти с PIN-кодом сотрудника.",
                en: "Sign in with the staff PIN first."),
            Localised(
                kk: "PIN-кодты енгізіңіз.", ru: "Введите PIN-код.", en: "Enter the PIN."),
            technician: "Set `staff.pin-hash` to what `kioskctl staff-pin` prints."),
        FailureText(
            .staffPINWrong, cause: "The staff PIN is not the one of `staff.pin-hash`.",
            Localised(kk: "PIN-код қате.", ru: "Неверный PIN-код.", en: "The PIN is wrong."), Remedy.enterAgain,
            technician: "A new PIN: `kioskctl staff-pin` prints the value of `staff.pin-hash`."),
        FailureText(
            .staffPINWait, cause: "Five wrong staff PINs in a row; each further one waits longer.",
            Localised(
                kk: "Қате PIN-код тым көп енгізілді.", ru: "Слишком много неверных PIN-кодов.",
                en: "There were too many wrong PINs."),
            Localised(
                kk: "Көрсетілген уақыттан кейін қайталап көріңіз.", ru: "Попробуйте снова через указанное время.",
                en: "Try again after the time shown."),
            technician: "Wait; the audit trail of the journal has each wrong entry."),
        FailureText(
            .staffPINMissing, cause: "The configuration has no `staff.pin-hash`, so nobody can sign in.",
            Localised(
                kk: "Қызметкер PIN-коды орнатылмаған.", ru: "PIN-код сотрудника не задан.",
                en: "No staff PIN is set."),
            Localised(kk: "Техникке хабарласыңыз.", ru: "Обратитесь к технику.", en: "Ask the technician."),
            technician: "Set `staff.pin-hash` to what `kioskctl staff-pin` prints, and start kioskd again."),
        FailureText(
            .hallPlanChanged, cause: "Another manager saved a part of the plan after this form was drawn.",
            Localised(
                kk: "Осы арада жоспарды басқа біреу өзгертті.", ru: "Тем временем план изменил кто-то другой.",
                en: "Somebody else has changed the plan meanwhile."),
            Localised(
                kk: "Ештеңе сақталған жоқ. Белгіленген өрістерді қарап, қайта сақтаңыз.",
                ru: "Ничего не сохранено. Посмотрите отмеченные поля и сохраните ещё раз.",
                en: "Nothing was saved. Look at the marked fields and save again."),
            technician: "None; the audit trail of the journal has each `manager.plan-saved`."),
    ]
}
