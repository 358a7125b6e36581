/// What a person is asked to do before the camera to show that it is no flat picture (`docs/liveness.md` says what this
/// does not stop).
public enum ChallengePolicy: String, Sendable, Hashable, CaseIterable, Codable {
    /// A random two of: turn left, turn right, come closer.
    case turns
    /// For people who cannot turn the head: come closer, then a longer clip.
    case gentle
    /// Nothing is asked and no claim is made.
    case off
}

/// How far a running challenge is, for the screen.
public struct ChallengeProgress: Sendable, Hashable, Codable {
    /// The step that is asked for, from 1.
    public var step: Int
    /// Steps in all.
    public var steps: Int
    /// What the person is to do: `turn-left`, `turn-right`, `come-closer` or `look-ahead`.
    public var action: Guidance
    /// Seconds until this step is over.
    public var secondsLeft: Double

    /// Every field as given.
    public init(step: Int, steps: Int, action: Guidance, secondsLeft: Double) {
        self.step = step
        self.steps = steps
        self.action = action
        self.secondsLeft = secondsLeft
    }
}

/// One step of a challenge that was asked for.
public struct LivenessStep: Sendable, Hashable, Codable {
    /// What was asked for.
    public var action: Guidance
    /// From the prompt to the end of the step.
    public var seconds: Double
    /// What was measured against the step's limit: the change of the nose's place in eye distances, or the growth.
    public var measure: Double
    /// The step was done in its time.
    public var passed: Bool

    /// Every field as given.
    public init(action: Guidance, seconds: Double, measure: Double, passed: Bool) {
        self.action = action
        self.seconds = seconds
        self.measure = measure
        self.passed = passed
    }
}

/// What a challenge came to. Never a picture.
public struct LivenessReport: Sendable, Hashable, Codable {
    /// All steps were done by one person in their time.
    public var passed: Bool
    /// The steps that were asked for, in their order.
    public var steps: [LivenessStep]
    /// One line for a technician: why it did not pass; nil when it did.
    public var reason: String?

    /// Every field as given.
    public init(passed: Bool, steps: [LivenessStep], reason: String? = nil) {
        self.passed = passed
        self.steps = steps
        self.reason = reason
    }
}
