/// What a matcher makes of one picture, as far as a trial needs it.
public protocol FusableTemplate {
    /// Smaller is nearer.
    func distance(to other: Self) -> Double
    /// The mean of several; nil for none.
    static func fused(_ templates: [Self]) -> Self?
}

/// One person of a trial, with a template of each picture, in the order of the pictures.
public struct EnrolledPerson<Template: FusableTemplate> {
    /// Name of the person's folder.
    public var name: String
    /// Each picture.
    public var templates: [Template]

    /// One person.
    public init(name: String, templates: [Template]) {
        self.name = name
        self.templates = templates
    }
}
