import HelperProtocol
import KioskDomain
import KioskScreens

/// Guidance at the pace of a person: a remark stands long enough to be read. A step of the challenge is shown at once, as
/// its time runs.
struct CalmGuidance {
    /// How long a remark stands at least.
    static let shortest = Duration.milliseconds(900)

    private var shown: (guidance: Guidance, since: ContinuousClock.Instant)?

    /// What to show now, when the helper says `report`.
    mutating func view(of report: GuidanceReport, at now: ContinuousClock.Instant) -> CameraView {
        let wanted = Self.asked(report)
        if let shown, shown.guidance != wanted, now - shown.since < Self.shortest, !wanted.isStep {
            return Self.view(shown.guidance, report)
        }
        if shown?.guidance != wanted { shown = (wanted, now) }
        return Self.view(wanted, report)
    }

    /// Within a challenge, what is wrong with the picture goes before the step; else the step is said.
    private static func asked(_ report: GuidanceReport) -> Guidance {
        guard let challenge = report.challenge else { return report.guidance }
        switch report.guidance {
        case .good, .holdStill, .turned: return challenge.action
        default: return report.guidance
        }
    }

    private static func view(_ guidance: Guidance, _ report: GuidanceReport) -> CameraView {
        guard let challenge = report.challenge else {
            // A site's own trial says how many frames are compared; the ring is full with them.
            let needed = max(report.needed ?? MatchThreshold.shipped.frames, 1)
            return CameraView(
                guidance: guidance.rawValue, progress: min(Double(report.collected) / Double(needed), 1))
        }
        return CameraView(
            guidance: guidance.rawValue, progress: Double(challenge.step - 1) / Double(max(challenge.steps, 1)),
            challenge: ChallengeView(
                step: challenge.step, steps: challenge.steps,
                secondsLeft: Int(min(max(challenge.secondsLeft, 0), 600).rounded(.up))))
    }
}

extension Guidance {
    fileprivate var isStep: Bool { outcome == .livenessFailed }
}

/// What the session shows of the camera beside the picture.
struct CameraView: Sendable, Equatable {
    var guidance: String
    var progress: Double?
    var challenge: ChallengeView?
}

extension ChallengeKind {
    init(_ policy: ChallengePolicy) {
        switch policy {
        case .turns: self = .turns
        case .gentle: self = .gentle
        case .off: self = .none
        }
    }
}
