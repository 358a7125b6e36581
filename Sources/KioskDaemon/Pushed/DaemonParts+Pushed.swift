import KioskDevices
import KioskDomain
import KioskTime
import Logging
import PortalClient
import PortalContract
import PushedConfiguration

extension DaemonParts {
    /// What pushed sets need of the other parts.
    static func surroundings(
        _ configuration: DaemonConfiguration, _ ground: Ground, board: StatusBoard, runner: SessionRunner,
        seat: OperatorSeat, guest: GuestSession?, again: @escaping @Sendable () -> Void, logger: Logger
    ) -> PushedSets.Surroundings {
        let (portal, clock, zone) = (ground.portal, ground.clock, ground.zone)
        return PushedSets.Surroundings(
            place: ConfigurationPlace(
                kiosk: ground.identity.kioskID, centre: configuration.centre, region: configuration.region),
            fetch: { () async throws(PortalError) in try await portal.configuration() },
            statuses: { await board.statuses },
            leave: {
                // A citizen on our screen, a guest on portal pages, an operator at the desk.
                guard await guest?.isOpen != true, !seat.isOpen else { return false }
                return await runner.leave()
            }, stay: { await runner.stay() }, today: { zone.day(clock.now()) }, again: again,
            show: { await board.set($0) }, logger: logger)
    }
}
