import KioskDomain
import KioskTexts

/// "My EDS is in a file": E6, E3, E9.
enum KeyFileTexts {
    static let offer = Localised(
        kk: "ЭЦҚ-м флешкадағы файлда", ru: "Моя ЭЦП в файле на флешке", en: "My EDS is in a file on a stick")
    static let insert = Localised(
        kk: "ЭЦҚ файлы бар флешканы салыңыз", ru: "Вставьте флешку с файлом ЭЦП",
        en: "Insert the stick with your EDS file")
    static let insertAdvice = Localised(
        kk: "Файлдың аты .p12 немесе .pfx деп аяқталады. Флешкадағы файлдарыңыз өзгермейді.",
        ru: "Имя файла оканчивается на .p12 или .pfx. Файлы на флешке не изменятся.",
        en: "The file's name ends in .p12 or .pfx. The files on the stick are not changed.")
    static let listing = Localised(
        kk: "Файлдар ізделуде", ru: "Ищем файлы ЭЦП", en: "Looking for EDS files")
    static let choosing = Localised(
        kk: "ЭЦҚ файлын таңдаңыз", ru: "Выберите файл ЭЦП", en: "Choose your EDS file")
    static let choosingAdvice = Localised(
        kk: "Иесі мен мерзімі құпиясөзден кейін көрсетіледі.", ru: "Владельца и срок видно после пароля.",
        en: "Whose it is and its dates are shown after the password.")
    static let more = Localised(
        kk: "Флешкада файлдар көп, алғашқы {} көрсетілген. Қажетті файлды флешканың бас қалтасына қойыңыз.",
        ru: "На флешке много файлов, показаны первые {}. Положите нужный файл в корень флешки.",
        en: "There is much on the stick; the first {} are shown. Put the one you need outside of any folder.")
    static let password = Localised(
        kk: "Файлдың құпиясөзін енгізіңіз", ru: "Введите пароль файла", en: "Enter the password of the file")
    static let passwordAdvice = Localised(
        kk: "{}. Ұмытылған құпиясөз қалпына келмейді: «Бет-әлпетпен ЭЦҚ алу» қызметін таңдаңыз.",
        ru: "{}. Забытый пароль не восстановить: выберите услугу «Получить ЭЦП по лицу».",
        en: "{}. A forgotten password cannot be recovered: choose “Get an EDS by face”.")
    static let passwordWrongAdvice = Localised(
        kk: "Қайталап көріңіз. Ұмытсаңыз, «Бет-әлпетпен ЭЦҚ алу» қызметін таңдаңыз.",
        ru: "Попробуйте ещё раз. Если забыли, выберите услугу «Получить ЭЦП по лицу».",
        en: "Try again. If you forgot it, choose “Get an EDS by face”.")
    static let opening = Localised(kk: "Файл ашылуда", ru: "Открываем файл", en: "Opening the file")
    static let title = Localised(kk: "Файлдағы ЭЦҚ", ru: "ЭЦП в файле", en: "The EDS in your file")
    static let renewAbout = Localised(
        kk: "Өтінішке осы ЭЦҚ-мен қол қоясыз. Жаңасы осы флешкадағы жаңа файлға жазылады, бұрынғысы жарамсыз болады.",
        ru: "Заявление вы подпишете этой ЭЦП. Новую запишут рядом, в новый файл, прежняя перестанет действовать.",
        en: "You sign the application with this EDS. A new one is saved beside it on the stick; this one stops working."
    )
    static let superseded = Localised(
        kk: "Бұрынғы файл флешкада қалды, бірақ ЭЦҚ-сы ауыстырылды, енді жарамсыз: {}",
        ru: "Прежний файл остался на флешке, но его ЭЦП заменена и больше не действует: {}",
        en: "The former file is still on the stick, but its EDS is superseded and no longer valid: {}")
}
