import KioskDomain

extension FailureText {
    /// SMS codes.
    static let messages: [FailureText] = [
        FailureText(
            .smsWrong, cause: "The typed code is not the one that was sent.",
            Localised(kk: "Код қате.", ru: "Код неверный.", en: "The code is wrong."),
            Localised(
                kk: "1414 нөмірінен келген соңғы кодты енгізіңіз.", ru: "Введите последний код, пришедший с 1414.",
                en: "Enter the latest code from 1414."), technician: "None: a typing error."),
        FailureText(
            .smsTriesExhausted, cause: "The code was typed wrong as often as the policy allows.",
            Localised(
                kk: "Код бірнеше рет қате енгізілді, енді ол жарамсыз.",
                ru: "Код несколько раз введён неверно и больше не действует.",
                en: "The code was wrong several times and is no longer valid."),
            Localised(kk: "Жаңа код сұраңыз.", ru: "Запросите новый код.", en: "Ask for a new code."),
            technician: "None: the rule L2."),
        FailureText(
            .smsExpired, cause: "The code's life is over, or it was used already.",
            Localised(kk: "Кодтың мерзімі өтті.", ru: "Срок действия кода истёк.", en: "The code has expired."),
            Localised(kk: "Жаңа код сұраңыз.", ru: "Запросите новый код.", en: "Ask for a new code."),
            technician: "If it happens at once, compare the clocks: `kioskctl diagnose`."),
        FailureText(
            .smsLimit, cause: "Too many codes were sent for this IIN or from this kiosk.",
            Localised(
                kk: "Кодтар тым жиі сұралды.", ru: "Коды запрашивались слишком часто.",
                en: "Codes were asked for too often."), Remedy.later,
            technician: "If many people meet it at one kiosk, raise its limit at the portal."),
        FailureText(
            .smsPhoneUnknown, cause: "No number is bound to the IIN in the Mobile Citizens Database.",
            Localised(
                kk: "Сіздің ЖСН-ге телефон нөмірі тіркелмеген.", ru: "К вашему ИИН не привязан номер телефона.",
                en: "No phone number is registered for your IIN."),
            Localised(
                kk: "Нөмірді Мобильді азаматтар базасында тіркеңіз: оператор жеке куәлікпен тіркейді.",
                ru: "Зарегистрируйте номер в Базе мобильных граждан: оператор сделает это по удостоверению.",
                en: "Register your number in the Mobile Citizens Database: an operator does it by your identity card."),
            technician: "None at the kiosk."),
    ]
}
