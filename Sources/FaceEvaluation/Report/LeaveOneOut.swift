/// Each person judged by a threshold in which he or she had no part: it is derived from all the others. For a pair of two
/// people it is derived from all but these two.
public struct LeaveOneOut: Sendable, Hashable, Codable {
    /// The FMR that each threshold does not exceed on the people it is derived from.
    public var falseMatchRate: Double
    /// The least and the greatest of the derived thresholds.
    public var thresholds: ClosedRange<Double>
    /// Errors of the people who were left out, each at the threshold of the others.
    public var result: ThresholdResult

    /// Nil with fewer than four people.
    init?(_ set: TrialSet, people: [Int], bootstrap: PersonBootstrap, falseMatchRate: Double = 1e-4) {
        guard people.count >= 4 else { return nil }
        let tuning = Tuning(set, people: people, falseMatchRate: falseMatchRate)
        // A trial's distance beyond its own threshold: what is over zero is refused.
        let moved = TrialSet(
            genuine: set.genuine.map { tuning.moved($0) }, impostors: set.impostors.map { tuning.moved($0) },
            people: set.people)
        let all = tuning.thresholds.flatMap(\.self)
        guard let least = all.min(), let greatest = all.max() else { return nil }
        self.falseMatchRate = falseMatchRate
        thresholds = least...greatest
        result = ThresholdResult(moved, threshold: 0, people: people, bootstrap: bootstrap)
    }

    /// The threshold without each one and without each two, in whole hundredths.
    private struct Tuning {
        private typealias Pair = (one: Int, other: Int, distance: Double)
        private var places: [Int: Int] = [:]
        private(set) var thresholds: [[Double]] = []

        init(_ set: TrialSet, people: [Int], falseMatchRate: Double) {
            for (place, person) in people.enumerated() { places[person] = place }
            let impostors = set.impostors.compactMap { trial -> Pair? in
                places[trial.reference].flatMap { one in places[trial.probe].map { (one, $0, trial.distance) } }
            }
            // How many trials each one, and each two, take part in.
            var involved = [Int](repeating: 0, count: people.count)
            var between = [[Int]](repeating: involved, count: people.count)
            for pair in impostors {
                involved[pair.one] += 1
                involved[pair.other] += 1
                between[pair.one][pair.other] += 1
                between[pair.other][pair.one] += 1
            }
            thresholds = people.indices.map { one in
                people.indices.map { other in
                    let gone = one == other ? involved[one] : involved[one] + involved[other] - between[one][other]
                    let allowed = Int(falseMatchRate * Double(impostors.count - gone))
                    return Self.threshold(impostors, without: one, other, allowed)
                }
            }
        }

        /// Just below the impostor trial, from the nearest on, that would be one too many.
        private static func threshold(_ impostors: [Pair], without one: Int, _ other: Int, _ allowed: Int) -> Double {
            var left = allowed
            for trial in impostors {
                guard trial.one != one, trial.one != other, trial.other != one, trial.other != other else { continue }
                if left == 0 { return (trial.distance.nextDown * 100).rounded(.down) / 100 }
                left -= 1
            }
            return impostors.last?.distance ?? 0
        }

        func moved(_ trial: Trial) -> Trial {
            guard let one = places[trial.reference], let other = places[trial.probe] else { return trial }
            return Trial(
                reference: trial.reference, probe: trial.probe, distance: trial.distance - thresholds[one][other])
        }
    }
}
