public import KioskDomain

extension CivilDate {
    /// The day in words: `2025 жылғы 28 мамыр`, `28 мая 2025 года`, `28 May 2025`.
    public func long(in language: Language) -> String {
        let name = MonthNames.inDate(month, language)
        switch language {
        case .kazakh: return "\(year) жылғы \(day) \(name)"
        case .russian: return "\(day) \(name) \(year) года"
        case .english: return "\(day) \(name) \(year)"
        }
    }

    /// The day in figures, `28.05.2025`, as documents of Kazakhstan write it in every language.
    public var short: String {
        let iso = description.split(separator: "-")
        return iso.reversed().joined(separator: ".")
    }

    /// The day in words in all three languages.
    public var long: Localised {
        Localised(kk: long(in: .kazakh), ru: long(in: .russian), en: long(in: .english))
    }
}

/// Names of the months as they stand within a date.
enum MonthNames {
    private static let kazakh = [
        "қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек", "қазан", "қараша",
        "желтоқсан",
    ]
    private static let russian = [
        "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября",
        "декабря",
    ]
    private static let english = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]

    /// - Parameter month: 1 to 12.
    static func inDate(_ month: Int, _ language: Language) -> String {
        switch language {
        case .kazakh: kazakh[month - 1]
        case .russian: russian[month - 1]
        case .english: english[month - 1]
        }
    }
}

/// Whole numbers as people write them.
public enum NumberTexts {
    /// Thousands apart: by a no-break space in Kazakh and Russian, by a comma in English.
    public static func grouped(_ number: Int, in language: Language) -> String {
        let separator: Character = language == .english ? "," : "\u{00A0}"
        var text: [Character] = []
        for (place, digit) in String(number.magnitude).reversed().enumerated() {
            if place > 0, place.isMultiple(of: 3) { text.append(separator) }
            text.append(digit)
        }
        return (number < 0 ? "−" : "") + String(text.reversed())
    }
}
