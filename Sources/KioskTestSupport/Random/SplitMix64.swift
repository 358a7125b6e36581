/// Random numbers that are the same for the same seed, on every machine (SplitMix64, as in Steele, Lea and Flood, 2014): a
/// failed test says its seed and can be run again.
public struct SplitMix64: RandomNumberGenerator, Sendable {
    /// What began it.
    public let seed: UInt64
    private var state: UInt64

    /// Any seed will do.
    public init(seed: UInt64 = .random(in: .min ... .max)) {
        self.seed = seed
        state = seed
    }

    /// The next number.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
