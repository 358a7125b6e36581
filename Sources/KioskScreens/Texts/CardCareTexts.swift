import KioskDomain
import KioskTexts

/// "My card": E8, E9, E10.
enum CardCareTexts {
    static let service = Localised(kk: "Менің картам", ru: "Моя карта", en: "My card")
    static let serviceAbout = Localised(
        kk: "Сертификаттардың мерзімі, PIN-кодты ауыстыру және ашу.",
        ru: "Срок сертификатов, смена и разблокировка PIN-кода.",
        en: "How long certificates are valid; change or unblock the PIN.")
    static let title = Localised(kk: "Картаңызда не бар", ru: "Что на вашей карте", en: "What is on your card")
    static let none = Localised(
        kk: "Картада ЭЦҚ сертификаты жоқ.", ru: "На карте нет сертификатов ЭЦП.",
        en: "There is no EDS certificate on the card.")
    static let dates = Localised(kk: "Жарамды:", ru: "Действует:", en: "Valid:")
    static let expired = Localised(
        kk: "Мерзімі өтті. ЭЦҚ-ны қайта алыңыз.", ru: "Срок истёк. Получите ЭЦП заново.",
        en: "Expired. Obtain an EDS anew.")
    static let notYetValid = Localised(
        kk: "Мерзімі әлі басталған жоқ", ru: "Срок ещё не начался", en: "Not valid yet")
    static let revoked = Localised(
        kk: "Қайтарып алынған. ЭЦҚ-ны қайта алыңыз.", ru: "Отозван. Получите ЭЦП заново.",
        en: "Revoked. Obtain an EDS anew.")
    /// The authority could not be asked, or gave no answer: neither good nor bad.
    static let unclear = Localised(
        kk: "Қайтарып алынған-алынбағаны қазір белгісіз.", ru: "Не отозван ли он, сейчас неизвестно.",
        en: "Whether it was revoked is not known at the moment.")
    /// No authority is configured: it is never known here.
    static let unasked = Localised(
        kk: "Қайтарып алынған-алынбағаны мұнда тексерілмейді.", ru: "Не отозван ли он, здесь не проверяется.",
        en: "Whether it was revoked is not checked here.")
    static let puk = Localised(kk: "PUK-код", ru: "PUK-код", en: "PUK")
    static let enterPUK = Localised(
        kk: "PUK-кодты енгізіңіз", ru: "Введите PUK-код", en: "Enter the PUK")
    static let unblocking = Localised(
        kk: "PIN-код бұғаттан шығарылуда", ru: "Разблокируем PIN-код", en: "Unblocking the PIN")
    static let lastPUKTry = Localised(
        kk: "PUK-код қате болса, картаны енді ашу мүмкін болмайды. Сенімді болмасаңыз, бас тартыңыз.",
        ru: "Если PUK-код неверный, карту больше нельзя будет разблокировать. Если вы не уверены, отмените.",
        en: "If the PUK is wrong, the card can never be unblocked again. If you are not sure, cancel.")
    static let renewedAdvice = Localised(
        kk: "Жаңа PIN-код қазірден бастап жарамды. Оны ешкімге айтпаңыз.",
        ru: "Новый PIN-код уже действует. Никому его не сообщайте.",
        en: "The new PIN is valid from now on. Tell it to nobody.")

    static func renewed(_ work: PINWork) -> Localised {
        switch work {
        case .change: Localised(kk: "PIN-код ауыстырылды", ru: "PIN-код изменён", en: "The PIN is changed")
        case .unblock:
            Localised(kk: "PIN-код бұғаттан шығарылды", ru: "PIN-код разблокирован", en: "The PIN is unblocked")
        case .first: Localised(kk: "PIN-код қойылды", ru: "PIN-код задан", en: "The PIN is set")
        }
    }

    static func name(of work: PINWork) -> Localised {
        switch work {
        case .change: CardTexts.changePIN
        case .unblock:
            Localised(
                kk: "PUK-кодпен жаңа PIN-код қою", ru: "Задать новый PIN-код по PUK-коду",
                en: "Set a new PIN with the PUK")
        case .first:
            Localised(
                kk: "PUK-кодпен алғашқы PIN-код қою", ru: "Задать первый PIN-код по PUK-коду",
                en: "Set the first PIN with the PUK")
        }
    }

    /// What the key of a certificate is for.
    static func names(of uses: [EDSKey]) -> Localised {
        uses.count == 1
            ? uses[0].text
            : Localised(kk: "Кіру және қол қою кілті", ru: "Ключ для входа и подписи", en: "Log-in and signature key")
    }

    /// Days in the plural of each language; 0 is the last day.
    static func daysLeft(_ days: Int) -> Localised {
        guard days > 0 else {
            return Localised(kk: "Бүгін — соңғы күн", ru: "Сегодня последний день", en: "Today is the last day")
        }
        func grouped(_ language: Language) -> String { NumberTexts.grouped(days, in: language) }
        return Localised(
            kk: "\(grouped(.kazakh)) күн қалды",
            ru: NumberTexts.russian(days, one: "Остался", few: "Осталось", many: "Осталось")
                + " \(grouped(.russian)) " + NumberTexts.russian(days, one: "день", few: "дня", many: "дней"),
            en: "\(grouped(.english)) \(days == 1 ? "day" : "days") left")
    }

    static func counter(_ standing: SecretStanding) -> Localised {
        switch standing {
        case .remaining(1): CardTexts.lastOne
        case .remaining(let tries): PINTexts.remaining(tries)
        case .unknown: CardTexts.triesUnknown
        case .blocked: Localised(kk: "Бұғатталған", ru: "Заблокирован", en: "Blocked")
        }
    }
}
