import KioskDomain
import KioskTexts

/// "Personal account": L1–L4.
enum AccountTexts {
    static let service = Localised(kk: "Жеке кабинет", ru: "Личный кабинет", en: "Personal account")
    static let serviceAbout = Localised(
        kk: "Сертификаттар, өтініштер, телефон нөмірі.", ru: "Сертификаты, заявления, номер телефона.",
        en: "Certificates, applications, phone number.")
    static let title = Localised(kk: "Қалай кіресіз?", ru: "Как вы войдёте?", en: "How would you like to log in?")
    static let byCard = Localised(kk: "Картамен", ru: "По карте", en: "With my card")
    static let byCardAbout = Localised(
        kk: "Картаның PIN-коды, сосын 1414 нөмірінен SMS-код.", ru: "PIN-код карты, затем SMS-код с номера 1414.",
        en: "The card's PIN, then an SMS code from 1414.")
    static let byPhone = Localised(kk: "Мобильді қосымшамен", ru: "Мобильным приложением", en: "With the mobile app")
    static let byPhoneAbout = Localised(
        kk: "Экрандағы QR-кодты қосымшамен сканерлеңіз.", ru: "Отсканируйте приложением QR-код с экрана.",
        en: "Scan the QR code on this screen with the app.")
    static let opening = Localised(
        kk: "Порталға кіру ашылуда", ru: "Открываем вход на портал", en: "Opening the log-in")
    static let scan = Localised(
        kk: "QR-кодты қосымшамен сканерлеңіз", ru: "Отсканируйте QR-код приложением",
        en: "Scan the QR code with the app")
    static let scanAdvice = Localised(
        kk: "Код {} дейін жарамды. Сосын жаңасын аласыз.", ru: "Код действует до {}. Потом можно получить новый.",
        en: "The code is good until {}. After that you can have a new one.")
    static let qr = Localised(kk: "Кіруге арналған QR-код", ru: "QR-код для входа", en: "QR code of the log-in")
    static let pinAdvice = Localised(
        kk: "PIN-код порталға кіруді растайды.", ru: "PIN-код подтверждает вход на портал.",
        en: "The PIN confirms your log-in to the portal.")
    static let signing = Localised(kk: "Кіру расталуда", ru: "Подтверждаем вход", en: "Confirming the log-in")
    static let fetching = Localised(kk: "Кабинет ашылуда", ru: "Открываем кабинет", en: "Opening your account")
    static let codeSent = Localised(
        kk: "Код {} нөміріне жіберілді. Соңына дейін картаны алмаңыз!",
        ru: "Код отправлен на номер {}. Не вынимайте карту до конца!",
        en: "A code was sent to {}. Leave the card in until the end!")
    static let takeAdvice = Localised(
        kk: "Аяқтасаңыз немесе картаны алсаңыз, бәрі экраннан өшіріледі.",
        ru: "Когда закончите или вынете карту, всё будет стёрто с экрана.",
        en: "When you finish or take your card, all of it is wiped from this screen.")
    static let wipeAdvice = Localised(
        kk: "Аяқтасаңыз, бәрі экраннан өшіріледі.", ru: "Когда закончите, всё будет стёрто с экрана.",
        en: "When you finish, all of it is wiped from this screen.")
    static let phone = Localised(kk: "Телефон", ru: "Телефон", en: "Phone")
    static let noPhone = Localised(kk: "тіркелмеген", ru: "не зарегистрирован", en: "not registered")
    static let certificates = Localised(kk: "Сертификаттар", ru: "Сертификаты", en: "Certificates")
    static let applications = Localised(kk: "ЭЦҚ өтініштері", ru: "Заявления на ЭЦП", en: "EDS applications")
    static let attempts = Localised(
        kk: "Бетпен сәйкестендіру әрекеттері", ru: "Попытки опознания по лицу", en: "Attempts at face identification")
    static let exchanges = Localised(
        kk: "Жеке куәлікті ауыстыру", ru: "Обмен удостоверения", en: "Exchange of the identity card")
    static let nothing = Localised(kk: "жазба жоқ", ru: "записей нет", en: "no entries")
    static let open = Localised(kk: "аяқталмаған", ru: "не завершена", en: "not finished")

    static let back = Localised(kk: "Кабинетке", ru: "В кабинет", en: "To my account")
    static let next = Localised(kk: "Келесі бет", ru: "Следующая страница", en: "Next page")
    static let previous = Localised(kk: "Алдыңғы бет", ru: "Предыдущая страница", en: "Previous page")

    static func all(_ count: Int) -> Localised {
        Localised(kk: "Бәрі: {}", ru: "Все: {}", en: "All: {}").with(count)
    }

    static func rows(_ range: Range<Int>, of count: Int) -> Localised {
        let shown = "\(range.lowerBound + 1)–\(range.upperBound)"
        return Localised(
            kk: "Жазбалар: \(shown), барлығы: \(count)", ru: "Записи: \(shown) из \(count)",
            en: "Entries: \(shown) of \(count)")
    }

    static func until(_ day: CivilDate) -> Localised {
        Localised(kk: "{} дейін", ru: "до {}", en: "until {}").with(day.short)
    }

    static func name(of standing: AccountSummary.Certificate.Standing) -> Localised {
        switch standing {
        case .valid: Localised(kk: "жарамды", ru: "действует", en: "valid")
        case .expired: Localised(kk: "мерзімі өтті", ru: "срок истёк", en: "expired")
        case .revoked: Localised(kk: "кері қайтарылды", ru: "отозван", en: "revoked")
        }
    }
}
