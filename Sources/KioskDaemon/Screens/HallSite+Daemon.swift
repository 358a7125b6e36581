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
            name: configuration.name, window: configuration.deskWindow, staff: staff,
            manager: queue.hall is HallKeeper ? ManagerWork(journal: ground.journal, clock: ground.clock) : nil,
            gate: .open(configuration.staffPIN, journal: ground.journal, clock: ground.clock, logger: logger))
    }

    private var staff: StaffWork {
        StaffWork(
            board: board, printer: printer, book: templates.book, clock: ground.clock, zone: ground.zone,
            centre: configuration.pscName,
            kiosk: configuration.name, isDemonstration: configuration.isDemonstration, slips: slips)
    }
}
