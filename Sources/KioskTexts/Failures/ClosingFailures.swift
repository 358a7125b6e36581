import KioskDomain

extension FailureText {
    /// When the centre gives no slips.
    static let closing: [FailureText] = [
        FailureText(
            .serviceClosed,
            cause: "By its plan the hall gives no slip for this service now: hours, break, holiday, last slip, or off.",
            Localised(
                kk: "Қазір талон берілмейді.", ru: "Сейчас талоны не выдаются.", en: "No slips are given now."),
            Localised(
                kk: "Жұмыс кестесін қараңыз немесе қызметкерге жүгініңіз.",
                ru: "Посмотрите график работы или обратитесь к сотруднику.",
                en: "See the opening hours, or ask the staff."),
            technician:
                "None: the manager's page has hours, breaks, holidays and services; check the clock if it is wrong.")
    ]
}
