import HallClient
import HallContract
import KioskDevices
import KioskDomain
import KioskJournal
import KioskTime
import Logging
import PortalClient
import PortalContract

/// The queue as this machine takes part in it.
struct QueueParts: Sendable {
    let hall: any HallPort
    let leases: LeaseKeeper
    let closings: ClosingWatch
    let reservations: ReservationLists
    let tickets: TicketWork

    init(_ configuration: DaemonConfiguration, _ ground: Ground, board: StatusBoard, logger: Logger) async throws {
        let (clock, zone, journal) = (ground.clock, ground.zone, ground.journal)
        let hall = try await Self.hall(configuration, journal: journal, clock: clock, zone: zone, logger: logger)
        let leases = try await LeaseKeeper.open(
            terminal: configuration.name, hall: hall, line: configuration.hallLink?.address.text, board: board,
            journal: journal, clock: clock, zone: zone, logger: logger)
        self.hall = hall
        self.leases = leases
        closings = ClosingWatch(
            hall: hall, greeting: { leases.greeting }, clock: clock, zone: zone, purposes: configuration.purposes)
        reservations = Self.reservations(configuration, ground, logger: logger)
        tickets = TicketWork(
            TicketWork.Surroundings(
                journal: journal, clock: clock, zone: zone, lists: reservations,
                link: StatusLink(centre: configuration.centre, portal: configuration.portalPublicURL),
                purposes: configuration.purposes, policy: configuration.rules.queue,
                place: { await leases.place(of: $0, original: $1) },
                taps: leases.taps, askHall: { await leases.ask() },
                closing: closings.closing))
    }

    private static func reservations(
        _ configuration: DaemonConfiguration, _ ground: Ground, logger: Logger
    ) -> ReservationLists {
        let (portal, centre) = (ground.portal, configuration.centre)
        return ReservationLists(journal: ground.journal, clock: ground.clock, zone: ground.zone, logger: logger) {
            day throws(PortalError) in
            try await portal.reservations(centre: centre, day: day)
        }
    }

    /// The hall of another machine where one is named, else this machine's own.
    private static func hall(
        _ configuration: DaemonConfiguration, journal: Journal, clock: TrustedClock, zone: CentreZone, logger: Logger
    ) async throws -> any HallPort {
        if let link = configuration.hallLink {
            return HallClient(try link.client(configuration.machine), logger: logger) { clock.now() }
        }
        return try await HallKeeper.open(
            journal: journal, clock: clock, zone: zone,
            plan: .alone(terminal: configuration.name, purposes: configuration.purposes),
            applied: AppliedPlan(folder: configuration.stateFolder))
    }
}
