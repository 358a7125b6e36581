import FoundationEssentials
import KioskDevices
import KioskDomain
import KioskJournal
import KioskTime
import Logging
import PortalClient
import PortalContract

/// Today's reservations of this centre: asked of the portal every minute, kept for when it is away (Q9).
///
/// The whole list is fetched, never one person's line: neither the portal's log nor the time of an answer tells whom
/// somebody asked for.
actor ReservationLists {
    /// Asks the portal for the list of a day.
    typealias Fetch = @Sendable (CivilDate) async throws(PortalError) -> ReservationList

    private static let period = Duration.seconds(60)

    private let journal: Journal
    private let clock: TrustedClock
    private let zone: CentreZone
    private let patience: Duration
    private let fetch: Fetch
    private let logger: Logger

    /// - Parameter patience: a person waits; longer is not waited for the portal.
    init(
        journal: Journal, clock: TrustedClock, zone: CentreZone, patience: Duration = .seconds(3), logger: Logger,
        fetch: @escaping Fetch
    ) {
        self.journal = journal
        self.clock = clock
        self.zone = zone
        self.patience = patience
        self.logger = logger
        self.fetch = fetch
    }

    func run() async {
        while !Task.isCancelled {
            await sync()
            try? await Task.sleep(for: Self.period)
        }
    }

    /// Today's list, and in the evening tomorrow's, so that a portal that is away in the morning stops nobody.
    func sync() async {
        let wall = zone.civil(clock.now())
        guard await take(wall.date) else { return }
        if wall.time.hour >= 18 { await take(wall.date.adding(days: 1)) }
    }

    /// The newest list of a day, and whether the portal was reached for it: it is asked each time, so that a reservation of a
    /// moment ago counts.
    func current(_ day: CivilDate) async -> (list: ReservationList?, portalReached: Bool) {
        let isReached = await take(day)
        let kept = try? await journal.reservations(of: day)
        return (kept.flatMap { try? ContractJSON.decode(ReservationList.self, from: Data($0)) }, isReached)
    }

    @discardableResult
    private func take(_ day: CivilDate) async -> Bool {
        do {
            let list = try await withDeadline(patience, "reservations") { [fetch] in try await fetch(day) }
            guard list.day == day.description, list.key.count == 32 else {
                throw Failure(.portalAnswer, "the list of another day, or without its key")
            }
            try await journal.keepReservations(Array(try ContractJSON.encode(list)), of: day, at: clock.now())
            return true
        } catch {
            let code = (error as? any CodedError)?.code ?? .portalUnreachable
            logger.info("reservations are not synced", metadata: ["code": "\(code.rawValue)"])
            return false
        }
    }
}
