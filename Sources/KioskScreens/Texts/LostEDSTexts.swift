import KioskDomain
import KioskTexts

/// "My card or key is lost": E7.
enum LostEDSTexts {
    static let offer = Localised(
        kk: "Карта немесе кілт жоғалды", ru: "Карта или ключ потеряны", en: "My card or key is lost")
    static let lead = Localised(
        kk: "Жоғалған ЭЦҚ-ны қайтарып алу үшін кім екеніңізді бетпен және SMS-кодпен растайсыз.",
        ru: "Чтобы отозвать потерянную ЭЦП, подтвердите, кто вы: лицом и кодом по SMS.",
        en: "To revoke a lost EDS, confirm who you are with your face and an SMS code.")
    static let listing = Localised(
        kk: "Сіздің ЭЦҚ ізделуде", ru: "Ищем ваши ЭЦП", en: "Looking for your EDS")
    static let title = Localised(
        kk: "Қай ЭЦҚ-ны қайтарып аласыз?", ru: "Какую ЭЦП отозвать?", en: "Which EDS is to be revoked?")
    static let choosing = Localised(
        kk: "Бұл сіздің барлық жарамды ЭЦҚ.", ru: "Это все ваши действующие ЭЦП.", en: "These are all your valid EDS.")
    static let all = Localised(kk: "Барлығын қайтарып алу", ru: "Отозвать все", en: "Revoke all of them")
    static let confirm = Localised(
        kk: "ЭЦҚ-ны қайтарып алу керек пе?", ru: "Отозвать ЭЦП?", en: "Revoke the EDS?")
    static let yes = Localised(kk: "Иә, қайтарып алу", ru: "Да, отозвать", en: "Yes, revoke it")
    static let elsewhere = Localised(
        kk: "басқа тасығышта", ru: "на другом носителе", en: "on another medium")

    static func name(of set: LiveEDS) -> Localised {
        let medium = set.medium?.text ?? elsewhere
        return Localised(
            kk: "\(medium.kk) · \(set.lastDay.short) дейін", ru: "\(medium.ru) · до \(set.lastDay.short)",
            en: "\(medium.en) · until \(set.lastDay.short)")
    }
}
