import KioskTestSupport

extension SplitMix64 {
    /// From `KIOSK_SEED`, so that a failure is repeated, else a new one.
    static func seeded() -> SplitMix64 {
        SplitMix64(seed: RealPart.environment("KIOSK_SEED").flatMap { UInt64($0) } ?? UInt64.random(in: 1 ... .max))
    }
}
