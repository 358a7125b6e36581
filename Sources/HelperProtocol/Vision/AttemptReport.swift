public import KioskDomain

/// One weights file, by what it is called and what it is.
public struct ModelIdentity: Sendable, Hashable, Codable {
    /// File name.
    public var name: String
    /// SHA-256 of the whole file, lower-case hexadecimal.
    public var sha256: String

    /// A file by name and hash.
    public init(name: String, sha256: String) {
        self.name = name
        self.sha256 = sha256
    }
}

/// The greatest distance that still is a match: data, valid only for the protocol that it was derived with.
public struct MatchThreshold: Sendable, Hashable, Codable {
    /// Distance of the descriptors by the matcher's metric, dlib's is euclidean; at most this is a match.
    public var distance: Double
    /// Frames whose descriptors are averaged.
    public var frames: Int
    /// How, and on whom, the figure was derived.
    public var derivation: String

    /// A threshold with its derivation.
    public init(distance: Double, frames: Int, derivation: String) {
        self.distance = distance
        self.frames = frames
        self.derivation = derivation
    }

    /// `docs/calibration.md`: FNMR 0.51 %, no false match there; to be derived anew on site data.
    public static let shipped = MatchThreshold(
        distance: 0.45, frames: 6,
        derivation: "AT&T face set, 10 pictures each, 20 people, mean of 6 against 1: 9 of 1764 genuine refused, "
            + "0 of 37242 impostors accepted, 2026-11-21")
}

/// One frame that took part in the comparison.
public struct FrameQuality: Sendable, Hashable, Codable {
    /// Seconds since the first usable frame of the attempt.
    public var seconds: Double
    /// What the person was told then: `good`, or a remark that does not forbid the frame.
    public var guidance: Guidance
    /// What was measured.
    public var measures: QualityMeasures
    /// Distance of this frame alone to the reference portrait.
    public var distance: Double
    /// How live the face looked to a model that the site brought, 0…1; nil without one. Decides nothing.
    public var live: Double?

    /// The quality of one frame.
    public init(
        seconds: Double, guidance: Guidance, measures: QualityMeasures, distance: Double, live: Double? = nil
    ) {
        self.live = live
        self.seconds = seconds
        self.guidance = guidance
        self.measures = measures
        self.distance = distance
    }
}

/// How one attempt ended, with the evidence for the portal (B3). Never a picture, never a descriptor.
public struct AttemptReport: Sendable, Hashable, Codable {
    /// The attempt's ID, as given by the daemon.
    public var id: String
    /// One of: matched, no-match, poor-lighting, blurred, no-face, several-faces, liveness-failed, took-too-long,
    /// no-reference-photo, technical-error.
    public var outcome: AttemptOutcome
    /// Why, when the outcome is technical-error or no-reference-photo.
    public var code: FailureCode?
    /// One line for a technician.
    public var detail: String
    /// Distance between the fused frames and the portrait; nil when no comparison was completed.
    public var distance: Double?
    /// What the distance was held against.
    public var threshold: MatchThreshold
    /// The frames of the comparison.
    public var frames: [FrameQuality]
    /// How often each guidance was given over the attempt, by its raw value.
    public var guidanceCounts: [String: Int]
    /// Seconds from the first usable frame to the end, gaps of a lost camera left out.
    public var seconds: Double
    /// What the challenge came to; nil when none was asked for, or the attempt ended before it: no claim is made.
    public var liveness: LivenessReport?
    /// The weights that were used.
    public var models: [ModelIdentity]
    /// Name and version of the matcher.
    public var matcher: String
    /// What the camera calls itself.
    public var camera: String
    /// True when the camera names itself virtual (R1).
    public var cameraIsVirtual: Bool

    /// A report of an attempt that ended; the daemon and the portal judge it.
    public init(id: String, outcome: AttemptOutcome, threshold: MatchThreshold) {
        self.id = id
        self.outcome = outcome
        self.threshold = threshold
        code = nil
        detail = ""
        distance = nil
        frames = []
        guidanceCounts = [:]
        seconds = 0
        liveness = nil
        models = []
        matcher = ""
        camera = ""
        cameraIsVirtual = false
    }
}
