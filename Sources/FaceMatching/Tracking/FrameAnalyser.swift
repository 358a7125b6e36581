import HelperProtocol
import JPEGCodec

/// What was seen on one frame.
struct FrameAnalysis {
    var report: GuidanceReport
    var face: Face?
}

/// Judges the frames of one person one after another: what `QualityRules` says of each, and the rules that need several.
struct FrameAnalyser {
    private static let noFaceAfter = Duration.seconds(1)
    private static let fogAfter = Duration.seconds(1)
    private static let blurredFrames = 3

    private var tracker = FaceTracker()
    private var lastFace: Face?
    private var lastFaceAt: ContinuousClock.Instant?
    private var startedAt: ContinuousClock.Instant?
    private var foggedSince: ContinuousClock.Instant?
    private var blurredInRow = 0
    private var pitches: [(at: ContinuousClock.Instant, pitch: Double)] = []

    /// Looks at one frame.
    ///
    /// - Throws: `JPEGError` for a frame that cannot be decoded: it counts for nothing.
    mutating func analyse(
        _ engine: FaceEngine, _ pixels: FramePixels, at now: ContinuousClock.Instant
    ) throws(JPEGError) -> FrameAnalysis {
        if startedAt == nil { startedAt = now }
        guard let box = try tracker.find(engine, pixels, at: now) else {
            return withoutFace(QualityMeasures(whole: try pixels.searchLuma()), at: now)
        }
        let gray = try pixels.luma()
        let face = Face(box: box, landmarks: engine.landmarks(in: gray, box: box))
        var measures = QualityMeasures(face, in: gray)
        measures.faces = tracker.faces
        measures.secondFaceShare = tracker.secondFaceShare
        let verdict = settle(QualityRules.judge(measures), face, measures, at: now)
        lastFace = face
        lastFaceAt = now
        let place = FaceBox(
            x: box.left / Double(gray.width), y: box.top / Double(gray.height), width: box.width / Double(gray.width),
            height: box.height / Double(gray.height))
        var report = GuidanceReport(
            guidance: verdict.guidance, usable: verdict.usable, measures: measures, face: place)
        report.points = face.landmarks?.points(in: gray)
        return FrameAnalysis(report: report, face: face)
    }

    private mutating func withoutFace(_ measures: QualityMeasures, at now: ContinuousClock.Instant) -> FrameAnalysis {
        lastFace = nil
        foggedSince = nil
        blurredInRow = 0
        var guidance = QualityRules.judgeEmpty(measures)
        // A face is lost for a frame now and then; only a second without one is told.
        if guidance == .noFace, let since = lastFaceAt ?? startedAt, now - since < Self.noFaceAfter {
            guidance = .holdStill
        }
        return FrameAnalysis(
            report: GuidanceReport(guidance: guidance, usable: false, measures: measures, face: nil), face: nil)
    }

    /// Applies the rules that look at more than one frame.
    private mutating func settle(
        _ single: QualityRules.Verdict, _ face: Face, _ measures: QualityMeasures, at now: ContinuousClock.Instant
    ) -> QualityRules.Verdict {
        blurredInRow = single.guidance == .blurred ? blurredInRow + 1 : 0
        foggedSince = single.guidance == .fogged ? foggedSince ?? now : nil
        let turned = pitchChanged(measures.pitch, at: now)
        switch single.guidance {
        // One blurred frame is a movement.
        case .blurred where blurredInRow < Self.blurredFrames:
            return QualityRules.Verdict(guidance: .holdStill, usable: false)
        case .fogged where single.usable && now - (foggedSince ?? now) < Self.fogAfter:
            return QualityRules.Verdict(guidance: .good, usable: true)
        case .good, .unevenLight:
            if turned { return QualityRules.Verdict(guidance: .turned, usable: false) }
            if moved(face) { return QualityRules.Verdict(guidance: .holdStill, usable: false) }
            return single
        default:
            return single
        }
    }

    private func moved(_ face: Face) -> Bool {
        guard let lastFace else { return false }
        let from = lastFace.landmarks?.eyeMiddle ?? lastFace.box.middle
        let to = face.landmarks?.eyeMiddle ?? face.box.middle
        let far = face.eyeDistance * QualityRules.movement
        return abs(from.x - to.x) > far || abs(from.y - to.y) > far
    }

    private mutating func pitchChanged(_ pitch: Double?, at now: ContinuousClock.Instant) -> Bool {
        guard let pitch else { return false }
        pitches.removeAll { now - $0.at > .seconds(1) }
        pitches.append((now, pitch))
        let sorted = pitches.map(\.pitch).sorted()
        return abs(pitch - sorted[sorted.count / 2]) > QualityRules.pitchChange
    }
}
