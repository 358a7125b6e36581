import KioskDomain
import NCALayer

/// What a portal page asks for, as a person reads it.
enum SigningTexts {
    static let header = Localised(kk: "ЭЦҚ-мен қол қою", ru: "Подпись ЭЦП", en: "Signing by EDS")
    static let idle = Localised(
        kk: "Қазір ешбір сайт ештеңе сұрап тұрған жоқ.", ru: "Сейчас ни один сайт ничего не запрашивает.",
        en: "No site is asking for anything now.")
    static let who = Localised(kk: "Сұрап тұрған", ru: "Кто просит", en: "Who asks")
    static let allowed = Localised(
        kk: "оператор рұқсат берген", ru: "разрешён оператором", en: "allowed by the operator")
    static let unknownPage = Localised(
        kk: "Белгісіз бет (файл немесе жабық терезе)", ru: "Неизвестная страница (файл или закрытое окно)",
        en: "Unknown page (a file or a sandbox)")
    static let program = Localised(
        kk: "Осы компьютердегі бағдарлама", ru: "Программа на этом компьютере", en: "A program on this computer")
    static let documents = Localised(kk: "Құжаттар: {}", ru: "Документы: {}", en: "Documents: {}")
    static let more = Localised(kk: "және тағы {}", ru: "и ещё {}", en: "and {} more")
    static let digestOnly = Localised(
        kk: "өлшемі белгісіз: тек хэш берілді", ru: "размер неизвестен: передан только хэш",
        en: "size unknown: only the digest was given")
    static let attached = Localised(
        kk: "Құжат қолтаңбаның ішіне салынады.", ru: "Документ войдёт в подпись.",
        en: "The document becomes part of the signature.")
    static let stamped = Localised(
        kk: "Уақыт белгісі қосылады.", ru: "Будет добавлена метка времени.", en: "A time stamp is added.")

    static let chooseKey = Localised(kk: "Кілтті таңдаңыз", ru: "Выберите ключ", en: "Choose a key")
    static let chooseAdvice = Localised(
        kk: "Сайтты танымасаңыз, бас тартыңыз.", ru: "Если сайт вам незнаком, откажитесь.",
        en: "If you do not know the site, say no.")
    static let keys = Localised(kk: "Кілттер", ru: "Ключи", en: "Keys")
    static let valid = Localised(kk: "{} дейін", ru: "до {}", en: "until {}")
    static let chooseFile = Localised(kk: "Файлды таңдаңыз", ru: "Выберите файл", en: "Choose a file")
    static let noFiles = Localised(kk: "Файлдар табылмады.", ru: "Файлов не найдено.", en: "No files were found.")
    static let newKeyPlace = Localised(
        kk: "Жаңа кілт қайда жасалсын?", ru: "Где создать новый ключ?", en: "Where is the new key to be made?")
    static let certificatePlace = Localised(
        kk: "Сертификаттың кілті қайда?", ru: "Где ключ этого сертификата?",
        en: "Where is the key of the certificate?")
    static let places = Localised(kk: "Кілт орындары", ru: "Места для ключа", en: "Places for the key")
    static let token = Localised(kk: "Токен", ru: "Токен", en: "Token")
    static let newFile = Localised(kk: "жаңа файл", ru: "новый файл", en: "a new file")
    static let newPassword = Localised(
        kk: "Жаңа файлға құпиясөз ойлап табыңыз", ru: "Придумайте пароль нового файла",
        en: "Choose a password for the new file")
    static let passwordAgain = Localised(
        kk: "Құпиясөзді қайта енгізіңіз", ru: "Введите пароль ещё раз", en: "Enter the password once more")
    static let notDone = Localised(kk: "Орындалмады", ru: "Не выполнено", en: "It was not done")
    static let insert = Localised(
        kk: "Карта, токен немесе USB-жад салыңыз", ru: "Вставьте карту, токен или USB-носитель",
        en: "Insert a card, token or USB stick")
    static let reading = Localised(kk: "Кілттер ізделуде", ru: "Ищем ключи", en: "Looking for keys")
    static let password = Localised(
        kk: "Файлдың құпиясөзін енгізіңіз", ru: "Введите пароль файла", en: "Enter the file's password")
    static let passwordEntry = Localised(kk: "Құпиясөз", ru: "Пароль", en: "Password")
    static let small = Localised(kk: "кіші әріптер", ru: "строчные буквы", en: "small letters")
    static let capital = Localised(kk: "бас әріптер", ru: "прописные буквы", en: "capital letters")
    static let signs = Localised(kk: "белгілер", ru: "знаки", en: "signs")
    static let layers = Localised(kk: "Пернетақта", ru: "Клавиатура", en: "Keyboard")
    static let triesUnknown = Localised(
        kk: "Қанша әрекет қалғаны белгісіз", ru: "Неизвестно, сколько попыток осталось",
        en: "It is not known how many tries are left")
    static let unknownAdvice = Localised(
        kk: "Қанша әрекет қалғаны белгісіз. PIN-код қате болса, ол бұғатталуы мүмкін.",
        ru: "Неизвестно, сколько попыток осталось. Если PIN-код неверный, он может быть заблокирован.",
        en: "It is not known how many tries are left. If the PIN is wrong, it may be blocked.")
    static let lastTryAdvice = Localised(
        kk: "PIN-код қате болса, ол бұғатталады. Сенімді болмасаңыз, бас тартыңыз.",
        ru: "Если PIN-код неверный, он будет заблокирован. Если вы не уверены, откажитесь.",
        en: "If the PIN is wrong, it is blocked. If you are not sure, say no.")
    static let onReader = Localised(
        kk: "PIN-кодты картаоқырдың пернелерінде енгізіңіз", ru: "Введите PIN-код на клавишах считывателя",
        en: "Enter the PIN on the keys of the reader")
    static let verifying = Localised(kk: "Тексерілуде", ru: "Проверяем", en: "Checking")
    static let signing = Localised(kk: "Қол қойылуда", ru: "Подписываем", en: "Signing")
    static let progress = Localised(kk: "{} құжат дайын", ru: "Готово документов: {}", en: "Documents done: {}")
    static let nothingGiven = Localised(
        kk: "Бас тартсаңыз, сайт ештеңе алмайды.", ru: "Если отказаться, сайт не получит ничего.",
        en: "If you say no, the site gets nothing.")
    static let done = Localised(kk: "Дайын", ru: "Готово", en: "Done")
    static let failed = Localised(kk: "Ештеңеге қол қойылмады", ru: "Ничего не подписано", en: "Nothing was signed")
    static let no = Localised(kk: "Бас тарту", ru: "Отказаться", en: "Say no")
    static let close = Localised(kk: "Жабу", ru: "Закрыть", en: "Close")

    static func purpose(_ purpose: ConsentRequest.Purpose) -> Localised {
        switch purpose {
        case .sign: Localised(kk: "Құжатқа қол қою", ru: "Подписать документ", en: "Sign documents")
        case .logIn: Localised(kk: "Сайтқа кіру", ru: "Войти на сайт", en: "Log in to the site")
        case .keyInfo:
            Localised(kk: "Сертификат деректерін беру", ru: "Передать данные сертификата", en: "Give certificate data")
        case .timeStamp: Localised(kk: "Уақыт белгісін қосу", ru: "Добавить метку времени", en: "Add a time stamp")
        case .newKey: Localised(kk: "Жаңа кілт жасау", ru: "Создать новый ключ", en: "Make a new key")
        case .importCertificate:
            Localised(kk: "Сертификатты жазу", ru: "Записать сертификат", en: "Write a certificate")
        case .chooseFile: Localised(kk: "Файл таңдау", ru: "Выбрать файл", en: "Choose a file")
        }
    }

    static func kind(_ kind: ConsentDocument.Kind) -> Localised {
        switch kind {
        case .file: Localised(kk: "Файл", ru: "Файл", en: "File")
        case .xml: Localised(kk: "XML құжаты", ru: "Документ XML", en: "XML document")
        case .data: Localised(kk: "Деректер", ru: "Данные", en: "Data")
        case .digest: Localised(kk: "Құжат хэші", ru: "Хэш документа", en: "Digest of a document")
        }
    }

    static func standing(_ standing: ConsentKey.Standing) -> Localised? {
        switch standing {
        case .valid: nil
        case .expired: Localised(kk: "мерзімі өткен", ru: "срок истёк", en: "expired")
        case .revoked: Localised(kk: "қайтарылған", ru: "отозван", en: "revoked")
        case .notYetValid: Localised(kk: "әлі жарамсыз", ru: "ещё не действует", en: "not yet valid")
        }
    }

    static func storage(_ storage: StorageName) -> Localised {
        switch storage {
        case .idCard: Localised(kk: "Жеке куәлік", ru: "Удостоверение личности", en: "Identity card")
        case .kaztoken: same("Kaztoken")
        case .eToken72K: same("eToken PRO (Java, 72K)")
        case .eToken5110: same("eToken 5110")
        case .jaCarta: same("JaCarta")
        case .aKey: same("aKey")
        case .pkcs12, .jks: Localised(kk: "Файл", ru: "Файл", en: "File")
        }
    }

    static func origin(_ origin: PageOrigin) -> Localised {
        switch origin {
        case .site(let site): same(site)
        case .opaque: unknownPage
        case .none: program
        }
    }

    static func same(_ text: String) -> Localised { Localised(kk: text, ru: text, en: text) }

    /// Bytes, then kibibytes and mebibytes with one digit behind the point, cut.
    static func size(_ bytes: Int) -> Localised {
        func tenths(_ unit: Int) -> (String, String) {
            let (whole, tenth) = (bytes / unit, bytes % unit * 10 / unit)
            return ("\(whole),\(tenth)", "\(whole).\(tenth)")
        }
        switch bytes {
        case ..<1024: return Localised(kk: "\(bytes) байт", ru: "\(bytes) байт", en: "\(bytes) bytes")
        case ..<(1 << 20):
            let (comma, point) = tenths(1 << 10)
            return Localised(kk: "\(comma) КБ", ru: "\(comma) КБ", en: "\(point) KB")
        default:
            let (comma, point) = tenths(1 << 20)
            return Localised(kk: "\(comma) МБ", ru: "\(comma) МБ", en: "\(point) MB")
        }
    }

    static func day(_ date: CivilDate) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
        return "\(two(date.day)).\(two(date.month)).\(date.year)"
    }
}
