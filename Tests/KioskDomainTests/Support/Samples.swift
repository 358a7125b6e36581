import Foundation
import KioskDomain

/// Repeatable random numbers (SplitMix64). The seed is printed; `KIOSK_SEED` repeats a run.
struct SeededGenerator: RandomNumberGenerator {
    let seed: UInt64
    private var state: UInt64

    init(_ what: String) {
        let given = ProcessInfo.processInfo.environment["KIOSK_SEED"].flatMap(UInt64.init)
        seed = given ?? UInt64.random(in: .min ... .max)
        state = seed
        print("\(what): KIOSK_SEED=\(seed)")
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

enum Sample {
    static func iin() throws -> IIN { try IIN(text: "900101300017") }
    static func otherIIN() throws -> IIN { try IIN(text: "900101300811") }

    static func day(_ text: String) -> CivilDate { CivilDate(iso: text) ?? .latest }

    /// `YYYY-MM-DD HH:MM[:SS]`.
    static func moment(_ text: String) -> CivilDateTime {
        let parts = text.split(separator: " ")
        let clock = parts[1].split(separator: ":").compactMap { Int($0) }
        return CivilDateTime(
            day(String(parts[0])),
            CivilTime(hour: clock[0], minute: clock[1], second: clock.count > 2 ? clock[2] : 0) ?? .midnight)
    }

    static func time(_ seconds: Int64) -> UnixTime { UnixTime(milliseconds: 1_800_000_000_000 + seconds * 1000) }
}
