import Glibc

/// What a matcher makes of a face; never leaves the process.
public struct FaceVector: Sendable {
    private let values: [Double]

    /// Scaled to the length 1; nil when there is no direction (all zeros, figures that are no numbers).
    public init?(_ figures: [Float]) {
        let length = figures.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
        guard (2...4096).contains(figures.count), length.isFinite, length > 1e-6 else { return nil }
        values = figures.map { Double($0) / length }
    }

    /// One minus the cosine of the angle between two vectors, 0…2; nil for vectors of other networks.
    public func distance(to other: FaceVector) -> Double? {
        guard values.count == other.values.count else { return nil }
        let cosine = zip(values, other.values).reduce(0.0) { $0 + $1.0 * $1.1 }
        return 1 - min(max(cosine, -1), 1)
    }
}

/// What a liveness model says.
enum LivenessOutput {
    /// The share of `index` among the figures (softmax); nil when there is no such place or a figure is no number.
    static func share(_ figures: [Float], at index: Int) -> Double? {
        guard figures.indices.contains(index), figures.allSatisfy(\.isFinite), let most = figures.max() else {
            return nil
        }
        let powers = figures.map { exp(Double($0 - most)) }
        return powers[index] / powers.reduce(0, +)
    }
}
