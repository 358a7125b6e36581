import HelperProtocol

/// What a portrait must have at least to be compared with. Wider than the rules for camera frames: a register's picture
/// cannot be taken anew, and `facts/face.md` 4.1 shows how much the matcher bears before genuine distances near the
/// threshold.
enum ReferenceRules {
    /// Pixels between the eyes.
    static let eyeDistance = 24.0
    static let darkMean = 0.06
    static let brightMean = 0.92
    static let brightShare = 0.60
    static let spread = 10.0
    /// A dark picture has little spread too.
    static let spreadMean = 0.20
    static let sharpness = 6.0
    static let sharpnessSpread = 20.0
    static let yaw = 0.30
    static let roll = 30.0

    /// The first rule that the face of a portrait breaks; nil when it can be compared with.
    static func judge(_ measures: QualityMeasures) -> (problem: ReferenceProblem, detail: String)? {
        func refusal(_ problem: ReferenceProblem, _ what: String, _ value: Double, _ limit: Double)
            -> (ReferenceProblem, String)
        {
            (problem, "\(what) \(rounded(value)), limit \(rounded(limit))")
        }
        let luma = measures.faceLuma ?? 0
        let spread = measures.faceSpread ?? 0
        if let eyes = measures.eyeDistance, eyes < eyeDistance {
            return refusal(.tooSmall, "eye distance in pixels", eyes, eyeDistance)
        }
        if luma < darkMean { return refusal(.tooDark, "mean luma", luma, darkMean) }
        if luma > brightMean { return refusal(.tooBright, "mean luma", luma, brightMean) }
        if let share = measures.brightShare, share > brightShare {
            return refusal(.tooBright, "share of white", share, brightShare)
        }
        if luma > spreadMean, spread < self.spread { return refusal(.flat, "spread of luma", spread, self.spread) }
        if let sharpness = measures.sharpness, spread >= sharpnessSpread, sharpness < self.sharpness {
            return refusal(.blurred, "sharpness", sharpness, self.sharpness)
        }
        if let yaw = measures.yaw, abs(yaw) > self.yaw { return refusal(.turned, "turn", abs(yaw), self.yaw) }
        if let roll = measures.roll, abs(roll) > self.roll { return refusal(.turned, "tilt", abs(roll), self.roll) }
        return nil
    }

    /// A portrait without a face: darkness and glare explain it better than absence.
    static func judgeEmpty(luma: Double) -> ReferenceProblem {
        if luma < darkMean { return .tooDark }
        return luma > brightMean ? .tooBright : .noFace
    }

    private static func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
}
