/// A counted rate with two kinds of 95 % limits.
public struct LimitedRate: Sendable, Hashable, Codable {
    /// Where the clustered limits come from.
    public enum Method: String, Sendable, Hashable, Codable {
        /// People drawn again and again with replacement.
        case bootstrap = "bootstrap by person"
        /// No error at all: three by the number of people, or of pairs of people for false matches.
        case ruleOfThree = "rule of three by people"
    }

    /// Wrong comparisons.
    public var errors: Int
    /// All comparisons.
    public var trials: Int
    /// Errors by trials.
    public var rate: Double
    /// As if all trials were independent of each other (Clopper and Pearson): narrower than the truth.
    public var exact: Limits
    /// Clustered by person.
    public var clustered: Limits
    /// How the clustered limits were found.
    public var method: Method

    /// - Parameters:
    ///   - bootstrap: limits by person.
    ///   - units: people, or pairs of people, for the rule of three.
    init(_ count: ErrorCount, bootstrap: Limits?, units: Int) {
        errors = count.errors
        trials = count.trials
        rate = count.rate
        exact = count.clopperPearson()
        if count.errors > 0, let bootstrap {
            clustered = bootstrap
            method = .bootstrap
        } else {
            clustered = Limits(lower: 0, upper: ruleOfThree(units))
            method = .ruleOfThree
        }
    }
}

/// Both errors at one threshold.
public struct ThresholdResult: Sendable, Hashable, Codable {
    /// The greatest distance that is a match.
    public var threshold: Double
    /// Genuine trials over it.
    public var falseNonMatches: LimitedRate
    /// Impostor trials within it.
    public var falseMatches: LimitedRate
}

extension ErrorRates {
    /// Counts at a threshold.
    static func counts(
        of set: TrialSet, at threshold: Double
    ) -> (falseNonMatches: ErrorCount, falseMatches: ErrorCount) {
        (
            ErrorCount(errors: set.genuine.count { $0.distance > threshold }, trials: set.genuine.count),
            ErrorCount(errors: set.impostors.count { $0.distance <= threshold }, trials: set.impostors.count)
        )
    }
}

extension ThresholdResult {
    /// Counts both errors among the people of `set` and finds their limits.
    init(_ set: TrialSet, threshold: Double, people chosen: [Int], bootstrap: PersonBootstrap) {
        let counts = ErrorRates.counts(of: set, at: threshold)
        let limits =
            counts.falseNonMatches.errors + counts.falseMatches.errors == 0
            ? []
            : bootstrap.limits(of: set, people: chosen) {
                [$0.falseNonMatchRate(at: threshold), $0.falseMatchRate(at: threshold)]
            }
        let pairs = chosen.count * (chosen.count - 1) / 2
        self.threshold = threshold
        falseNonMatches = LimitedRate(
            counts.falseNonMatches, bootstrap: limits.first ?? nil, units: chosen.count)
        falseMatches = LimitedRate(counts.falseMatches, bootstrap: limits.last ?? nil, units: pairs)
    }
}
