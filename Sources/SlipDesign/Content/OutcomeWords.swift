import KioskDomain

extension AttemptOutcome {
    /// The outcome in the few words that fit a line of a slip.
    var slipText: Localised {
        switch self {
        case .matched: Localised(kk: "сәйкес келді", ru: "совпадение", en: "match")
        case .noMatch: Localised(kk: "бет сәйкес келмеді", ru: "лицо не совпало", en: "face did not match")
        case .poorLighting: Localised(kk: "жарық жеткіліксіз", ru: "плохое освещение", en: "poor lighting")
        case .blurred: Localised(kk: "кескін анық емес", ru: "нечёткое изображение", en: "blurred picture")
        case .noFace: Localised(kk: "бет көрінбеді", ru: "лицо не видно", en: "no face seen")
        case .severalFaces: Localised(kk: "кадрда бірнеше адам", ru: "в кадре несколько лиц", en: "several faces")
        case .livenessFailed:
            Localised(kk: "тірі адам расталмады", ru: "живое присутствие не подтверждено", en: "liveness not confirmed")
        case .tookTooLong: Localised(kk: "уақыт бітті", ru: "время вышло", en: "time ran out")
        case .noReferencePhoto: Localised(kk: "базада сурет жоқ", ru: "нет фото в базе", en: "no reference photo")
        case .technicalError: Localised(kk: "техникалық ақау", ru: "техническая ошибка", en: "technical error")
        case .cancelled: Localised(kk: "тоқтатылды", ru: "отменено", en: "cancelled")
        }
    }
}
