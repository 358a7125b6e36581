import KioskDomain
import KioskTexts

/// What moves while a screen stays: sent apart, so that nothing typed or focused is disturbed.
struct LiveView: Encodable, Equatable, Sendable {
    /// Stable name, picture and style of the guidance.
    var guidance: String?
    var guidanceText: String?
    /// 0…1.
    var progress: Double?
    var secondsLeft: Int?
    /// The step of the challenge, from 1; nil outside one.
    var step: Int?
    var stepText: String?

    init(_ snapshot: KioskSnapshot) {
        secondsLeft = snapshot.secondsLeft
        progress = snapshot.captureProgress
        step = snapshot.challenge?.step
        guard let language = snapshot.session.stage.languageAtCamera else { return }
        let known = snapshot.guidance.flatMap { GuidanceText(rawValue: $0) }
        guidance = known?.rawValue ?? "looking"
        stepText = snapshot.challenge.map {
            FaceTexts.step.with($0.step)[language].replacing("{steps}", with: "\($0.steps)")
        }
        guidanceText = known?.text[language] ?? FaceTexts.looking[language]
    }
}

extension CitizenSession.Stage {
    /// Of a person who sees the live picture; nil on other screens.
    fileprivate var languageAtCamera: Language? {
        switch self {
        case .eds(let language, let state) where state.showsCamera: language
        case .exchange(let language, .positioning(_, let code)) where code?.isOfCamera != true: language
        case .exchange(let language, .photographing): language
        default: nil
        }
    }
}

extension EDSState {
    var showsCamera: Bool {
        switch self {
        case .positioning(_, nil), .capturing: true
        default: false
        }
    }
}
