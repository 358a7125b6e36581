import KioskDomain
import KioskTexts

/// Where an application for an identity card stands: I4–I6.
enum ExchangeStandingTexts {
    static let title = Localised(kk: "Талон нөмірін енгізіңіз", ru: "Введите номер талона", en: "Enter the slip number")
    static let lead = Localised(
        kk: "Ол тіркеу талонында тұр.", ru: "Он указан на талоне регистрации.",
        en: "It stands on the registration slip.")
    static let hint = Localised(
        kk: "M әрпінен кейінгі 11 сан", ru: "11 цифр после буквы M", en: "the 11 digits after the letter M")
    static let asking = Localised(kk: "Өтініш ізделуде", ru: "Ищем заявку", en: "Looking for the application")
    static let submitted = Localised(kk: "Берілген күні", ru: "Подана", en: "Submitted")
    static let fee = Localised(kk: "Баж", ru: "Пошлина", en: "Fee")
    static let why = Localised(kk: "Себебі", ru: "Причина", en: "Reason")
    static let print = Localised(kk: "Талонды басып шығару", ru: "Напечатать талон", en: "Print the slip")
    static let printing = Localised(kk: "Талон басылуда", ru: "Печатаем талон", en: "Printing the slip")

    static func name(of stage: CardExchangeCase.Stage) -> Localised {
        switch stage {
        case .submitted, .underCheck:
            Localised(kk: "Қызметкер тексеріп жатыр", ru: "Проверяет сотрудник", en: "With an officer")
        case .certified, .inProduction: Localised(kk: "Дайындалуда", ru: "Изготавливается", en: "Being made")
        case .ready: Localised(kk: "Куәлік дайын", ru: "Удостоверение готово", en: "The card is ready")
        case .collected: Localised(kk: "Куәлік берілді", ru: "Удостоверение выдано", en: "The card was collected")
        case .annulled: Localised(kk: "Өтініштің күші жойылды", ru: "Заявка аннулирована", en: "Application annulled")
        }
    }

    /// What the person does next.
    static func next(_ stage: CardExchangeCase.Stage) -> Localised {
        switch stage {
        case .submitted, .underCheck, .certified, .inProduction:
            Localised(
                kk: "Күтіңіз: күйін осы нөмірмен қараңыз.", ru: "Подождите и проверьте позже по этому номеру.",
                en: "Please wait, and look again later by this number.")
        case .ready:
            Localised(
                kk: "Талонмен өзіңіз келіп алыңыз.", ru: "Приходите за ним лично с талоном.",
                en: "Come in person with the slip to collect it.")
        case .collected:
            Localised(
                kk: "Ештеңе істеудің қажеті жоқ.", ru: "Ничего делать не нужно.", en: "There is nothing left to do.")
        case .annulled:
            Localised(
                kk: "Жаңа өтініш беріп, бажды қайта төлеңіз. Бұрынғысын қайтарып алуға болады.",
                ru: "Подайте новую заявку и снова оплатите пошлину. Прежнюю можно вернуть.",
                en: "Apply again and pay the fee again. The earlier one can be refunded.")
        }
    }

    /// I5, in one line of a list.
    static func because(_ reason: CardExchangeCase.AnnulmentReason) -> Localised {
        let told = name(of: reason)
        return Localised(kk: "\(why.kk): \(told.kk)", ru: "\(why.ru): \(told.ru)", en: "\(why.en): \(told.en)")
    }

    static func name(of fee: CardExchangeCase.Fee) -> Localised {
        switch fee {
        case .paid: Localised(kk: "төленді", ru: "оплачена", en: "paid")
        case .refundableNewOnePaysAgain: Localised(kk: "қайтарылады", ru: "можно вернуть", en: "refundable")
        }
    }

    static func name(of reason: CardExchangeCase.AnnulmentReason) -> Localised {
        switch reason {
        case .photo: Localised(kk: "сурет талапқа сай емес", ru: "фото не подходит", en: "the photo does not conform")
        case .signature:
            Localised(
                kk: "қол үлгісі талапқа сай емес", ru: "подпись не подходит", en: "the signature does not conform")
        case .furtherChecks:
            Localised(kk: "қосымша тексеру қажет", ru: "нужна дополнительная проверка", en: "more checks are needed")
        }
    }
}
