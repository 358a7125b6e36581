import Glibc

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

extension [Float] {
    /// Figures of a face are not left in memory that is given back.
    mutating func wipe() {
        withUnsafeMutableBytes { if let start = $0.baseAddress { explicit_bzero(start, $0.count) } }
    }
}
