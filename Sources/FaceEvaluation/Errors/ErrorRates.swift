/// Error rates of a set of trials, each person counted by a weight; all 1 for the set as it is.
public struct ErrorRates: Sendable {
    /// The point at which both rates are equal.
    public struct EqualError: Sendable, Hashable, Codable {
        /// Mean of both rates there.
        public var rate: Double
        /// The greatest distance that is a match there.
        public var threshold: Double
    }

    private let set: TrialSet
    private let weights: [Double]
    private let genuineTotal: Double
    private let impostorTotal: Double

    /// The set as it is.
    public init(_ set: TrialSet) { self.init(set, weights: [Double](repeating: 1, count: set.people)) }

    /// - Parameter weights: by person; a trial of two people weighs the product.
    public init(_ set: TrialSet, weights: [Double]) {
        self.set = set
        self.weights = weights
        genuineTotal = set.genuine.reduce(0) { $0 + weights[$1.reference] }
        impostorTotal = set.impostors.reduce(0) { $0 + weights[$1.reference] * weights[$1.probe] }
    }

    /// Share of genuine trials over the threshold (FNMR).
    public func falseNonMatchRate(at threshold: Double) -> Double {
        guard genuineTotal > 0 else { return 0 }
        var refused = 0.0
        for trial in set.genuine.reversed() {
            guard trial.distance > threshold else { break }
            refused += weights[trial.reference]
        }
        return refused / genuineTotal
    }

    /// Share of impostor trials within the threshold (FMR).
    public func falseMatchRate(at threshold: Double) -> Double {
        guard impostorTotal > 0 else { return 0 }
        var accepted = 0.0
        for trial in set.impostors {
            guard trial.distance <= threshold else { break }
            accepted += weight(trial)
        }
        return accepted / impostorTotal
    }

    /// The greatest threshold at which the FMR is not over `rate`: just below the impostor trial that would exceed it.
    public func threshold(atFalseMatchRate rate: Double) -> Double {
        let allowed = rate * impostorTotal
        var accepted = 0.0
        for trial in set.impostors {
            accepted += weight(trial)
            if accepted > allowed * (1 + 1e-12) { return trial.distance.nextDown }
        }
        return set.impostors.last?.distance ?? 0
    }

    /// Where FMR and FNMR meet; nil without trials of both kinds.
    public func equalError() -> EqualError? {
        guard genuineTotal > 0, impostorTotal > 0 else { return nil }
        var best = EqualError(rate: 1, threshold: 0)
        var gap = Double.infinity
        forEachStep { threshold, falseMatches, falseNonMatches in
            let difference = abs(falseMatches - falseNonMatches)
            if difference < gap {
                gap = difference
                best = EqualError(rate: (falseMatches + falseNonMatches) / 2, threshold: threshold)
            }
            // Past the crossing the gap only grows.
            return falseMatches < falseNonMatches
        }
        return best
    }

    /// Walks the thresholds of all trials upwards, as long as `body` answers true: threshold, FMR, FNMR.
    func forEachStep(_ body: (Double, Double, Double) -> Bool) {
        var (accepted, matched) = (0.0, 0.0)
        var (impostor, genuine) = (0, 0)
        while impostor < set.impostors.count || genuine < set.genuine.count {
            let next = min(
                impostor < set.impostors.count ? set.impostors[impostor].distance : .infinity,
                genuine < set.genuine.count ? set.genuine[genuine].distance : .infinity)
            guard next < .infinity else { return }
            while impostor < set.impostors.count, set.impostors[impostor].distance <= next {
                accepted += weight(set.impostors[impostor])
                impostor += 1
            }
            while genuine < set.genuine.count, set.genuine[genuine].distance <= next {
                matched += weights[set.genuine[genuine].reference]
                genuine += 1
            }
            let falseMatches = impostorTotal > 0 ? accepted / impostorTotal : 0
            let falseNonMatches = genuineTotal > 0 ? 1 - matched / genuineTotal : 0
            if !body(next, falseMatches, max(falseNonMatches, 0)) { return }
        }
    }

    private func weight(_ trial: Trial) -> Double { weights[trial.reference] * weights[trial.probe] }
}
