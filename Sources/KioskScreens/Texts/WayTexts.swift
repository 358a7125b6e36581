import KioskDomain

/// Other ways to see, reach, read and hear the screens; the buttons in the header.
enum WayTexts {
    static let lowReach = Localised(
        kk: "Батырмалар төменде", ru: "Кнопки внизу экрана", en: "Buttons low down")
    static let plain = Localised(kk: "Қарапайым тіл", ru: "Простыми словами", en: "Plain language")
    static let voice = Localised(
        kk: "Дауыспен сүйемелдеу", ru: "Голосовое сопровождение", en: "Voice guidance")
    /// What the chime of ``StageView/sound`` says, for who does not hear it.
    static let soundOfCard = Localised(
        kk: "Дыбыстық белгі: картаңызды алыңыз", ru: "Звуковой сигнал: заберите карту",
        en: "Sound signal: take your card")
}
