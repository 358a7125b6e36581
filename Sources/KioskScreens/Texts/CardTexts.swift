import KioskDomain

/// E0, E2a, E9, R5: the card, its PIN, the writing.
enum CardTexts {
    static let insert = Localised(
        kk: "Жеке куәлікті салыңыз", ru: "Вставьте удостоверение", en: "Insert your ID card")
    static let insertAdvice = Localised(
        kk: "Чипін алға қаратып, тірелгенше салыңыз.", ru: "Чипом вперёд, до упора.", en: "Chip first, all the way in.")
    static let accepted = Localised(
        kk: "Өтініш қабылданды, нөмірі", ru: "Заявление принято, номер", en: "Application accepted, number")
    static let reading = Localised(kk: "Карта оқылуда", ru: "Читаем карту", en: "Reading your card")
    static let leaveIn = Localised(kk: "Картаны алмаңыз!", ru: "Не вынимайте карту!", en: "Leave the card in!")

    static let pin = Localised(
        kk: "Картаның PIN-кодын енгізіңіз", ru: "Введите PIN-код карты", en: "Enter your card's PIN")
    static let pinPlaces = Localised(
        kk: "Сандардың орны әр жолы ауысады.", ru: "Цифры каждый раз меняются местами.",
        en: "The digits change places every time.")
    static let pinEntry = Localised(kk: "PIN-код", ru: "PIN-код", en: "PIN")
    static let pinEntered = Localised(kk: "Енгізілген сандар: {}", ru: "Введено цифр: {}", en: "Digits entered: {}")
    static let triesLeft = Localised(kk: "Қалған әрекет: {}", ru: "Осталось попыток: {}", en: "Tries left: {}")
    static let triesUnknown = Localised(
        kk: "Карта қалған әрекет санын айтпайды", ru: "Карта не сообщает, сколько попыток осталось",
        en: "The card does not say how many tries are left")
    static let lastOne = Localised(
        kk: "Бұл — соңғы әрекет", ru: "Это последняя попытка", en: "This is the last try")
    static let lastTry = Localised(kk: "Соңғы әрекет", ru: "Последняя попытка", en: "Last try")
    static let lastTryAdvice = Localised(
        kk: "PIN-код қате болса, карта бұғатталады. Сенімді болмасаңыз, бас тартыңыз: өтініш 30 күн сақталады.",
        ru: "Если PIN-код неверный, карта заблокируется. Если вы не уверены, отмените: заявление хранится 30 дней.",
        en: "If the PIN is wrong, the card blocks itself. If you are not sure, cancel: the application is kept for "
            + "30 days.")
    static let areYouSure = Localised(
        kk: "Кодқа сенімдісіз бе?", ru: "Вы уверены в коде?", en: "Are you sure of the code?")
    static let goOn = Localised(kk: "Иә, жалғастыру", ru: "Да, продолжить", en: "Yes, go on")
    static let useLastTry = Localised(
        kk: "Иә, соңғы әрекетті жұмсау", ru: "Да, использовать её", en: "Yes, use the last try")
    static let verifying = Localised(
        kk: "Карта PIN-кодты тексеруде", ru: "Карта проверяет PIN-код", en: "The card is checking the PIN")

    static let offer = Localised(
        kk: "ЭЦҚ жазылды. PIN-кодты ауыстырасыз ба?", ru: "ЭЦП записана. Сменить PIN-код?",
        en: "The EDS is on your card. Change its PIN?")
    static let offerAdvice = Localised(
        kk: "PIN-кодты тек өзіңіз білуіңіз керек.", ru: "PIN-код должны знать только вы.",
        en: "Only you should know the PIN.")
    static let changePIN = Localised(kk: "PIN-кодты ауыстыру", ru: "Сменить PIN-код", en: "Change the PIN")
    static let keepPIN = Localised(kk: "Ауыстырмау", ru: "Не менять", en: "Keep it")
    static let newPINRule = Localised(
        kk: "6–8 сан. Туған күніңізді қолданбаңыз.", ru: "От 6 до 8 цифр. Не используйте дату рождения.",
        en: "6 to 8 digits. Do not use your birth date.")
    static let changing = Localised(
        kk: "PIN-код ауыстырылуда", ru: "Меняем PIN-код", en: "Changing the PIN")

    static func title(of step: NewPINStep) -> Localised {
        switch step {
        case .old:
            Localised(kk: "Қазіргі PIN-кодты енгізіңіз", ru: "Введите нынешний PIN-код", en: "Enter the present PIN")
        case .new: Localised(kk: "Жаңа PIN-кодты енгізіңіз", ru: "Введите новый PIN-код", en: "Enter a new PIN")
        case .again:
            Localised(kk: "Жаңа PIN-кодты қайталаңыз", ru: "Повторите новый PIN-код", en: "Enter the new PIN again")
        }
    }

    static let writing = Localised(
        kk: "ЭЦҚ картаға жазылуда", ru: "ЭЦП записывается на карту", en: "Writing the EDS to your card")

    static func name(of step: WriteStep) -> Localised {
        switch step {
        case .keys:
            Localised(kk: "Картада жаңа кілттер жасау", ru: "Создание ключей на карте", en: "Making keys on the card")
        case .request: Localised(kk: "Сертификаттар шығару", ru: "Выпуск сертификатов", en: "Issuing certificates")
        case .store: Localised(kk: "Сертификаттарды жазу", ru: "Запись сертификатов", en: "Writing certificates")
        }
    }

    /// What an interrupted write has changed on the card (R5).
    static func changed(_ step: WriteStep) -> Localised {
        switch step {
        case .keys:
            Localised(
                kk: "Картада жаңа кілттер жасала бастады: бұрынғы кілттер мен сертификаттар жұмыс істемеуі мүмкін.",
                ru: "На карте начали создаваться новые ключи: прежние ключи и сертификаты могут не работать.",
                en: "New keys were being made on the card: the former keys and certificates may no longer work.")
        case .request:
            Localised(
                kk: "Картада жаңа кілттер бар, бірақ оларға сертификат жазылмады. Бұрынғы кілттер енді жоқ.",
                ru: "На карте новые ключи, но сертификатов для них ещё нет. Прежних ключей больше нет.",
                en: "The card has new keys, but no certificates for them yet. The former keys are gone.")
        case .store:
            Localised(
                kk: "Картада жаңа кілттер бар, сертификаттар шығарылды, бірақ картаға толық жазылмады.",
                ru: "На карте новые ключи, сертификаты выпущены, но записаны на карту не полностью.",
                en: "The card has new keys and the certificates are issued, but not all of them are on the card.")
        }
    }
}
