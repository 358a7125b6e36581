/// How an attempt at biometric identification ended. RULES "Outcomes of an attempt" is the one table; the raw value is
/// the stable code on the wire, in the journal and on slips.
public enum AttemptOutcome: String, Sendable, Hashable, CaseIterable, Codable {
    case matched
    case noMatch = "no-match"
    case poorLighting = "poor-lighting"
    case blurred
    case noFace = "no-face"
    case severalFaces = "several-faces"
    case livenessFailed = "liveness-failed"
    case tookTooLong = "took-too-long"
    case noReferencePhoto = "no-reference-photo"
    case technicalError = "technical-error"
    case cancelled

    /// Every outcome but `matched` is one of the five failures (B1, B2).
    public var countsAsFailure: Bool { self != .matched }
}
