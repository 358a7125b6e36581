/// Limits that know that trials of one person hang together: people, not trials, are drawn again and again with
/// replacement, and the middle 95 % of what each draw gives are the limits (percentile bootstrap, clustered by person).
///
/// A trial of two people weighs the product of how often each was drawn.
public struct PersonBootstrap: Sendable {
    /// Draws.
    public let replicates: Int
    /// Where the random numbers start; printed with the limits.
    public let seed: UInt64

    /// - Parameter replicates: at least 20, so that there is something to cut off at both ends.
    public init(replicates: Int, seed: UInt64) {
        self.replicates = max(replicates, 20)
        self.seed = seed
    }

    /// Limits of several figures of a set at once.
    ///
    /// - Parameters:
    ///   - chosen: the people to draw from.
    ///   - figures: worked out anew for each draw; nil where a draw gives none.
    func limits(
        of set: TrialSet, people chosen: [Int], _ figures: (ErrorRates) -> [Double?]
    ) -> [Limits?] {
        guard !chosen.isEmpty else { return [] }
        var generator = SeededGenerator(seed: seed)
        var values: [[Double]] = []
        for _ in 0..<replicates {
            var weights = [Double](repeating: 0, count: set.people)
            for _ in chosen { weights[chosen[Int.random(in: 0..<chosen.count, using: &generator)]] += 1 }
            let drawn = figures(ErrorRates(set, weights: weights))
            if values.isEmpty { values = [[Double]](repeating: [], count: drawn.count) }
            for (index, value) in drawn.enumerated() {
                if let value { values[index].append(value) }
            }
        }
        return values.map(Self.middle)
    }

    private static func middle(_ values: [Double]) -> Limits? {
        guard values.count >= 20 else { return nil }
        let sorted = values.sorted()
        let cut = Int((Double(sorted.count) * 0.025).rounded(.down))
        return Limits(lower: sorted[cut], upper: sorted[sorted.count - 1 - cut])
    }
}
