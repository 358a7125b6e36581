/// What the name of a person's folder tells: `SEX-AGE-ORIGIN_REST`, for example `f-30-asia_0007`; `x` where a thing is not
/// known, as in `m-x-x_12`. A name of another form tells nothing.
public struct PersonAttributes: Sendable, Hashable {
    /// By what people are grouped.
    public enum Attribute: String, Sendable, Hashable, CaseIterable, Codable {
        case sex, age, origin
    }

    /// `f` or `m`.
    public var sex: String?
    /// Years when the pictures were taken.
    public var age: Int?
    /// A word of lower-case letters.
    public var origin: String?

    /// Reads the name of a folder.
    public init(folder: String) {
        let halves = folder.split(separator: "_", maxSplits: 1)
        let parts = halves.first?.split(separator: "-", omittingEmptySubsequences: false) ?? []
        guard halves.count == 2, parts.count == 3, ["f", "m", "x"].contains(String(parts[0])),
            parts[1] == "x" || Int(parts[1]).map({ (0...120).contains($0) }) == true,
            !parts[2].isEmpty, parts[2].allSatisfy({ $0.isASCII && $0.isLowercase })
        else { return }
        sex = parts[0] == "x" ? nil : String(parts[0])
        age = Int(parts[1])
        origin = parts[2] == "x" ? nil : String(parts[2])
    }

    /// The group of a person; nil when it is not known. Ages are grouped as under 18, 18-29, 30-44, 45-59 and 60-.
    public func group(_ attribute: Attribute) -> String? {
        switch attribute {
        case .sex: sex
        case .origin: origin
        case .age:
            age.map { years in
                switch years {
                case ..<18: "-17"
                case ..<30: "18-29"
                case ..<45: "30-44"
                case ..<60: "45-59"
                default: "60-"
                }
            }
        }
    }
}
