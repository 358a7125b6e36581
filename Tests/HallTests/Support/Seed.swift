import Glibc

/// SplitMix64: the same history for the same seed, on every machine.
struct Seed: RandomNumberGenerator {
    let start: UInt64
    private var state: UInt64

    init(_ start: UInt64) {
        self.start = start
        state = start
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }

    /// From the environment, so that a failure is repeated, else a new one.
    static func first(_ name: String) -> UInt64 {
        getenv(name).flatMap { UInt64(String(cString: $0)) } ?? UInt64.random(in: 1 ... .max)
    }
}
