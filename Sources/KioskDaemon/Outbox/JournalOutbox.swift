import KioskDevices
import KioskDomain
import KioskJournal
import KioskTime
import Logging
import PortalClient
import PortalSync

/// The journal's unsent records as the portal's pump wants them. Each carries the demonstration mark (R1).
struct JournalOutbox: OutboxSource {
    let journal: Journal
    let clock: TrustedClock
    let demonstration: Bool
    let logger: Logger

    func outlook(_ request: BatchRequest) async throws -> OutboxOutlook {
        let found = try await journal.outlook(request, at: clock.now())
        let records = found.entries.map { $0.record(demonstration: demonstration) }
        return OutboxOutlook(records: records, position: found.position)
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
