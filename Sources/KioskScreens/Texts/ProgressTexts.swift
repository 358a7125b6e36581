import KioskDomain

/// The steps of "EDS by face" as the person sees them.
enum ProgressStep: Int, CaseIterable {
    case consent, details, face, card, done

    var name: Localised {
        switch self {
        case .consent: Localised(kk: "Келісім", ru: "Согласие", en: "Consent")
        case .details: Localised(kk: "Деректер", ru: "Данные", en: "Details")
        case .face: Localised(kk: "Бет-әлпет", ru: "Лицо", en: "Face")
        case .card: Localised(kk: "Карта", ru: "Карта", en: "Card")
        case .done: Localised(kk: "Дайын", ru: "Готово", en: "Done")
        }
    }
}
