/// One fused frame: what was measured, never what was seen.
public struct FrameEvidence: Codable, Sendable, Hashable {
    /// Since the first usable frame of the attempt.
    public var seconds: Double
    /// What the person was told then, by its stable name.
    public var remark: String
    /// Distance of this frame alone to the reference.
    public var distance: Double
    /// Distance between the eyes, px; nil when it was not measured, as all below.
    public var eyeDistance: Double?
    /// Variance of the Laplacian on the face scaled to 120 px.
    public var sharpness: Double?
    /// Mean luma of the face, 0…1.
    public var faceLuma: Double?

    /// Memberwise.
    public init(
        seconds: Double, remark: String, distance: Double, eyeDistance: Double?, sharpness: Double?, faceLuma: Double?
    ) {
        self.seconds = seconds
        self.remark = remark
        self.distance = distance
        self.eyeDistance = eyeDistance
        self.sharpness = sharpness
        self.faceLuma = faceLuma
    }
}

/// What was asked of the person before the camera, and what came of it (`docs/liveness.md`).
public struct LivenessEvidence: Codable, Sendable, Hashable {
    /// One step that was asked for.
    public struct Step: Codable, Sendable, Hashable {
        /// Its stable name, such as `turn-left`.
        public var action: String
        /// From the prompt to its end.
        public var seconds: Double
        /// Done in its time.
        public var passed: Bool

        /// Memberwise.
        public init(action: String, seconds: Double, passed: Bool) {
            self.action = action
            self.seconds = seconds
            self.passed = passed
        }
    }

    /// `turns`, or `gentle`, which a still picture can pass.
    public var challenge: String
    /// All steps were done by one person in their time.
    public var passed: Bool
    /// In their order.
    public var steps: [Step]

    /// Memberwise.
    public init(challenge: String, passed: Bool, steps: [Step]) {
        self.challenge = challenge
        self.passed = passed
        self.steps = steps
    }
}
