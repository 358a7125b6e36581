public import KioskDomain

/// Sentences of the queue (Q2–Q8).
public enum QueueTexts {
    /// Q2.
    public static let reserved = Localised(
        kk: "Кезек сәтті брондалды", ru: "Бронирование очереди прошло успешно",
        en: "The queue reservation was successful")

    /// Q4.
    public static let late = Localised(
        kk: "Брондалған уақыт өтіп кетті. Сізге жалпы кезек талоны беріледі.",
        ru: "Время брони прошло. Вы получите талон общей очереди.",
        en: "The reserved time has passed. You will get a slip of the general queue.")

    /// Q5.
    public static let noReservation = Localised(
        kk: "Брон табылмады. Жалпы кезекке тұруға болады.", ru: "Бронь не найдена. Можно встать в общую очередь.",
        en: "No reservation was found. You can join the general queue.")

    /// Q3: slips are given from this time on.
    public static func tooEarly(from time: CivilTime) -> Localised {
        let clock = time.hoursAndMinutes
        return Localised(
            kk: "Талон сағат \(clock)-ден бастап беріледі.", ru: "Талон выдаётся с \(clock).",
            en: "Slips are given from \(clock).")
    }

    /// Q3: the promise on the slip.
    public static func callBy(_ time: CivilTime) -> Localised {
        let clock = time.hoursAndMinutes
        return Localised(
            kk: "Шақыру уақыты: \(clock) дейін", ru: "Вас вызовут до \(clock)", en: "You will be called by \(clock)")
    }

    /// Q7.
    public static let copy = Localised(kk: "КӨШІРМЕ", ru: "КОПИЯ", en: "COPY")
    /// Q9.
    public static let provisional = Localised(
        kk: "Уақытша талон: порталмен байланыс жоқ", ru: "Временный талон: нет связи с порталом",
        en: "Provisional slip: the portal cannot be reached")

    /// Q8.
    public static let watchBoard = Localised(
        kk: "Нөміріңіз таблода жанғанда, көрсетілген терезеге барыңыз.",
        ru: "Когда номер загорится на табло, подойдите к указанному окну.",
        en: "When your number lights up on the board, go to the window beside it.")
}

extension TicketLane {
    /// The name of the lane (Q3, Q5, Q6).
    public var text: Localised {
        switch self {
        case .general: Localised(kk: "Жалпы кезек", ru: "Общая очередь", en: "General queue")
        case .reserved: Localised(kk: "Брон", ru: "Бронирование", en: "Reservation")
        case .preferential: Localised(kk: "Жеңілдік терезесі", ru: "Льготное окно", en: "Preferential window")
        case .referral: Localised(kk: "Операторға жолдама", ru: "Направление к оператору", en: "Sent to an operator")
        }
    }
}

extension CardExchangeGate {
    /// The one text of I2, whatever the reason.
    public static let unavailableText = Localised(
        kk: "Рәсімдеу қолжетімсіз, ХҚКО-ға жүгініңіз", ru: "Оформление недоступно, обратитесь в ЦОН",
        en: "The service is not available, please go to a Public Service Centre")
}

extension CardExchangeGate.Refusal {
    /// The reason, for a technician (I3).
    public var technicianText: String {
        switch self {
        case .outsidePilot: "today lies outside the configured days of the pilot"
        case .otherReason: "the reason given is not the expiry of the card"
        case .notHolder: "the applicant is not the holder"
        case .tooEarly: "the card expires later than the window allows"
        case .tooLate: "the card expired longer ago than the window allows"
        }
    }
}

extension SMSNotReceivedReason {
    /// Why a code may not have arrived, and what helps (L3).
    public var text: Localised {
        switch self {
        case .portedLessThanADayAgo:
            Localised(
                kk: "Нөмір басқа операторға бір тәулікке жетпей бұрын ауысқан: ертең қайталаңыз.",
                ru: "Номер перенесён к другому оператору менее суток назад: повторите завтра.",
                en: "The number was ported less than a day ago: try again tomorrow.")
        case .zeroBalance:
            Localised(
                kk: "Телефон балансы нөлге тең: толтырыңыз.", ru: "Нулевой баланс телефона: пополните его.",
                en: "The balance of the phone is zero: top it up.")
        case .shortNumbersBlocked:
            Localised(
                kk: "Қысқа нөмірлерден хабарлама қабылдау бұғатталған: рұқсат беріңіз.",
                ru: "Приём сообщений с коротких номеров запрещён: разрешите его.",
                en: "Messages from short numbers are blocked: allow them.")
        case .notInMobileCitizensDatabase: FailureCode.smsPhoneUnknown.text
        case .technicalFailure:
            Localised(
                kk: "Жіберу кезінде техникалық ақау болды: 1414 нөміріне хабарласыңыз.",
                ru: "Технический сбой отправки: обратитесь по номеру 1414.",
                en: "Sending failed for a technical reason: call 1414.")
        }
    }
}

/// Sentences about applications (E4, E5).
public enum ApplicationTexts {
    /// E4, with the last day.
    public static func handIn(by day: CivilDate) -> Localised {
        Localised(
            kk: "Өтінімді басып шығарып, \(day.short) күніне дейін (қоса алғанда) орталыққа тапсырыңыз.",
            ru: "Распечатайте заявление и сдайте его в центр по \(day.short) включительно.",
            en: "Print the application and hand it in at the centre on or before \(day.long(in: .english)).")
    }

    /// E5.
    public static let goToCentre = Localised(
        kk: "Өтінім әлі расталмады. Оны тапсырған орталыққа барыңыз.",
        ru: "Заявление ещё не подтверждено. Обратитесь в центр, где вы его подали.",
        en: "The application is not confirmed yet. Go to the centre where you submitted it.")
}

extension AskedDeed {
    /// What may have come of it although the portal did not answer.
    public var mayBeDone: Localised {
        switch self {
        case .application:
            Localised(
                kk: "ЭЦҚ-ға өтінішіңіз порталға жетіп үлгерген болуы мүмкін.",
                ru: "Ваше заявление на ЭЦП, возможно, уже принято.",
                en: "Your application for an EDS may have reached the portal.")
        case .exchange:
            Localised(
                kk: "Жеке куәлікті ауыстыруға өтінішіңіз порталға жетіп үлгерген болуы мүмкін.",
                ru: "Ваша заявка на обмен удостоверения, возможно, уже принята.",
                en: "Your application for the exchange of the identity card may have reached the portal.")
        case .revocation:
            Localised(
                kk: "Сіз ЭЦҚ-ны қайтарып алуды сұрадыңыз: ол қайтарып алынған болуы мүмкін.",
                ru: "Вы просили отозвать ЭЦП: возможно, она уже отозвана.",
                en: "You asked to revoke your EDS: it may be revoked already.")
        }
    }

    /// Where the person sees how it ended, and what to do when nothing came of it.
    public var whereToSee: Localised {
        switch self {
        case .application:
            Localised(
                kk: "«Жеке кабинетті» қараңыз. Өтініш онда болмаса, қызметті осы киоскіде қайта бастаңыз.",
                ru: "Посмотрите в «Личном кабинете». Если заявления там нет, начните услугу в этом киоске ещё раз.",
                en: "Look at \"Personal account\". If it is not there, begin the service again at this kiosk.")
        case .exchange:
            Localised(
                kk: "Кейінірек қызметті осы киоскіде қайта бастаңыз: өтініш жеткен болса, ол көрсетіледі.",
                ru: "Позже начните услугу в этом киоске ещё раз: если заявка принята, вы её увидите.",
                en: "Begin the service again later at this kiosk: an application that has arrived is shown.")
        case .revocation:
            Localised(
                kk: "Сертификаттарды «Жеке кабинеттен» қараңыз. Әлі жарамды болса, операторға барыңыз.",
                ru: "Проверьте сертификаты в «Личном кабинете». Если они ещё действуют, подойдите к оператору.",
                en: "Look at the certificates in \"Personal account\". If they are still valid, see an operator.")
        }
    }
}

/// Sentences of the running session (R1, R2).
public enum SessionTexts {
    /// Shown before a session is wiped (R2).
    public static let moreTime = Localised(
        kk: "Тағы уақыт керек пе?", ru: "Нужно ещё время?", en: "Do you need more time?")
    /// On every screen and slip of the demonstration (R1).
    public static let demonstration = Localised(
        kk: "Көрсетілім: виртуалды құрылғылар, заңды күші жоқ",
        ru: "Демонстрация: виртуальные устройства, без юридической силы",
        en: "Demonstration: virtual devices, without legal force")
}
