import HallContract
import KioskScreens
import KioskTime

extension DaemonParts {
    /// The pages of the hall on this machine.
    var hallSite: HallSite {
        HallSite(
            hall: queue.hall, pscName: configuration.pscName, services: configuration.purposes,
            isDemonstration: configuration.isDemonstration,
            clock: HallSite.Clock(now: { [ground] in ground.clock.now() }, wall: { [ground] in ground.zone.civil($0) }),
            name: configuration.kioskName, window: configuration.deskWindow)
    }
}
