/// How a threshold is derived from people: the lower of two, in whole hundredths. The one is counted, the greatest distance
/// at which these people's strangers are taken for each other no more often than wanted: alone it hangs on the few nearest
/// pairs, of which a small trial has none or one. The other is as many standard deviations below the mean distance of
/// strangers as above that of a person to himself or herself, where both errors are equal if both are normal. What is found is
/// lowered by a reserve, for the people who were not there.
public struct ThresholdRule: Sendable, Hashable, Codable {
    /// The share of strangers, 0…1, that may be taken for each other.
    public var falseMatchRate: Double
    /// What is taken off the distance that is found.
    public var reserve: Double

    /// - Parameters:
    ///   - falseMatchRate: default one in ten thousand, as the gate of a site's record wants it.
    ///   - reserve: default a hundredth, by which the shipped threshold lies below what its people gave.
    public init(falseMatchRate: Double = 1e-4, reserve: Double = 0.01) {
        self.falseMatchRate = falseMatchRate
        self.reserve = reserve
    }

    /// The greatest distance that is a match; 0 without two strangers.
    public func threshold(_ set: TrialSet) -> Double {
        guard let strangers = Spread(set.impostors) else { return 0 }
        var threshold = ErrorRates(set).threshold(atFalseMatchRate: falseMatchRate)
        if let own = Spread(set.genuine), own.deviation + strangers.deviation > 0 {
            let weighted = own.mean * strangers.deviation + strangers.mean * own.deviation
            threshold = min(threshold, weighted / (own.deviation + strangers.deviation))
        }
        return max(Self.wholeHundredths(threshold - reserve), 0)
    }

    /// Never above the value: the product with 100 may be rounded up to the next whole number.
    private static func wholeHundredths(_ value: Double) -> Double {
        let hundredths = (value * 100).rounded(.down)
        return (hundredths / 100 > value ? hundredths - 1 : hundredths) / 100
    }

    /// Where distances lie; nil for none.
    private struct Spread {
        let mean: Double
        let deviation: Double

        init?(_ trials: [Trial]) {
            let distances = trials.map(\.distance).filter(\.isFinite)
            guard !distances.isEmpty else { return nil }
            let count = Double(distances.count)
            let mean = distances.reduce(0, +) / count
            self.mean = mean
            deviation = (distances.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot()
        }
    }
}
