/// What a matcher makes of one picture, as far as a trial needs it.
public protocol FusableTemplate {
    /// Smaller is nearer.
    func distance(to other: Self) -> Double
    /// The mean of several; nil for none.
    static func fused(_ templates: [Self]) -> Self?
}

/// One person of a trial, with a template of each picture in two roles, in the order of the pictures.
public struct EnrolledPerson<Template: FusableTemplate> {
    /// Name of the person's folder.
    public var name: String
    /// Each picture as a reference.
    public var references: [Template]
    /// The same pictures as frames of a camera.
    public var probes: [Template]

    /// - Parameter probes: as many as `references`, the same picture at the same place.
    public init(name: String, references: [Template], probes: [Template]) {
        self.name = name
        self.references = references
        self.probes = probes
    }
}
