import Foundation
import KioskDomain
import KioskTestSupport

extension SplitMix64 {
    /// The seed is printed; `KIOSK_SEED` repeats a run.
    init(_ what: String) {
        self.init(seed: Self.firstSeed)
        print("\(what): KIOSK_SEED=\(seed)")
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
