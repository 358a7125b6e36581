public import KioskDomain

/// What is wrong with a reference portrait.
public enum ReferenceProblem: String, Sendable, Hashable, CaseIterable, Codable {
    /// There is none.
    case absent
    /// No picture that can be decoded.
    case unreadable
    /// No face is found.
    case noFace = "no-face"
    /// A second face of a comparable size.
    case severalFaces = "several-faces"
    /// Too few pixels between the eyes.
    case tooSmall = "too-small"
    /// Nothing sharp in the face.
    case blurred
    /// The face is under-exposed.
    case tooDark = "too-dark"
    /// The face is over-exposed.
    case tooBright = "too-bright"
    /// The face has hardly any contrast.
    case flat
    /// The head is turned too far.
    case turned
}

/// Whether a portrait can serve as the reference of a session: said before the first attempt. Never a picture, never a
/// descriptor.
public struct ReferenceReport: Sendable, Hashable, Codable {
    /// nil: it can be matched against. `face.reference-missing`, `face.reference-poor`, or why nothing can be matched at
    /// all (`face.matcher-unavailable`, `face.helper-fault`).
    public var code: FailureCode?
    /// What is wrong with the portrait; nil when it is good, or when the fault is the matcher's.
    public var problem: ReferenceProblem?
    /// One line for a technician.
    public var detail: String
    /// Width and height of the portrait in pixels; nil when it could not be decoded.
    public var size: [Int]?
    /// What was measured on the face, by the rules of camera frames.
    public var measures: QualityMeasures

    /// True when attempts can be compared with it.
    public var isUsable: Bool { code == nil }

    /// Says what was found.
    public init(
        code: FailureCode? = nil, problem: ReferenceProblem? = nil, detail: String = "", size: [Int]? = nil,
        measures: QualityMeasures = QualityMeasures()
    ) {
        self.code = code
        self.problem = problem
        self.detail = detail
        self.size = size
        self.measures = measures
    }
}
