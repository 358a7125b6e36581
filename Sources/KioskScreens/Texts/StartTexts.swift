import KioskDomain

/// First touch, services, queue slip.
enum StartTexts {
    static let welcome = Localised(kk: "Қош келдіңіз!", ru: "Добро пожаловать!", en: "Welcome!")
    static let services = Localised(
        kk: "Қандай қызмет қажет?", ru: "Какая услуга вам нужна?", en: "What would you like to do?")
    static let ticket = Localised(kk: "Кезек талоны", ru: "Талон в очередь", en: "Queue slip")
    static let ticketAbout = Localised(
        kk: "Операторға кезек нөмірін алыңыз.", ru: "Получите номер на приём к оператору.",
        en: "Get a number to see an operator.")
    static let eds = Localised(kk: "Бет-әлпетпен ЭЦҚ алу", ru: "Получить ЭЦП по лицу", en: "Get an EDS by face")
    static let edsAbout = Localised(
        kk: "Жеке куәлігіңізге жазылады. Куәлік пен телефон қажет, 5 минут.",
        ru: "Запишем на ваше удостоверение. Нужны удостоверение и телефон, 5 минут.",
        en: "Written to your ID card. You need the card and your phone, 5 minutes.")
    static let operatorOnly = Localised(
        kk: "Бұл киоскіде тек оператор арқылы", ru: "На этом киоске — только через оператора",
        en: "At this kiosk by an operator only")
    static let cameraFault = Localised(
        kk: "Камера қазір жұмыс істемейді", ru: "Камера сейчас не работает", en: "The camera is not working now")
    static let readerFault = Localised(
        kk: "Карта оқу құрылғысы қазір жұмыс істемейді", ru: "Считыватель карт сейчас не работает",
        en: "The card reader is not working now")
    static let printerFault = Localised(
        kk: "Принтер жұмыс істемейді: нөмір тек экранда көрсетіледі",
        ru: "Принтер не работает: номер будет только на экране",
        en: "The printer is not working: the number is shown on the screen only")
    static let purpose = Localised(
        kk: "Қай қызмет бойынша келдіңіз?", ru: "По какому вопросу вы пришли?", en: "What is your visit about?")
    static let issuing = Localised(kk: "Нөмір берілуде", ru: "Получаем номер", en: "Getting your number")
    static let printing = Localised(kk: "Талон басылуда", ru: "Печатаем талон", en: "Printing your slip")
}

/// R3: cards that are left in the reader.
enum CardLeftTexts {
    static let former = Localised(
        kk: "Алдыңғы картаны алыңыз", ru: "Заберите прежнюю карту", en: "Take out the former card")
    static let formerAdvice = Localised(
        kk: "Оқу құрылғысында алдыңғы келушінің картасы қалды. Оны операторға беріңіз.",
        ru: "В считывателе осталась карта прошлого посетителя. Передайте её оператору.",
        en: "The last visitor's card is still in the reader. Please hand it to an operator.")
    static let take = Localised(kk: "Картаңызды алыңыз", ru: "Заберите вашу карту", en: "Take your card")
    static let takeAdvice = Localised(
        kk: "Деректеріңіз экраннан өшірілді. Карта оқу құрылғысында қалды.",
        ru: "Ваши данные стёрты с экрана. Карта осталась в считывателе.",
        en: "Your data have been wiped from the screen. Your card is still in the reader.")
}
