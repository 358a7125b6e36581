import KioskDomain

/// The card in the person's reader, at the operator's desk (E3a, E8–E10).
enum DeskCardTexts {
    static let title = Localised(kk: "Азаматтың картасы", ru: "Карта гражданина", en: "The person's card")
    static let language = Localised(
        kk: "Азаматтың экранының тілі", ru: "Язык экрана гражданина", en: "Language of the person's screen")
    static let read = Localised(kk: "Картаны оқу", ru: "Прочитать карту", en: "Read the card")
    static let issue = Localised(kk: "ЭЦҚ-ны жазу", ru: "Записать ЭЦП", en: "Write the EDS")
    static let journalled = Localised(
        kk: "Оқу мен жазу атыңызбен журналға жазылады.", ru: "Чтение и запись отмечаются в журнале с вашим именем.",
        en: "Reading and writing are journalled with your name.")
    static let otherSide = Localised(
        kk: "PIN-кодты азамат өз экранында өзі енгізеді. Оны сұрамаңыз, экранына қарамаңыз.",
        ru: "PIN-код гражданин вводит сам на своём экране. Не спрашивайте его и не смотрите на экран.",
        en: "The person types the PIN on their own screen. Do not ask for it, and look away.")
    static let openScreen = Localised(
        kk: "Азаматтың экранын ашу", ru: "Открыть экран гражданина", en: "Open the person's screen")
    static let there = Localised(kk: "Азаматтың экранында", ru: "На экране гражданина", en: "On the person's screen")
    static let holder = Localised(kk: "Карта иесі", ru: "Владелец карты", en: "Holder of the card")
    static let stillThere = Localised(
        kk: "Азаматқа уақыт керек пе? Жауап болмаса, жұмыс аяқталады.",
        ru: "Нужно ли гражданину ещё время? Без ответа работа завершится.",
        en: "Does the person need more time? Without an answer this ends.")
}
