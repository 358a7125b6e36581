import KioskDomain

extension FailureText {
    /// "Reservation" at a terminal. With each of them the general queue is offered, so that nobody has come in vain.
    static let reservations: [FailureText] = [
        FailureText(
            .reservationNotFound,
            cause: "The list of today's reservations of this centre has none for the number that was typed.",
            QueueTexts.noReservation, toGeneralQueue,
            technician: "None. Should it happen to many, compare `psc.code` with the centre's code at the portal."),
        FailureText(
            .reservationRate,
            cause: "More numbers without a reservation were typed at this terminal than the limit allows.",
            Localised(
                kk: "Бұл терминалда брондар әзірге тексерілмейді.", ru: "На этом терминале брони пока не проверяются.",
                en: "Reservations are not looked up at this terminal for the moment."),
            Localised(
                kk: "Жалпы кезек талонын алыңыз немесе қызметкерге айтыңыз.",
                ru: "Возьмите талон общей очереди или обратитесь к сотруднику.",
                en: "Take a slip of the general queue, or ask the staff."),
            technician: "It opens by itself; each further wrong number doubles the wait, up to a quarter of an hour."),
        FailureText(
            .reservationEarly, cause: "Slips for a reservation are given from 30 minutes before the appointment (Q3).",
            Localised(
                kk: "Броныңыз бойынша талон беруге әлі ерте.", ru: "Талон по вашей брони выдавать ещё рано.",
                en: "It is too early for the slip of your reservation."),
            Localised(
                kk: "Сол уақытта қайта келіңіз немесе қазір жалпы кезекке тұрыңыз.",
                ru: "Подойдите в это время или встаньте сейчас в общую очередь.",
                en: "Come back then, or join the general queue now."),
            technician: "None."),
        FailureText(
            .reservationLate, cause: "The first tap on \"Reservation\" was after the appointed minute (Q4).",
            QueueTexts.late, toGeneralQueue,
            technician: "None; the reservation is void, and the portal is told."),
        FailureText(
            .reservationsUnknown,
            cause: "The portal cannot be reached and today's list of reservations was never synced (Q9).",
            Localised(
                kk: "Брондарды қазір тексеру мүмкін емес: порталмен байланыс жоқ.",
                ru: "Сейчас брони проверить нельзя: нет связи с порталом.",
                en: "Reservations cannot be checked now: the portal cannot be reached."),
            Localised(
                kk: "Уақытша белгісі бар жалпы кезек талонын алыңыз.",
                ru: "Возьмите талон общей очереди с пометкой «временный».",
                en: "Take a slip of the general queue; it is marked provisional."),
            technician: "Mend the line to the portal; the list is kept once it came through."),
    ]

    private static let toGeneralQueue = Localised(
        kk: "Жалпы кезек үшін қызметті таңдаңыз.", ru: "Для общей очереди выберите услугу.",
        en: "For the general queue choose what you came for.")
}
