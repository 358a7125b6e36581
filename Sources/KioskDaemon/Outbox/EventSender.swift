import FoundationEssentials
import KioskDomain
import Logging
import PortalClient
import PortalContract

/// Hands a batch of the journal's events to the portal.
///
/// `attempt.opened` is no event of the contract: it makes sure that the portal has opened the attempt under its own
/// sequence, also when the answer of the first call was lost. What the portal refuses there has not been opened.
struct EventSender: Sendable {
    let portal: PortalClient
    let kioskID: String
    let logger: Logger

    private struct Opening: Decodable {
        var attempt: Int64
        var iin: String
        var proof: String
    }

    func send(_ batch: EventBatch) async throws(PortalError) -> EventReceipts {
        var receipts: [EventReceipt] = []
        var events: [KioskEvent] = []
        for event in batch.events {
            if event.type.rawValue == "attempt.opened" {
                try await open(event)
                receipts.append(EventReceipt(sequence: event.sequence, digest: event.digest))
            } else {
                events.append(event)
            }
        }
        if !events.isEmpty {
            receipts += try await portal.send(EventBatch(events: events)).receipts
        }
        return EventReceipts(receipts: receipts)
    }

    private func open(_ event: KioskEvent) async throws(PortalError) {
        guard let opening = try? ContractJSON.decode(Opening.self, from: event.body) else {
            throw PortalError(.internalError, "event \(event.sequence) cannot be read")
        }
        do {
            _ = try await portal.openAttempt(
                AttemptKey(source: kioskID, sequence: opening.attempt),
                AttemptOpening(iin: opening.iin, proof: opening.proof))
        } catch  where !error.isTransient {
            logger.warning(
                "the portal did not open an attempt",
                metadata: ["sequence": "\(event.sequence)", "code": "\(error.code.rawValue)"])
        }
    }
}
