/// What the record of a site's trial says, as far as the rules need it.
public struct CalibrationFacts: Sendable, Hashable {
    /// The greatest distance that was a match in the trial.
    public var distance: Double
    /// Frames that were fused.
    public var frames: Int
    /// SHA-256 of the weights of the trial, hexadecimal.
    public var modelHashes: Set<String>
    /// Who the people were.
    public var population: String
    /// How many.
    public var people: Int
    /// Comparisons of a person with himself or herself, and how many of them were refused.
    public var genuine: Int
    /// See `genuine`.
    public var falseNonMatches: Int
    /// Comparisons of two people, and how many of them were accepted.
    public var impostors: Int
    /// See `impostors`.
    public var falseMatches: Int

    /// Every field as given.
    public init(
        distance: Double, frames: Int, modelHashes: Set<String>, population: String, people: Int, genuine: Int,
        falseNonMatches: Int, impostors: Int, falseMatches: Int
    ) {
        self.distance = distance
        self.frames = frames
        self.modelHashes = modelHashes
        self.population = population
        self.people = people
        self.genuine = genuine
        self.falseNonMatches = falseNonMatches
        self.impostors = impostors
        self.falseMatches = falseMatches
    }
}

/// What the matcher of a kiosk runs with.
public struct MatcherFacts: Sendable, Hashable {
    /// The greatest distance that is a match.
    public var distance: Double
    /// Frames that are fused.
    public var frames: Int
    /// SHA-256 of the loaded weights, hexadecimal.
    public var modelHashes: Set<String>

    /// Every field as given.
    public init(distance: Double, frames: Int, modelHashes: Set<String>) {
        self.distance = distance
        self.frames = frames
        self.modelHashes = modelHashes
    }
}

/// What a trial must show before a face may lead to an EDS without an operator (B3).
public struct CalibrationPolicy: Sendable, Hashable {
    /// Fewest people.
    public var people: Int
    /// Greatest share of false matches that the trial may show.
    public var falseMatchRate: Double
    /// Greatest share of false non-matches that the trial may show.
    public var falseNonMatchRate: Double

    /// Every field as given.
    public init(people: Int, falseMatchRate: Double, falseNonMatchRate: Double) {
        self.people = people
        self.falseMatchRate = falseMatchRate
        self.falseNonMatchRate = falseNonMatchRate
    }

    /// Fifty people, one false match in ten thousand, one refusal in twenty.
    public static let standard = CalibrationPolicy(people: 50, falseMatchRate: 1e-4, falseNonMatchRate: 0.05)
}

/// May this kiosk issue by face, without an operator? Only with a trial of this matcher on people like those who come (B3).
public enum CalibrationGate {
    /// Why a record does not do.
    public enum Problem: Sendable, Hashable {
        /// The weights that are loaded are others than those of the trial.
        case otherModels
        /// The threshold or the number of frames is another.
        case otherThreshold
        /// Nobody says who the people were.
        case noPopulation
        /// Too few people.
        case people(Int, fewest: Int)
        /// Counts that cannot be, or too few to see the demanded rate.
        case tooFewTrials
        /// More false matches than the policy bears.
        case falseMatches(Int, of: Int)
        /// More false non-matches than the policy bears.
        case falseNonMatches(Int, of: Int)
    }

    /// The first reason against the record; nil when it does.
    ///
    /// - Parameter matcher: nil as long as it is not known; then only the trial itself is judged.
    public static func problem(
        with trial: CalibrationFacts, matcher: MatcherFacts?, policy: CalibrationPolicy = .standard
    ) -> Problem? {
        if let matcher {
            guard trial.modelHashes == matcher.modelHashes, !trial.modelHashes.isEmpty else { return .otherModels }
            guard trial.distance == matcher.distance, trial.frames == matcher.frames else { return .otherThreshold }
        }
        guard trial.population.contains(where: { !$0.isWhitespace }) else { return .noPopulation }
        guard trial.people >= policy.people else { return .people(trial.people, fewest: policy.people) }
        guard trial.distance > 0, trial.distance.isFinite, trial.frames > 0, trial.genuine >= trial.people,
            (0...trial.genuine).contains(trial.falseNonMatches),
            (0...max(trial.impostors, 0)).contains(trial.falseMatches),
            Double(trial.impostors) * policy.falseMatchRate >= 1
        else { return .tooFewTrials }
        guard Double(trial.falseMatches) <= Double(trial.impostors) * policy.falseMatchRate else {
            return .falseMatches(trial.falseMatches, of: trial.impostors)
        }
        guard Double(trial.falseNonMatches) <= Double(trial.genuine) * policy.falseNonMatchRate else {
            return .falseNonMatches(trial.falseNonMatches, of: trial.genuine)
        }
        return nil
    }
}

extension CalibrationGate.Problem: CustomStringConvertible {
    /// One line for a technician.
    public var description: String {
        switch self {
        case .otherModels: "the trial was made with other model files than those that are loaded"
        case .otherThreshold: "the trial was made with another threshold or number of frames"
        case .noPopulation: "the record does not say who the people of the trial were"
        case .people(let people, let fewest): "\(people) people are fewer than \(fewest)"
        case .tooFewTrials: "the counts cannot be right, or are too few to see the demanded rate"
        case .falseMatches(let errors, let trials): "\(errors) false matches of \(trials) are too many"
        case .falseNonMatches(let errors, let trials): "\(errors) refusals of \(trials) are too many"
        }
    }
}
