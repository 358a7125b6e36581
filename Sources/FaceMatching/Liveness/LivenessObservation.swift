/// What one frame says to the challenge.
struct LivenessObservation {
    /// Since the first frame of the attempt, time without a camera left out.
    var at: Duration
    /// Nil without a face.
    var landmarks: Face.Landmarks?
    /// The frame is good enough for the comparison: sharp, lit, from the front.
    var usable: Bool
    /// Width of the face by the shorter side of the picture.
    var faceWidthShare: Double?
    /// Of this frame's face, when the challenge asked for it.
    var descriptor: Descriptor?
    /// Cut out only when the challenge wants to look at it.
    var patch: () -> FacePatch?

    /// The place of the nose and the size of the face; nil without a face.
    var measure: LivenessMeasure? { landmarks.map { LivenessMeasure($0, at: at) } }
}

/// One frame's places, in eye distances, and its size.
struct LivenessMeasure {
    var at: Duration
    /// The nose beside the middle of the eyes, towards the right of the picture: the person's left.
    var turn: Double
    /// The nose below the eyes.
    var nose: Double
    /// Pixels between the eyes.
    var eyes: Double

    init(_ landmarks: Face.Landmarks, at: Duration) {
        self.at = at
        let place = landmarks.nosePlace
        (turn, nose, eyes) = (place.along, place.across, landmarks.eyeDistance)
    }

    /// The middle value of each.
    init?(medianOf measures: [LivenessMeasure]) {
        guard let last = measures.last else { return nil }
        func median(_ value: (LivenessMeasure) -> Double) -> Double {
            measures.map(value).sorted()[measures.count / 2]
        }
        self = last
        (turn, nose, eyes) = (median(\.turn), median(\.nose), median(\.eyes))
    }
}

/// How the person looks from the front before a step: what the step is measured against.
struct FrontView {
    var measure: LivenessMeasure
    var patch: FacePatch
    var faceWidthShare: Double
}

/// Waits until the face is in front and still.
struct FrontWatch {
    private var measures: [LivenessMeasure] = []

    /// - Parameter home: where the nose was at the start; nil the first time.
    /// - Returns: the view once the last frames agree.
    mutating func see(_ observation: LivenessObservation, home: LivenessMeasure?) -> FrontView? {
        guard let measure = observation.measure, isAhead(measure, home), home != nil || observation.usable else {
            measures = []
            return nil
        }
        measures.append(measure)
        measures.removeAll { measure.at - $0.at > LivenessRules.frontSpan }
        if measures.count > LivenessRules.frontFrames { measures.removeFirst() }
        guard measures.count == LivenessRules.frontFrames, isStill, let median = LivenessMeasure(medianOf: measures),
            let patch = observation.patch()
        else { return nil }
        return FrontView(measure: median, patch: patch, faceWidthShare: observation.faceWidthShare ?? 0)
    }

    private func isAhead(_ measure: LivenessMeasure, _ home: LivenessMeasure?) -> Bool {
        guard let home else { return abs(measure.turn) <= LivenessRules.frontal }
        return abs(measure.turn - home.turn) <= LivenessRules.ahead
    }

    private var isStill: Bool {
        let turns = measures.map(\.turn)
        let eyes = measures.map(\.eyes)
        guard let left = turns.min(), let right = turns.max(), let small = eyes.min(), let large = eyes.max()
        else { return false }
        return right - left <= LivenessRules.frontTurn && large <= small * LivenessRules.frontGrowth
    }
}
