import KioskDomain
import KioskTime

/// The portal's clock decides (RULES, preamble); tests move it.
struct PortalClock: Sendable {
    var now: @Sendable () -> UnixTime

    /// The civil day at the service centres.
    func today() -> CivilDate { PortalCalendar.day(of: now()) }
}

/// Days at the service centres.
enum PortalCalendar {
    static func day(of time: UnixTime) -> CivilDate { CentreZone.almaty.day(time) }
}
