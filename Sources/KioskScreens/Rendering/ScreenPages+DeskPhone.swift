import KioskDomain
import KioskTexts

extension ScreenPages {
    /// A number for the person: first where the code goes, then the code.
    func deskPhone(_ page: OperatorPage) -> [String: Any] {
        var context: [String: Any] = [
            "title": DeskPhoneTexts.title, "lead": DeskPhoneTexts.lead, "iinLabel": OperatorTexts.iin,
            "iin": page.isAboutNumber ? page.iin : "", "phoneLabel": PhoneTexts.field, "hint": PhoneTexts.hint,
            "papers": RevocationTexts.papers, "send": DeskPhoneTexts.send,
        ]
        guard let phone = page.phone else { return context }
        if phone.isRegistered {
            context["registered"] = DeskPhoneTexts.registered.with(phone.maskedPhone)
        } else {
            context["sent"] =
                [
                    "text": DeskPhoneTexts.sent.with(phone.maskedPhone), "challenge": phone.challenge,
                    "masked": phone.maskedPhone, "codeLabel": DeskPhoneTexts.code, "register": PhoneTexts.register,
                ] as [String: Any]
        }
        return context
    }
}

/// A number for the person, at the desk (L4).
enum DeskPhoneTexts {
    static let title = Localised(kk: "Азаматтың ұялы нөмірі", ru: "Номер гражданина", en: "The citizen's number")
    static let lead = Localised(
        kk: "Мобильді азаматтар базасында нөмірі жоқ немесе ескі нөмірі қолында жоқ адамға.",
        ru: "Для того, у кого в Базе мобильных граждан нет номера или старого номера нет под рукой.",
        en: "For who has no number in the Mobile Citizens Database, or no longer has the old one at hand.")
    static let send = Localised(kk: "Код жіберу", ru: "Отправить код", en: "Send a code")
    static let sent = Localised(
        kk: "{} нөміріне код жіберілді. Азамат оны айтсын.", ru: "Код отправлен на {}. Пусть гражданин назовёт его.",
        en: "A code was sent to {}. Ask the citizen for it.")
    static let code = Localised(kk: "SMS-код", ru: "Код из SMS", en: "Code from the SMS")
    static let registered = Localised(
        kk: "{} нөмірі тіркелді. Енді кодтар сонда келеді.",
        ru: "Зарегистрирован номер {}. Коды теперь приходят на него.",
        en: "{} is registered. Codes go there from now on.")
}
