import KioskDomain

/// The sentences that stand on slips and nowhere else.
enum SlipTexts {
    static let queueTicket = Localised(kk: "Кезек талоны", ru: "Талон очереди", en: "Queue ticket")
    static let service = Localised(kk: "Қызмет", ru: "Услуга", en: "Service")
    static let lane = Localised(kk: "Кезек", ru: "Очередь", en: "Queue")
    static let onYourPhone = Localised(
        kk: "Нөміріңіз телефонда", ru: "Ваш номер на телефоне", en: "Your number on your phone")
    static let appointment = Localised(kk: "Жазылу уақыты", ru: "Время записи", en: "Appointment")
    static let ahead = Localised(kk: "Алдыңызда", ru: "Перед вами", en: "Ahead of you")
    static let issued = Localised(kk: "Берілді", ru: "Выдано", en: "Issued")
    static let waitForNumber = Localised(
        kk: "Нөміріңіз таблода жанғанын күтіңіз, содан кейін көрсетілген терезеге барыңыз.",
        ru: "Дождитесь, когда ваш номер загорится на табло, и подойдите к указанному окну.",
        en: "Wait until your number lights up on the board, then go to the window shown.")

    static let edsApplication = Localised(kk: "ЭЦҚ алуға өтініш", ru: "Заявка на ЭЦП", en: "EDS application")
    static let applicationNumber = Localised(kk: "Өтініш нөмірі", ru: "Номер заявки", en: "Application number")
    static let iin = Localised(kk: "ЖСН", ru: "ИИН", en: "IIN")
    static let handInBy = Localised(kk: "Тапсыру мерзімі", ru: "Сдать не позднее", en: "Hand in by")
    static let takeYourCard = Localised(
        kk: "Картаңызды алуды ұмытпаңыз", ru: "Не забудьте вашу карту", en: "Take your card with you")
    static let keepPINSecret = Localised(
        kk: "PIN-кодты ешкімге айтпаңыз. Карта жоғалса, ЭЦҚ-ны бірден қайтарып алыңыз.",
        ru: "Никому не сообщайте PIN-код. При утере карты сразу отзовите ЭЦП.",
        en: "Tell nobody your PIN. If the card is lost, have the EDS revoked at once.")

    static let referral = Localised(kk: "Операторға жолдама", ru: "Направление к оператору", en: "To an operator")
    static let showToOperator = Localised(
        kk: "Осы талонды операторға көрсетіңіз", ru: "Покажите этот талон оператору",
        en: "Show this slip to an operator")
    static let attemptsMade = Localised(
        kk: "Бет бойынша сәйкестендіру әрекеттері", ru: "Попытки идентификации по лицу",
        en: "Attempts at face identification")
    static let forOperator = Localised(
        kk: "Операторға: нәтижелерді тексеру коды", ru: "Оператору: код для проверки результатов",
        en: "For the operator: code to check the outcomes")
    static let bringDocuments = Localised(
        kk: "Жеке басты куәландыратын құжат қажет.", ru: "Нужен документ, удостоверяющий личность.",
        en: "Your identity document is needed.")

    static let interruptedWrite = Localised(
        kk: "Картаға жазу үзілді", ru: "Запись на карту прервана", en: "Writing to the card was interrupted")
    static let onYourCard = Localised(kk: "Картаңызда қазір", ru: "Сейчас на вашей карте", en: "On your card now")
    static let goToOperator = Localised(
        kk: "Осы талонмен осы орталықтың операторына барыңыз",
        ru: "Подойдите с этим талоном к оператору этого центра",
        en: "Go to an operator of this centre with this slip")
    static let code = Localised(kk: "Код", ru: "Код", en: "Code")

    static let testPage = Localised(kk: "Сынақ беті", ru: "Пробная страница", en: "Test page")
    static let printer = Localised(kk: "Принтер", ru: "Принтер", en: "Printer")
    static let testCode = Localised(kk: "Сынақ коды", ru: "Пробный код", en: "Test code")
    static let testHint = Localised(
        kk: "Сызғыш екі шетіне жетуі, барлық әріп анық көрінуі керек.",
        ru: "Линейка должна доходить до обоих краёв, все буквы — читаться.",
        en: "The ruler must reach both edges, every letter must be readable.")
}

extension SlipDocument.Mark {
    /// The word in the black band.
    var title: Localised {
        switch self {
        case .copy: Localised(kk: "КӨШІРМЕ", ru: "КОПИЯ", en: "COPY")
        case .provisional: Localised(kk: "УАҚЫТША", ru: "ПРЕДВАРИТЕЛЬНО", en: "PROVISIONAL")
        }
    }

    /// What the mark means for the person; for `provisional` also what makes the slip final.
    var meaning: Localised {
        switch self {
        case .copy:
            Localised(
                kk: "Нөмір бұрын берілген, ол өзгерген жоқ.", ru: "Номер уже был выдан, он не изменился.",
                en: "The number was given out before; it has not changed.")
        case .provisional:
            Localised(
                kk: "Порталмен байланыссыз берілді. Байланыс қалпына келгенде расталады, нөмір өзгермейді.",
                ru: "Выдано без связи с порталом. Подтвердится, когда связь восстановится; номер не изменится.",
                en: "Given out without the portal. Final as soon as the link is back; the number stays.")
        }
    }
}

/// The demonstration mark stands in three languages whatever the person chose (RULES R1).
enum DemonstrationMark {
    static let lines = ["ВИРТУАЛДЫ / КӨРСЕТІЛІМ", "ВИРТУАЛЬНО / ДЕМОНСТРАЦИЯ", "VIRTUAL / DEMONSTRATION"]
}
