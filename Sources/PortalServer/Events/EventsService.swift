import FoundationEssentials
import KioskDomain
import PortalContract
import SQLAccess

/// Takes event batches: each (kiosk, sequence) is stored once, for ever, with its digest (DESIGN 5.4).
struct EventsService: Sendable {
    let store: PortalStore
    let closing: AttemptClosing
    let clock: PortalClock
    let demonstration: Bool

    func take(_ batch: EventBatch, kiosk: EnrolledKiosk) async throws -> EventReceipts {
        guard batch.events.count <= EventBatch.limit else { throw PortalProblem.invalid("too many events") }
        let now = clock.now()
        return try await store.write { database in
            var taken = TakenEvents(kiosk: kiosk.id, now: now)
            try taken.load(database, batch.events.map(\.sequence))
            let receipts = try batch.events.map { event in
                if let known = taken.receipt(of: event) { return known }
                if let code = try refusal(of: event, kiosk, database, now) {
                    return EventReceipt(sequence: event.sequence, digest: nil, code: code.rawValue)
                }
                return taken.add(event)
            }
            try taken.store(database)
            return EventReceipts(receipts: receipts)
        }
    }

    /// Judges the event and, when it is taken, does what it says.
    private func refusal(
        of event: KioskEvent, _ kiosk: EnrolledKiosk, _ database: any SQLTransaction, _ now: UnixTime
    ) throws -> FailureCode? {
        guard demonstration || !event.demonstration else { return .demonstrationRefused }
        guard event.digest == ContentDigest.hex(of: event.body) else { return .portalRequest }
        switch event.type {
        case .attemptClosed:
            guard let body = try? ContractJSON.decode(AttemptClosedBody.self, from: event.body) else {
                return .portalRequest
            }
            let result = try closing.close(
                database, AttemptKey(source: kiosk.id, sequence: body.attempt), outcome: body.outcome,
                at: body.closedAtMilliseconds, evidence: body.evidence, kiosk: kiosk, now: now)
            if case .refused(let code) = result { return code }
            return nil
        case .applicationWritten:
            guard let body = try? ContractJSON.decode(ApplicationWrittenBody.self, from: event.body) else {
                return .portalRequest
            }
            return try refusal(kiosk, body, database, now)
        case .ticketIssued, .ticketCalled, .ticketWaiting, .ticketClosed, .reservationUsed, .reservationVoided:
            return try QueueNews.take(event, database, now)
        default:
            return nil
        }
    }

    private func refusal(
        _ kiosk: EnrolledKiosk, _ body: ApplicationWrittenBody, _ database: any SQLTransaction, _ now: UnixTime
    ) throws -> FailureCode? {
        do {
            _ = try ApplicationRow.markWritten(database, body.application, body.serials, kiosk: kiosk, now: now)
            return nil
        } catch let problem as PortalProblem {
            return problem.code
        }
    }
}
