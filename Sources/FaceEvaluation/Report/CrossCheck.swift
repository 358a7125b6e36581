/// A threshold derived from one half of the people and held against the other half, both ways.
public struct CrossCheck: Sendable, Hashable, Codable {
    /// One way.
    public struct Half: Sendable, Hashable, Codable {
        /// People that the threshold was derived from.
        public var tunedOn: Int
        /// The greatest distance, in whole hundredths, at which the FMR of those people is not over the wanted one.
        public var tuned: Double
        /// Other people that it was tried on.
        public var testedOn: Int
        /// Errors of the other people at the derived threshold.
        public var atTuned: ThresholdResult
        /// Errors of the other people at the threshold that is used.
        public var atShipped: ThresholdResult
    }

    /// The FMR that the derived threshold does not exceed on the people it is derived from.
    public var falseMatchRate: Double
    /// Every second person, in the order of the names, and the others.
    public var halves: [Half]

    /// Nil with fewer than four people.
    init?(
        _ set: TrialSet, names: [String], shipped: Double, bootstrap: PersonBootstrap, falseMatchRate: Double = 1e-4
    ) {
        guard names.count >= 4 else { return nil }
        let order = names.indices.sorted { names[$0] < names[$1] }
        let even = order.indices.filter { $0 % 2 == 0 }.map { order[$0] }
        let odd = order.indices.filter { $0 % 2 == 1 }.map { order[$0] }
        self.falseMatchRate = falseMatchRate
        halves = [(even, odd), (odd, even)].map { tuning, testing in
            let raw = ErrorRates(set.among(Set(tuning))).threshold(atFalseMatchRate: falseMatchRate)
            let tuned = (raw * 100).rounded(.down) / 100
            let rest = set.among(Set(testing))
            return Half(
                tunedOn: tuning.count, tuned: tuned, testedOn: testing.count,
                atTuned: ThresholdResult(rest, threshold: tuned, people: testing, bootstrap: bootstrap),
                atShipped: ThresholdResult(rest, threshold: shipped, people: testing, bootstrap: bootstrap))
        }
    }
}
