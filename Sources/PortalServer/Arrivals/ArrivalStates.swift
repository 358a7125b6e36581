import KioskDomain
import PortalContract

/// How what arrived stands, in a few words.
enum ArrivalStates {
    static let open = Localised(kk: "Жүріп жатыр", ru: "Идёт", en: "Under way")
    static let begun = Localised(kk: "Басталды", ru: "Начат", en: "Begun")
    static let signed = Localised(kk: "ЭЦҚ-мен қол қойылды", ru: "Подписан ЭЦП", en: "Signed with the EDS")
    static let loggedIn = Localised(kk: "Кірді", ru: "Вход выполнен", en: "Logged in")
    static let ended = Localised(kk: "Аяқталды", ru: "Завершён", en: "Ended")
    static let issued = Localised(kk: "Шығарылды", ru: "Выпущен", en: "Issued")
    static let revoked = Localised(kk: "Кері қайтарылды", ru: "Отозван", en: "Revoked")
    static let received = Localised(kk: "Қабылданды", ru: "Принято", en: "Received")
    static let enrolled = Localised(kk: "Тіркелді", ru: "Зарегистрировано", en: "Enrolled")
    static let shutOut = Localised(kk: "Шығарылған", ru: "Отозвано", en: "Shut out")

    static func application(_ state: ApplicationStatus) -> Localised {
        switch state {
        case .applied: Localised(kk: "Бланк әлі тапсырылмаған", ru: "Бланк ещё не сдан", en: "Form not handed in yet")
        case .submitted: Localised(kk: "Оператор қарап жатыр", ru: "Рассматривает оператор", en: "With an operator")
        case .confirmed: Localised(kk: "Расталды", ru: "Подтверждено", en: "Confirmed")
        case .refused: Localised(kk: "Қабылданбады", ru: "Отказано", en: "Refused")
        case .issued: Localised(kk: "Сертификаттар шығарылды", ru: "Сертификаты выпущены", en: "Certificates issued")
        case .written: Localised(kk: "ЭЦҚ жазылды", ru: "ЭЦП записана", en: "EDS written")
        case .revoked:
            Localised(kk: "Сертификаттар кері қайтарылды", ru: "Сертификаты отозваны", en: "Certificates revoked")
        }
    }

    static func exchange(_ stage: CardExchangeCase.Stage) -> Localised {
        switch stage {
        case .submitted: Localised(kk: "Берілді", ru: "Подана", en: "Submitted")
        case .underCheck: Localised(kk: "Қызметкер тексеріп жатыр", ru: "Проверяет сотрудник", en: "With an officer")
        case .certified: Localised(kk: "Куәландырылды", ru: "Заверена", en: "Certified")
        case .inProduction: Localised(kk: "Дайындалуда", ru: "Изготавливается", en: "Being made")
        case .ready: Localised(kk: "Куәлік дайын", ru: "Удостоверение готово", en: "The card is ready")
        case .collected: Localised(kk: "Куәлік берілді", ru: "Удостоверение выдано", en: "The card was collected")
        case .annulled: Localised(kk: "Күші жойылды", ru: "Аннулирована", en: "Annulled")
        }
    }

    static func document(_ deed: DocumentDeed) -> Localised {
        switch deed {
        case .opened: Localised(kk: "Иесі ашты", ru: "Открыт владельцем", en: "Opened by the owner")
        case .extended: Localised(kk: "Иесі ұзартты", ru: "Продлён владельцем", en: "Extended by the owner")
        case .closed: Localised(kk: "Иесі жапты", ru: "Закрыт владельцем", en: "Closed by the owner")
        case .shown: Localised(kk: "Көрсетілді", ru: "Показан", en: "Shown")
        case .refused: Localised(kk: "Көрсетілмеді", ru: "Отказано", en: "Refused")
        case .attached: Localised(kk: "Іске қосылды", ru: "Приложен к делу", en: "Attached to a case")
        }
    }

    static func reservation(_ state: ReservationState) -> Localised {
        switch state {
        case .booked: Localised(kk: "Жазылған", ru: "Забронирована", en: "Booked")
        case .used: Localised(kk: "Пайдаланылды", ru: "Использована", en: "Used")
        case .void: Localised(kk: "Жарамсыз", ru: "Недействительна", en: "Void")
        case .cancelled: Localised(kk: "Бас тартылды", ru: "Отменена", en: "Cancelled")
        }
    }

    static func slip(_ state: TicketRow.State) -> Localised {
        switch state {
        case .waiting: TicketTexts.waiting
        case .called: TicketTexts.called
        case .closed: TicketTexts.closed
        }
    }
}
