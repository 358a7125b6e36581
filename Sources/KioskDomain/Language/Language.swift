/// The three languages of every person-facing text (DESIGN 5.11). Raw values are ISO 639-1 codes.
public enum Language: String, Sendable, Hashable, CaseIterable, Codable {
    case kazakh = "kk"
    case russian = "ru"
    case english = "en"
}

/// One text in all three languages; it cannot be built with one missing.
public struct Localised: Sendable, Hashable {
    /// Kazakh.
    public var kk: String
    /// Russian.
    public var ru: String
    /// English.
    public var en: String

    /// All three, none missing.
    public init(kk: String, ru: String, en: String) {
        self.kk = kk
        self.ru = ru
        self.en = en
    }

    /// The text in `language`.
    public subscript(language: Language) -> String {
        switch language {
        case .kazakh: kk
        case .russian: ru
        case .english: en
        }
    }
}
