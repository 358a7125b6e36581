/// What one number of fused frames gives.
public struct FusionResult: Sendable, Hashable, Codable {
    /// The equal error rate and its limits by person.
    public struct EqualError: Sendable, Hashable, Codable {
        /// Both rates.
        public var rate: Double
        /// The distance at which they meet.
        public var threshold: Double
        /// 95 %, clustered by person.
        public var clustered: Limits?
    }

    /// False non-matches where false matches are as rare as asked.
    public struct OperatingPoint: Sendable, Hashable, Codable {
        /// The FMR that is not exceeded.
        public var falseMatchRate: Double
        /// The greatest distance at which it is not.
        public var threshold: Double
        /// False when there are too few impostor trials to see such a rate at all: then no false match is allowed.
        public var isResolved: Bool
        /// The FNMR there.
        public var falseNonMatches: LimitedRate
    }

    /// Frames whose descriptors are averaged.
    public var frames: Int
    /// Comparisons of a person with himself or herself.
    public var genuine: Int
    /// Comparisons of two people.
    public var impostors: Int
    /// Nil without trials of both kinds.
    public var equalError: EqualError?
    /// At FMR 1e-2, 1e-3 and 1e-4.
    public var atFalseMatchRate: [OperatingPoint]
    /// At the threshold that is used.
    public var atThreshold: ThresholdResult

    static let falseMatchRates = [1e-2, 1e-3, 1e-4]

    init(_ set: TrialSet, frames: Int, threshold: Double, people: [Int], bootstrap: PersonBootstrap) {
        self.frames = frames
        genuine = set.genuine.count
        impostors = set.impostors.count
        let rates = ErrorRates(set)
        let limits = bootstrap.limits(of: set, people: people) { drawn in
            [drawn.equalError()?.rate]
                + Self.falseMatchRates.map {
                    drawn.falseNonMatchRate(at: drawn.threshold(atFalseMatchRate: $0))
                }
        }
        equalError = rates.equalError().map {
            EqualError(rate: $0.rate, threshold: $0.threshold, clustered: limits.first ?? nil)
        }
        atFalseMatchRate = Self.falseMatchRates.enumerated().map { index, rate in
            let threshold = rates.threshold(atFalseMatchRate: rate)
            return OperatingPoint(
                falseMatchRate: rate, threshold: threshold,
                isResolved: Double(set.impostors.count) * rate >= 1,
                falseNonMatches: LimitedRate(
                    ErrorRates.counts(of: set, at: threshold).falseNonMatches,
                    bootstrap: limits.indices.contains(index + 1) ? limits[index + 1] : nil, units: people.count))
        }
        atThreshold = ThresholdResult(set, threshold: threshold, people: people, bootstrap: bootstrap)
    }
}
