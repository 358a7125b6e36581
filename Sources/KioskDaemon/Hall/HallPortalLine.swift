import KioskDevices
import KioskDomain
import KioskJournal
import KioskTime
import Logging
import PortalClient
import PortalContract

/// The hall's own line to the portal: its time, and the status pages of slips. The hall works without it.
struct HallPortalLine: Sendable {
    let settings: HallConfiguration.Portal
    let configuration: HallConfiguration
    let journal: Journal
    let clock: TrustedClock
    let board: StatusBoard
    let keeper: HallKeeper
    let logger: Logger

    /// Until cancelled; a portal that is away is asked again.
    func run() async {
        var pause = BackOff(first: .seconds(1), limit: .seconds(60))
        while !Task.isCancelled {
            do {
                let portal = try Ground.portal(settings.url, authorityFile: settings.authorityFile)
                do {
                    try await serve(portal)
                } catch {
                    logger.warning("no line to the portal", metadata: ["error": "\(error)"])
                }
                await portal.shutdown()
            } catch {
                logger.warning("no line to the portal", metadata: ["code": "\(error.code.rawValue)"])
            }
            try? await Task.sleep(for: pause.next())
        }
    }

    private func serve(_ portal: PortalClient) async throws {
        let keeper = IdentityKeeper(
            folder: configuration.stateFolder, client: portal, code: Ground.code(settings.codeFile), roles: [.hall],
            keys: configuration.keys)
        _ = try await keeper.identify()
        let demonstration = configuration.isDemonstration
        let pump = OutboxPump(
            source: JournalOutbox(journal: journal, clock: clock, logger: logger),
            logger: logger,
            send: { batch throws(PortalError) in try await portal.send(batch) })
        let watch = PortalWatch(
            portal: portal, keeper: keeper, clock: clock, journal: journal, board: board,
            centre: configuration.centre, demonstration: demonstration, sets: nil, lastRound: { pump.lastReport })
        let teller = TicketStatusTeller(
            hall: self.keeper, journal: journal, clock: clock, centre: configuration.centre, logger: logger)
        await withTaskGroup { group in
            group.addTask { await pump.run() }
            group.addTask { await watch.run() }
            group.addTask { await teller.run() }
            await group.waitForAll()
        }
    }
}
