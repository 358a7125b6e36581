import KioskDomain

/// "Obtain the EDS again", with its reason: E9.
enum ObtainingTexts {
    static let offer = Localised(kk: "ЭЦҚ-ны қайта алу", ru: "Получить ЭЦП заново", en: "Obtain the EDS again")

    /// Above the consent: what the application says, and what the person needs at its end.
    static func lead(_ reason: ObtainingReason) -> Localised {
        let name = name(of: reason)
        return Localised(
            kk: "Себебі: \(name.kk). PIN-кодын білетін басқа карта керек.",
            ru: "Причина: \(name.ru). Нужна другая карта, PIN-код которой вы знаете.",
            en: "Reason: \(name.en). You need another card whose PIN you know.")
    }

    static func name(of reason: ObtainingReason) -> Localised {
        switch reason {
        case .forgottenPIN: Localised(kk: "PIN-код ұмытылған", ru: "забыт PIN-код", en: "the PIN is forgotten")
        }
    }
}
