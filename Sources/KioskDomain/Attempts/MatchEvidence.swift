/// What a challenge before the camera proved (`docs/liveness.md`).
public enum LivenessClaim: Sendable, Hashable {
    /// Nothing was asked.
    case none
    case failed
    /// Somebody followed the screen; a still picture that is brought closer does as much.
    case present
    /// It was no flat picture.
    case notStill
}

/// What a kiosk knows of a successful attempt; it goes to the portal signed (B3). Never a picture.
public struct MatchEvidence: Sendable, Hashable {
    /// Distance of the fused descriptor to the reference; smaller is nearer.
    public var distance: Double
    /// Frames that were fused.
    public var frames: Int
    /// What the person showed before the camera.
    public var liveness: LivenessClaim
    /// SHA-256 of the model files, in hex.
    public var modelHashes: [String]
    /// SHA-256 of the record of the trial by which the matcher decides, in hex; nil when none is named.
    public var calibrationHash: String?

    /// Every field as given.
    public init(
        distance: Double, frames: Int, liveness: LivenessClaim, modelHashes: [String], calibrationHash: String? = nil
    ) {
        self.distance = distance
        self.frames = frames
        self.liveness = liveness
        self.modelHashes = modelHashes
        self.calibrationHash = calibrationHash
    }
}

/// By what the portal judges evidence (B3).
public struct EvidencePolicy: Sendable, Hashable {
    /// Greatest distance that is a match.
    public var maximumDistance: Double
    /// Fewest frames that are fused.
    public var minimumFrames: Int
    /// Whether it must be shown that it was no flat picture; people who cannot turn the head then go to an operator.
    public var needsLiveness: Bool
    /// Trials of matchers that the portal has seen and accepted, by the SHA-256 of their records, in hex. Evidence that names
    /// one is held against its threshold, its frames and its model files.
    public var trials: [String: CalibrationFacts]
    /// Whether evidence must name one of them: outside the demonstration (B3).
    public var needsTrial: Bool

    /// Every field as given.
    public init(
        maximumDistance: Double, minimumFrames: Int, needsLiveness: Bool, trials: [String: CalibrationFacts] = [:],
        needsTrial: Bool = false
    ) {
        self.maximumDistance = maximumDistance
        self.minimumFrames = minimumFrames
        self.needsLiveness = needsLiveness
        self.trials = trials
        self.needsTrial = needsTrial
    }

    /// Why the evidence does not suffice; nil when it does. A failed liveness check never does.
    public func problem(with evidence: MatchEvidence) -> FailureCode? {
        let trial = evidence.calibrationHash.flatMap { trials[$0] }
        guard trial != nil || !needsTrial else { return .calibrationMissing }
        let (distance, frames) = (trial?.distance ?? maximumDistance, trial?.frames ?? minimumFrames)
        // Written so that a distance that is no number is refused.
        guard evidence.distance >= 0, evidence.distance <= distance, evidence.frames >= frames,
            !evidence.modelHashes.isEmpty
        else { return .faceNoMatch }
        guard evidence.liveness != .failed, !needsLiveness || evidence.liveness == .notStill else {
            return .faceLiveness
        }
        if let trial, trial.modelHashes != Set(evidence.modelHashes) { return .calibrationMissing }
        return nil
    }
}

/// May the portal release a reference portrait? Once, against an open attempt; either answer is audited (B8).
public enum PortraitGate {
    /// What the gate answers.
    public enum Decision: Sendable, Hashable { case release, noOpenAttempt, alreadyReleased }

    /// Decides; the first reason against it is the one named.
    public static func decide(attemptIsOpen: Bool, alreadyReleased: Bool) -> Decision {
        guard attemptIsOpen else { return .noOpenAttempt }
        return alreadyReleased ? .alreadyReleased : .release
    }
}
