import KioskDomain

/// "Reservation" and the preferential window on the way to a queue slip (Q3, Q6).
enum ReservationTexts {
    static let button = Localised(kk: "Брон бойынша", ru: "По брони", en: "I have a reservation")
    static let about = Localised(
        kk: "Порталда уақытты алдын ала брондаған болсаңыз.", ru: "Если вы заранее забронировали время на портале.",
        en: "If you booked a time on the portal.")
    static let title = Localised(
        kk: "Брон бойынша талон", ru: "Талон по брони", en: "Slip for your reservation")
    static let lead = Localised(
        kk: "Брон жасалған адамның ЖСН-ін енгізіңіз.", ru: "Введите ИИН того, на кого сделана бронь.",
        en: "Enter the IIN of the person who has the reservation.")
    static let without = Localised(kk: "Бронсыз жалғастыру", ru: "Продолжить без брони", en: "Go on without one")
    static let lookingUp = Localised(kk: "Брон ізделуде", ru: "Ищем бронь", en: "Looking for your reservation")
    static let preference = Localised(
        kk: "Зейнеткер немесе мүгедектігі бар адаммын", ru: "Я пенсионер или человек с инвалидностью",
        en: "I am a pensioner or a person with a disability")
    static let preferenceAbout = Localised(
        kk: "Жеңілдік терезесі. Құжатты оператор тексереді.", ru: "Льготное окно. Документ проверит оператор.",
        en: "Preferential window. The operator will check your document.")
}
