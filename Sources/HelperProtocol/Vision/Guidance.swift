public import KioskDomain

/// What the person in front of the camera is told while positioning (`facts/face.md` 4.2 has the formulas; ours are in
/// `QualityRules`). The raw value is the code on the wire and the key of the text.
public enum Guidance: String, Sendable, Hashable, CaseIterable, Codable {
    /// The face is under-exposed.
    case tooDark = "too-dark"
    /// The face or the whole picture is over-exposed, or there is light behind.
    case tooBright = "too-bright"
    /// One half of the face is much darker than the other.
    case unevenLight = "uneven-light"
    /// The face is out of focus or moves fast.
    case blurred
    /// Face and background have hardly any contrast: a fogged or dirty lens.
    case fogged
    /// The eyes are too few pixels apart.
    case tooFar = "too-far"
    /// The face fills the picture.
    case tooNear = "too-near"
    /// No face for a second.
    case noFace = "no-face"
    /// A second face of a comparable size.
    case severalFaces = "several-faces"
    /// The head is turned or tilted.
    case turned
    /// The face moves, or has just come.
    case holdStill = "hold-still"
    /// Challenge: turn the head to one's own left, which is left in the mirrored preview.
    case turnLeft = "turn-left"
    /// Challenge: turn the head to one's own right.
    case turnRight = "turn-right"
    /// Challenge: bring the face nearer to the camera.
    case comeCloser = "come-closer"
    /// Challenge: look straight into the camera again.
    case lookAhead = "look-ahead"
    /// A photo for a document: the face is not where it must be in the picture.
    case offCentre = "off-centre"
    /// Nothing to correct.
    case good

    /// How an attempt ends when this prevailed (RULES, outcomes of an attempt).
    public var outcome: AttemptOutcome {
        switch self {
        case .tooDark, .tooBright, .unevenLight: .poorLighting
        case .blurred, .fogged: .blurred
        case .noFace: .noFace
        case .severalFaces: .severalFaces
        case .tooFar, .tooNear, .turned, .holdStill, .offCentre, .good: .tookTooLong
        case .turnLeft, .turnRight, .comeCloser, .lookAhead: .livenessFailed
        }
    }
}

/// What was measured on one frame. Lengths in pixels of the camera picture, light as a share of full scale; a value that
/// needs a face or its landmarks is nil without them.
public struct QualityMeasures: Sendable, Hashable, Codable {
    /// Faces found, those far behind not counted.
    public var faces = 0
    /// Area of the second face by that of the first.
    public var secondFaceShare = 0.0
    /// Score of the detector; a clean face has about 2.
    public var detectorScore: Double?
    /// Distance between the middles of the eyes, px.
    public var eyeDistance: Double?
    /// Width of the face by the shorter side of the picture.
    public var faceWidthShare: Double?
    /// Mean luma of the face, 0…1.
    public var faceLuma: Double?
    /// Standard deviation of the luma of the face, 0…127.
    public var faceSpread: Double?
    /// Share of face pixels with luma 0…25.
    public var darkShare: Double?
    /// Share of face pixels with luma 247…255.
    public var brightShare: Double?
    /// Variance of the Laplacian on the face scaled to 120 px.
    public var sharpness: Double?
    /// Overlap of the luma histograms of the left and right half of the face, 0…1.
    public var evenness: Double?
    /// Nose beside the middle of the eyes, in eye distances; its sign is the side.
    public var yaw: Double?
    /// Nose below the eyes, in eye distances.
    public var pitch: Double?
    /// Tilt of the line between the eyes, degrees.
    public var roll: Double?
    /// Mean luma of the whole picture, 0…1.
    public var pictureLuma = 0.0
    /// Standard deviation of the luma of the whole picture, 0…127.
    public var pictureSpread = 0.0
    /// Share of the pixels of the whole picture with luma 247…255: light behind the person.
    public var pictureBrightShare = 0.0

    /// Nothing found yet.
    public init() {}
}

/// A face in the picture, as shares of its width and height, for drawing over the preview.
public struct FaceBox: Sendable, Hashable, Codable {
    /// Left edge, 0…1 (outside when the face is cut).
    public var x: Double
    /// Top edge.
    public var y: Double
    /// Width.
    public var width: Double
    /// Height.
    public var height: Double

    /// Shares of the width and height of the picture.
    public init(x: Double, y: Double, width: Double, height: Double) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }
}

/// A point of a face, as shares of the picture's width and height.
public struct FacePoint: Sendable, Hashable, Codable {
    /// From the left, 0…1.
    public var x: Double
    /// From the top, 0…1.
    public var y: Double

    /// Shares of the width and height of the picture.
    public init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }
}

/// Guidance on the wire: sent when it changes and at least five times a second while working.
public struct GuidanceReport: Sendable, Hashable, Codable {
    /// What to tell the person.
    public var guidance: Guidance
    /// True when the frame is good enough for the comparison.
    public var usable: Bool
    /// What was measured.
    public var measures: QualityMeasures
    /// The face that is judged.
    public var face: FaceBox?
    /// Frames collected for the comparison so far; 0 outside an attempt.
    public var collected: Int
    /// Frames that are compared; nil outside an attempt.
    public var needed: Int?
    /// The eyes and the nose; nil without landmarks.
    public var points: [FacePoint]?
    /// The step of the challenge that is asked for; nil outside a challenge.
    public var challenge: ChallengeProgress?

    /// Says what to tell the person, and why.
    public init(
        guidance: Guidance, usable: Bool, measures: QualityMeasures, face: FaceBox?, collected: Int = 0,
        challenge: ChallengeProgress? = nil
    ) {
        self.guidance = guidance
        self.usable = usable
        self.measures = measures
        self.face = face
        self.collected = collected
        self.challenge = challenge
    }
}
