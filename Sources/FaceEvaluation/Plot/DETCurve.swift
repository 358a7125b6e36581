/// The points of a DET curve (ISO/IEC 19795-1): false matches against false non-matches over all thresholds.
public struct DETCurve: Sendable {
    /// One threshold.
    public struct Point: Sendable, Hashable {
        /// FMR, 0…1.
        public var falseMatchRate: Double
        /// FNMR, 0…1.
        public var falseNonMatchRate: Double
    }

    /// What the curve is of, for the legend.
    public var title: String
    /// By rising threshold.
    public private(set) var points: [Point] = []
    /// Where the threshold that is used lies.
    public var marked: Point

    /// - Parameter threshold: the one that is used.
    public init(_ set: TrialSet, title: String, threshold: Double) {
        self.title = title
        let rates = ErrorRates(set)
        var all: [Point] = []
        rates.forEachStep { _, falseMatches, falseNonMatches in
            let point = Point(falseMatchRate: falseMatches, falseNonMatchRate: falseNonMatches)
            if all.last != point { all.append(point) }
            return true
        }
        marked = Point(
            falseMatchRate: rates.falseMatchRate(at: threshold),
            falseNonMatchRate: rates.falseNonMatchRate(at: threshold))
        points = all
    }
}
