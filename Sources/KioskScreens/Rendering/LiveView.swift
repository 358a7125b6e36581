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

    init(_ snapshot: KioskSnapshot) {
        secondsLeft = snapshot.secondsLeft
        progress = snapshot.captureProgress
        guard case .eds(let language, let state) = snapshot.session.stage, state.showsCamera else { return }
        let known = snapshot.guidance.flatMap { GuidanceText(rawValue: $0) }
        guidance = known?.rawValue ?? "looking"
        guidanceText = known?.text[language] ?? FaceTexts.looking[language]
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
