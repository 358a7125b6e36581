import HelperProtocol

/// The limits of `facts/face.md` 4.2: below or above the first figure the person is told, at the second the frame is not
/// used for the comparison.
enum QualityRules {
    /// A limit that is told and one that refuses.
    struct Limit: Sendable {
        var tell: Double
        var refuse: Double
    }

    static let darkMean = Limit(tell: 0.20, refuse: 0.10)
    static let darkShare = Limit(tell: 0.25, refuse: 0.50)
    static let brightMean = Limit(tell: 0.80, refuse: 0.88)
    static let brightShare = Limit(tell: 0.20, refuse: 0.50)
    /// Light behind: the face is dark while so much of the picture is white.
    static let backLight = (faceBelow: 0.30, pictureBrightShare: 0.20)
    static let evenness = 0.45
    static let fogSpread = Limit(tell: 20, refuse: 10)
    /// Of the whole picture; clean ones have 50 and more.
    static let fogPictureSpread = 30.0
    /// Fog is bright: a dark picture has little contrast too.
    static let fogMean = 0.35
    static let sharpness = Limit(tell: 30, refuse: 12)
    static let eyeDistance = Limit(tell: 70, refuse: 50)
    /// Of the shorter side: three fifths of the width of a 16:9 picture are more than its height.
    static let faceWidth = 0.60
    static let secondFaceShare = 0.25
    static let yaw = 0.15
    static let roll = 15.0
    /// Nose height may differ by so much from the person's own median of the last second.
    static let pitchChange = 0.12
    /// A face that moved by more than this share of the eye distance since the last frame is told to hold still.
    static let movement = 0.5

    /// What to say about one frame and whether it may be used, by order of what helps the person most.
    struct Verdict: Sendable, Hashable {
        var guidance: Guidance
        var usable: Bool
    }

    /// Judges a frame with a face by itself; what needs several frames is judged by the caller.
    static func judge(_ measures: QualityMeasures) -> Verdict {
        if measures.secondFaceShare > secondFaceShare { return Verdict(guidance: .severalFaces, usable: false) }
        var remarks: [Verdict] = []
        if let width = measures.faceWidthShare, width > faceWidth { return Verdict(guidance: .tooNear, usable: false) }
        check(measures.eyeDistance, atLeast: eyeDistance, .tooFar, &remarks)
        if measures.faceLuma ?? 1 < backLight.faceBelow, measures.pictureBrightShare > backLight.pictureBrightShare {
            remarks.append(Verdict(guidance: .tooBright, usable: measures.faceLuma ?? 0 >= darkMean.refuse))
        }
        check(measures.faceLuma, atLeast: darkMean, .tooDark, &remarks)
        check(measures.darkShare, atMost: darkShare, .tooDark, &remarks)
        check(measures.faceLuma, atMost: brightMean, .tooBright, &remarks)
        check(measures.brightShare, atMost: brightShare, .tooBright, &remarks)
        // A pale face has little contrast before a wall of many shades too; fog lies on both.
        if measures.faceLuma ?? 0 > fogMean, measures.pictureSpread < fogPictureSpread {
            check(measures.faceSpread, atLeast: fogSpread, .fogged, &remarks)
        }
        // In the dark and in fog the Laplacian shows noise, not sharpness.
        if measures.faceSpread ?? 0 >= fogSpread.tell {
            check(measures.sharpness, atLeast: sharpness, .blurred, &remarks)
        }
        if abs(measures.yaw ?? 0) > yaw || abs(measures.roll ?? 0) > roll {
            remarks.append(Verdict(guidance: .turned, usable: false))
        }
        if let overlap = measures.evenness, overlap < evenness {
            remarks.append(Verdict(guidance: .unevenLight, usable: true))
        }
        return remarks.first { !$0.usable } ?? remarks.first ?? Verdict(guidance: .good, usable: true)
    }

    /// A picture without a face: darkness, glare and fog explain it better than absence.
    static func judgeEmpty(_ measures: QualityMeasures) -> Guidance {
        if measures.pictureLuma < darkMean.refuse { return .tooDark }
        if measures.pictureLuma > brightMean.refuse { return .tooBright }
        if measures.pictureLuma > fogMean, measures.pictureSpread < fogSpread.refuse { return .fogged }
        return .noFace
    }

    private static func check(
        _ value: Double?, atLeast limit: Limit, _ guidance: Guidance, _ remarks: inout [Verdict]
    ) {
        guard let value, value < limit.tell else { return }
        remarks.append(Verdict(guidance: guidance, usable: value >= limit.refuse))
    }

    private static func check(
        _ value: Double?, atMost limit: Limit, _ guidance: Guidance, _ remarks: inout [Verdict]
    ) {
        guard let value, value > limit.tell else { return }
        remarks.append(Verdict(guidance: guidance, usable: value <= limit.refuse))
    }
}
