import FoundationEssentials
import KioskDomain

/// Words of the voice guidance that stand on no screen: shown as a caption while they are spoken. No digits.
enum VoiceWords {
    static let help = Localised(
        kk:
            "Дауыспен сүйемелдеу қосылды. Құлаққап киіңіз. Плюс: келесі. Минус: алдыңғы. Enter: таңдау. Жұлдызша: қайталау.",
        ru:
            "Голосовое сопровождение включено. Наденьте наушники. Плюс: дальше. Минус: назад. Ввод: выбрать. Звёздочка: повторить.",
        en: "Voice guidance is on. Please wear headphones. Plus: next. Minus: previous. Enter: choose. Star: repeat.")
    static let pin = Localised(
        kk: "Құпия кодты цифрлық пернелермен теріңіз. Цифрлар айтылмайды, әр перне дыбыс береді.",
        ru: "Наберите код цифровыми клавишами. Цифры не произносятся, каждая клавиша издаёт звук.",
        en: "Type the code with the digit keys. Digits are not spoken; each key gives a sound.")
    static let button = Localised(kk: "батырма", ru: "кнопка", en: "button")
    static let field = Localised(
        kk: "өріс, цифрларды теріңіз", ru: "поле, наберите цифры", en: "field, type the digits")
    static let on = Localised(kk: "таңдалған", ru: "выбрано", en: "chosen")
    static let off = Localised(kk: "таңдалмаған", ru: "не выбрано", en: "not chosen")
    static let unavailable = Localised(kk: "қолжетімсіз", ru: "недоступно", en: "unavailable")

    /// By language, for the page.
    static let json: String = {
        let named = [
            "help": help, "pin": pin, "button": button, "field": field, "on": on, "off": off,
            "unavailable": unavailable,
        ]
        let words = Dictionary(
            uniqueKeysWithValues: Language.allCases.map { language in
                (language.rawValue, named.mapValues { $0[language] })
            })
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        // Plain dictionaries of texts always encode.
        return (try? encoder.encode(words)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }()
}
