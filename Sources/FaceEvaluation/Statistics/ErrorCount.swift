/// Errors among trials: a count first, a rate only with its limits.
public struct ErrorCount: Sendable, Hashable, Codable {
    /// Trials that ended wrongly.
    public var errors: Int
    /// All trials.
    public var trials: Int

    /// - Parameters:
    ///   - errors: at most `trials`; kept within 0 and `trials`.
    ///   - trials: not negative.
    public init(errors: Int, trials: Int) {
        self.trials = max(trials, 0)
        self.errors = min(max(errors, 0), self.trials)
    }

    /// Errors by trials; 0 without a trial.
    public var rate: Double { trials == 0 ? 0 : Double(errors) / Double(trials) }

    /// The exact binomial interval (Clopper and Pearson 1934), right only when trials are independent of each other.
    ///
    /// - Parameter confidence: of both sides together, over 0 and under 1.
    public func clopperPearson(confidence: Double = 0.95) -> Limits {
        guard trials > 0 else { return Limits(lower: 0, upper: 1) }
        let tail = (1 - confidence) / 2
        let (right, wrong) = (Double(trials - errors), Double(errors))
        return Limits(
            lower: errors == 0 ? 0 : Beta.quantile(tail, wrong, right + 1),
            upper: errors == trials ? 1 : Beta.quantile(1 - tail, wrong + 1, right))
    }
}

/// An interval of a rate.
public struct Limits: Sendable, Hashable, Codable {
    /// Lower end.
    public var lower: Double
    /// Upper end.
    public var upper: Double

    /// Both ends.
    public init(lower: Double, upper: Double) {
        self.lower = lower
        self.upper = upper
    }
}

/// The rule of three: without an error in so many independent units, the upper 95 % limit of the rate.
public func ruleOfThree(_ units: Int) -> Double { units > 0 ? min(1, 3 / Double(units)) : 1 }
