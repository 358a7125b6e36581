extension SplitMix64 {
    /// The seed of `KIOSK_SEED`, with which a failure is repeated, else a new one.
    public static var firstSeed: UInt64 {
        RealPart.environment("KIOSK_SEED").flatMap { UInt64($0) } ?? .random(in: 1 ... .max)
    }

    /// Begun with ``firstSeed``.
    public static func seeded() -> SplitMix64 { SplitMix64(seed: firstSeed) }

    /// True so many times of a hundred.
    public mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }
}

/// How many random histories a test goes through.
public enum Histories {
    /// As `KIOSK_HISTORIES` says; `usual` without it. `.ci/soak` wants many.
    public static func count(_ usual: Int) -> Int {
        RealPart.environment("KIOSK_HISTORIES").flatMap { Int($0) } ?? usual
    }
}
