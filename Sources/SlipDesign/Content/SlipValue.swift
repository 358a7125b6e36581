import KioskDomain

/// What a tag of a template stands for.
enum SlipValue: Sendable, Hashable {
    /// The same in all languages: a number, a date.
    case text(String)
    /// A text in each language.
    case localised(Localised)
    /// Only whether it is so: for sections.
    case flag
    /// Repeats its section, once for each row.
    case rows([[String: SlipValue]])

    /// More rows than these are not printed.
    static let mostRows = 20

    /// Letters that a value may have; what is longer ends in an ellipsis.
    static func limit(of name: String) -> Int {
        switch name {
        case "centre": 300
        case "number", "slip", "kiosk": 24
        default: 160
        }
    }

    /// As Mustache takes it, in one language; with nothing that cannot be printed.
    func rendered(_ name: String, _ language: Language) -> Any {
        switch self {
        case .text(let text): SlipLetters.printable(text, limit: Self.limit(of: name))
        case .localised(let text): SlipLetters.printable(text[language], limit: Self.limit(of: name))
        case .flag: true
        case .rows(let rows): rows.prefix(Self.mostRows).map { Self.rendered($0, language) }
        }
    }

    static func rendered(_ values: [String: SlipValue], _ language: Language) -> [String: Any] {
        var all: [String: Any] = [:]
        for (name, value) in values { all[name] = value.rendered(name, language) }
        return all
    }
}
