/// Errors on people on whom the threshold was not tuned: the people, not their pictures, are parted into folds, and each
/// fold is judged by a threshold that the same rule derives from all other people. Two strangers of two folds are judged by
/// one that is derived without both folds, so that every comparison counts once and none was tuned on.
public struct HeldOut: Sendable, Hashable, Codable {
    /// One part of the people.
    public struct Fold: Sendable, Hashable, Codable {
        /// How many they are.
        public var people: Int
        /// How many others the threshold is derived from.
        public var tunedOn: Int
        /// Errors of this fold's people among themselves, at that threshold.
        public var result: ThresholdResult
    }

    /// By which each threshold is derived.
    public var rule: ThresholdRule
    /// Where the drawing of the folds started.
    public var seed: UInt64
    /// Each of the parts.
    public var folds: [Fold]
    /// The least and the greatest of the derived thresholds, those without two folds included.
    public var thresholds: ClosedRange<Double>
    /// Errors of all comparisons, each at its own threshold; ``ThresholdResult/threshold`` is 0 and means nothing here.
    public var result: ThresholdResult
    /// What the rule derives from everybody.
    public var tunedOnAll: Double

    /// - Parameter folds: at most; fewer with fewer people.
    /// - Returns: nil with fewer than four people.
    init?(_ set: TrialSet, names: [String], folds wanted: Int = 5, rule: ThresholdRule, bootstrap: PersonBootstrap) {
        guard names.count >= 4 else { return nil }
        var generator = SeededGenerator(seed: bootstrap.seed)
        // By name first: the order in which a folder was read is not the seed's.
        let drawn = names.indices.sorted { names[$0] < names[$1] }.shuffled(using: &generator)
        let count = min(max(wanted, 2), names.count)
        let folds = (0..<count).map { fold in drawn.indices.filter { $0 % count == fold }.map { drawn[$0] } }
        let tuning = Tuning(set, folds, rule)
        // A trial's distance beyond its own threshold: what is over zero is refused.
        let moved = TrialSet(
            genuine: set.genuine.map { tuning.moved($0) }, impostors: set.impostors.map { tuning.moved($0) },
            people: set.people)
        self.rule = rule
        seed = bootstrap.seed
        self.folds = folds.indices.map { fold in
            Fold(
                people: folds[fold].count, tunedOn: names.count - folds[fold].count,
                result: ThresholdResult(
                    set.among(Set(folds[fold])), threshold: tuning.thresholds[fold][fold], people: folds[fold],
                    bootstrap: bootstrap))
        }
        thresholds = tuning.range
        result = ThresholdResult(moved, threshold: 0, people: Array(names.indices), bootstrap: bootstrap)
        tunedOnAll = rule.threshold(set)
    }

    /// The thresholds without each one and without each two of the folds.
    private struct Tuning {
        let thresholds: [[Double]]
        private let fold: [Int: Int]

        init(_ set: TrialSet, _ folds: [[Int]], _ rule: ThresholdRule) {
            let everybody = Set(folds.joined())
            var thresholds = [[Double]](repeating: [Double](repeating: 0, count: folds.count), count: folds.count)
            for one in folds.indices {
                for other in one..<folds.count {
                    let rest = everybody.subtracting(folds[one]).subtracting(folds[other])
                    let threshold = rule.threshold(set.among(rest))
                    (thresholds[one][other], thresholds[other][one]) = (threshold, threshold)
                }
            }
            self.thresholds = thresholds
            let places = folds.enumerated().flatMap { fold, people in people.map { ($0, fold) } }
            fold = Dictionary(uniqueKeysWithValues: places)
        }

        var range: ClosedRange<Double> {
            let all = thresholds.flatMap(\.self)
            return (all.min() ?? 0)...(all.max() ?? 0)
        }

        func moved(_ trial: Trial) -> Trial {
            guard let one = fold[trial.reference], let other = fold[trial.probe] else { return trial }
            return Trial(
                reference: trial.reference, probe: trial.probe, distance: trial.distance - thresholds[one][other])
        }
    }
}
