import KioskDomain

/// The phone number of the personal account, and a code that did not come: L3, L4.
enum PhoneTexts {
    static let none = Localised(
        kk: "Сізде тіркелген нөмір жоқ", ru: "У вас нет зарегистрированного номера", en: "You have no registered number"
    )
    static let noneAdvice = Localised(
        kk: "SMS-код жіберетін нөмір Мобильді азаматтар базасында жоқ. Оны ЭЦҚ-мен осы жерде тіркеуге болады.",
        ru: "В Базе мобильных граждан нет номера для SMS-кода. Его можно зарегистрировать здесь по вашей ЭЦП.",
        en: "The Mobile Citizens Database has no number for the SMS code. You can register one here with your EDS.")
    static let register = Localised(kk: "Нөмірді тіркеу", ru: "Зарегистрировать номер", en: "Register a number")
    static let change = Localised(kk: "Нөмірді өзгерту", ru: "Сменить номер", en: "Change the number")
    static let title = Localised(kk: "Жаңа нөмірді енгізіңіз", ru: "Введите новый номер", en: "Enter the new number")
    static let advice = Localised(
        kk: "Нөмір сіздікі екенін растау үшін оған SMS-код келеді.",
        ru: "На него придёт код по SMS: так подтверждается, что номер ваш.",
        en: "An SMS code comes to it, which confirms that the number is yours.")
    static let field = Localised(kk: "Ұялы нөмір", ru: "Мобильный номер", en: "Mobile number")
    static let hint = Localised(kk: "+7 кейінгі 10 сан", ru: "10 цифр после +7", en: "the 10 digits after +7")
    static let registering = Localised(kk: "Нөмір тіркелуде", ru: "Регистрируем номер", en: "Registering the number")
    static let registered = Localised(
        kk: "Нөмір Мобильді азаматтар базасында тіркелді.", ru: "Номер зарегистрирован в Базе мобильных граждан.",
        en: "The number is registered in the Mobile Citizens Database.")

    static let missing = Localised(kk: "Код келмеді", ru: "Код не пришёл", en: "The code did not come")
    static let why = Localised(kk: "Қайсысы сізге сәйкес?", ru: "Что из этого подходит?", en: "Which of these is it?")
    static let whyAdvice = Localised(
        kk: "Хабарлама порталға жіберіледі.", ru: "Об этом будет сообщено порталу.", en: "The portal will be told.")
    static let missingPhone = Localised(
        kk: "Код қай нөмірге келуі керек еді?", ru: "На какой номер ждали код?",
        en: "To which number should the code have come?")
    static let report = Localised(kk: "Ақау туралы хабарлама", ru: "Сообщение о сбое", en: "Report of the failure")
    static let reportAdvice = Localised(
        kk: "Порталға тек осы төрт дерек жіберіледі.", ru: "Порталу уйдут только эти четыре строки.",
        en: "Only these four fields go to the portal.")
    static let requested = Localised(kk: "Код сұралған уақыт", ru: "Код запрошен", en: "Code asked for")
    static let description = Localised(kk: "Не болды", ru: "Что произошло", en: "What happened")
    static let send = Localised(kk: "Жіберу", ru: "Отправить", en: "Send")
    static let sending = Localised(kk: "Хабарлама жіберілуде", ru: "Отправляем сообщение", en: "Sending the report")
    static let sent = Localised(kk: "Хабарлама қабылданды", ru: "Сообщение принято", en: "The report was received")
    static let sentAdvice = Localised(
        kk: "Осы нөмірді жазып алыңыз: 1414 қызметі сұрайды.", ru: "Запишите этот номер: его спросят по телефону 1414.",
        en: "Note this number: the 1414 service will ask for it.")
    static let back = Localised(kk: "Кодты енгізу", ru: "Ввести код", en: "Enter the code")
}
