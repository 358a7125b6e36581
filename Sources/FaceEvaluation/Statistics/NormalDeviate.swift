import Glibc

/// The scale of a DET plot's axes.
enum NormalDeviate {
    /// The deviate of a standard normal distribution below which `share` lies, by halving the distribution function.
    static func of(_ share: Double) -> Double {
        var (low, high) = (-9.0, 9.0)
        for _ in 0..<70 {
            let middle = (low + high) / 2
            if erfc(-middle / 2.0.squareRoot()) / 2 < share { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }
}
