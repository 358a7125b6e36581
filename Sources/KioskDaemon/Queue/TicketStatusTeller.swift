import HallContract
import KioskDevices
import KioskDomain
import KioskJournal
import KioskTime
import Logging

/// Tells the portal what the hall of this machine does with numbers, for the status links on slips.
struct TicketStatusTeller: Sendable {
    let hall: any HallPort
    let journal: Journal
    let clock: TrustedClock
    let centre: String
    let logger: Logger

    func run() async {
        for await _ in hall.views() {
            do {
                while try await journal.tellTickets(of: centre, at: clock.now()), !Task.isCancelled {}
            } catch {
                logger.warning("the portal is not told of the hall", metadata: ["code": "\(error.code.rawValue)"])
            }
        }
    }
}
