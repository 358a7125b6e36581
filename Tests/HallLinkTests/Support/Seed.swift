import KioskTestSupport

/// SplitMix64: the same mutations for the same seed.
struct Seed: RandomNumberGenerator {
    let start: UInt64
    private var state: UInt64

    /// From `KIOSK_SEED`, so that a failure is repeated, else a new one.
    static func make() -> Seed {
        Seed(RealPart.environment("KIOSK_SEED").flatMap { UInt64($0) } ?? UInt64.random(in: 1 ... .max))
    }

    private init(_ start: UInt64) {
        self.start = start
        state = start
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
