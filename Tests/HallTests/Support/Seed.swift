import Glibc
import KioskTestSupport

/// The same history for the same seed, on every machine.
struct Seed: RandomNumberGenerator {
    let start: UInt64
    private var random: SplitMix64

    init(_ start: UInt64) {
        self.start = start
        random = SplitMix64(seed: start)
    }

    mutating func next() -> UInt64 { random.next() }

    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }

    /// From the environment, so that a failure is repeated, else a new one.
    static func first(_ name: String) -> UInt64 {
        getenv(name).flatMap { UInt64(String(cString: $0)) } ?? UInt64.random(in: 1 ... .max)
    }
}
