import KioskDomain

/// B7, L2: who it is and the code by SMS.
enum IdentityTexts {
    static let title = Localised(kk: "Деректеріңізді енгізіңіз", ru: "Введите ваши данные", en: "Enter your details")
    static let iin = Localised(kk: "ЖСН", ru: "ИИН", en: "IIN")
    static let iinHint = Localised(kk: "12 сан", ru: "12 цифр", en: "12 digits")
    static let document = Localised(kk: "Құжат нөмірі", ru: "Номер документа", en: "Document number")
    static let documentHint = Localised(
        kk: "жеке куәлік немесе паспорт", ru: "удостоверение или паспорт", en: "ID card or passport")
    static let birthDate = Localised(kk: "Туған күні", ru: "Дата рождения", en: "Date of birth")
    static let birthDateHint = Localised(kk: "кк.аа.жжжж", ru: "дд.мм.гггг", en: "dd.mm.yyyy")
    static let onCard = Localised(kk: "Салынған карта:", ru: "Вставлена карта:", en: "Card in the reader:")
    static let useCard = Localised(kk: "ЖСН-ді картадан алу", ru: "Взять ИИН с карты", en: "Use the IIN on it")
    static let erase = Localised(kk: "Өшіру", ru: "Стереть", en: "Erase")
    static let nextField = Localised(kk: "Келесі жол", ru: "Следующее поле", en: "Next field")
    static let keypad = Localised(kk: "Сандар", ru: "Цифры", en: "Digits")
    static let checking = Localised(kk: "Деректер тексерілуде", ru: "Проверяем данные", en: "Checking your details")

    static let sending = Localised(kk: "SMS-код жіберілуде", ru: "Отправляем код по SMS", en: "Sending you a code")
    static let code = Localised(kk: "SMS-кодты енгізіңіз", ru: "Введите код из SMS", en: "Enter the SMS code")
    static let codeSent = Localised(
        kk: "1414 нөмірінен {} нөміріне код жіберілді.", ru: "С номера 1414 отправлен код на {}.",
        en: "A code was sent from 1414 to {}.")
    static let codeField = Localised(kk: "SMS-код, 6 сан", ru: "Код из SMS, 6 цифр", en: "SMS code, 6 digits")
    static let sendAgain = Localised(kk: "Кодты қайта жіберу", ru: "Отправить код снова", en: "Send the code again")
    static let triesLeft = Localised(kk: "Қалған әрекет: {}", ru: "Осталось попыток: {}", en: "Tries left: {}")
    static let checkingCode = Localised(kk: "Код тексерілуде", ru: "Проверяем код", en: "Checking the code")
    static let notReceived = Localised(kk: "Код келмеді ме?", ru: "Код не пришёл?", en: "No code arrived?")
    static let notReceivedReasons = Localised(
        kk: "Нөмір бір тәулік ішінде ауыстырылған, шотта ақша жоқ, қысқа нөмірлер бұғатталған немесе нөмір "
            + "Мобильді азаматтар базасында жоқ болуы мүмкін. Оператор көмектеседі.",
        ru: "Возможно, номер перенесён меньше суток назад, на счёте нет денег, короткие номера заблокированы или "
            + "номера нет в Базе мобильных граждан. Оператор поможет.",
        en: "Perhaps the number was ported less than a day ago, the balance is zero, short numbers are blocked, or "
            + "the number is not in the Mobile Citizens Database. An operator can help.")
}
