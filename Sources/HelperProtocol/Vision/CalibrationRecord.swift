public import KioskDomain

/// A threshold with the trial that it was derived from: valid for these weights, this number of frames and, strictly, for
/// people like these only.
public struct CalibrationRecord: Sendable, Hashable, Codable {
    /// The greatest distance that is a match, by the matcher's metric; dlib's is euclidean.
    public var distance: Double
    /// Frames whose descriptors are averaged before the comparison.
    public var frames: Int
    /// How it was tried: what was compared with what.
    public var protocolName: String
    /// On whom.
    public var population: String
    /// Number of people.
    public var people: Int
    /// Comparisons of a person with himself or herself.
    public var genuine: Int
    /// Comparisons of two people.
    public var impostors: Int
    /// Genuine comparisons over the distance.
    public var falseNonMatches: Int
    /// Impostor comparisons within the distance.
    public var falseMatches: Int
    /// Upper 95 % limit of the rate of false non-matches, clustered by person; nil when it was not worked out.
    public var falseNonMatchLimit: Double?
    /// Upper 95 % limit of the rate of false matches, clustered by person; nil when it was not worked out.
    public var falseMatchLimit: Double?
    /// The weights of the trial.
    public var models: [ModelIdentity]
    /// The day of the trial, `YYYY-MM-DD` or a whole ISO 8601 instant.
    public var made: String

    /// The record of one trial.
    public init(
        distance: Double, frames: Int, protocolName: String, population: String, people: Int, genuine: Int,
        impostors: Int, falseNonMatches: Int, falseMatches: Int, falseNonMatchLimit: Double? = nil,
        falseMatchLimit: Double? = nil, models: [ModelIdentity], made: String
    ) {
        self.distance = distance
        self.frames = frames
        self.protocolName = protocolName
        self.population = population
        self.people = people
        self.genuine = genuine
        self.impostors = impostors
        self.falseNonMatches = falseNonMatches
        self.falseMatches = falseMatches
        self.falseNonMatchLimit = falseNonMatchLimit
        self.falseMatchLimit = falseMatchLimit
        self.models = models
        self.made = made
    }

    /// What the rules look at.
    public var facts: CalibrationFacts {
        CalibrationFacts(
            distance: distance, frames: frames, modelHashes: Set(models.map(\.sha256)), population: population,
            people: people, genuine: genuine, falseNonMatches: falseNonMatches, impostors: impostors,
            falseMatches: falseMatches)
    }

    /// What distances are held against, with the derivation in one line.
    public var threshold: MatchThreshold {
        MatchThreshold(
            distance: distance, frames: frames,
            derivation: "\(population), \(people) people, \(protocolName): \(falseNonMatches) of \(genuine) genuine "
                + "refused, \(falseMatches) of \(impostors) impostors accepted, \(made)")
    }
}
