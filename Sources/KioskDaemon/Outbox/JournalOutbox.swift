import KioskDevices
import KioskDomain
import KioskJournal
import KioskTime
import Logging
import PortalClient
import PortalSync

/// The journal's unsent records as the portal's pump wants them.
struct JournalOutbox: OutboxSource {
    let journal: Journal
    let clock: TrustedClock
    let logger: Logger

    func outlook(_ request: BatchRequest) async throws -> OutboxOutlook {
        let found = try await journal.outlook(request, at: clock.now())
        return OutboxOutlook(records: found.entries.map(\.record), position: found.position)
    }

    func settle(_ settlement: Settlement) async throws {
        let report = try await journal.settle(settlement, at: clock.now())
        for alarm in report.alarms {
            logger.error("alarm", metadata: ["part": "outbox", "code": "\(alarm.rawValue)"])
        }
        guard report.differs.isEmpty else {
            throw Failure(.idempotencyConflict, "records \(report.differs) were stored with another digest")
        }
    }
}
