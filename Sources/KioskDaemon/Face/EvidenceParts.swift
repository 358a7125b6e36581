import HelperProtocol
import PortalContract

extension FrameEvidence {
    init(_ frame: FrameQuality) {
        self.init(
            seconds: frame.seconds, remark: frame.guidance.rawValue, distance: frame.distance,
            eyeDistance: frame.measures.eyeDistance, sharpness: frame.measures.sharpness,
            faceLuma: frame.measures.faceLuma)
    }
}

extension LivenessEvidence {
    init(_ report: LivenessReport, asked: ChallengePolicy) {
        self.init(
            challenge: asked.rawValue, passed: report.passed,
            steps: report.steps.map { Step(action: $0.action.rawValue, seconds: $0.seconds, passed: $0.passed) })
    }
}
