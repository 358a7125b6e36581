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
            EventReceipts(receipts: try batch.events.map { try take($0, kiosk, database, now) })
        }
    }

    private func take(
        _ event: KioskEvent, _ kiosk: EnrolledKiosk, _ database: any SQLTransaction, _ now: UnixTime
    ) throws -> EventReceipt {
        let stored = try database.row(
            "SELECT digest, type FROM event WHERE source = ? AND sequence = ?", [kiosk.id, event.sequence])
        if let stored {
            let isSame = try stored["digest"] == event.digest && stored["type"] == event.type.rawValue
            let isWhole = event.digest == ContentDigest.hex(of: event.body)
            return EventReceipt(
                sequence: event.sequence, digest: try stored["digest"],
                code: isSame && isWhole ? nil : FailureCode.idempotencyConflict.rawValue)
        }
        if let code = try refusal(of: event, kiosk, database, now) {
            return EventReceipt(sequence: event.sequence, digest: nil, code: code.rawValue)
        }
        try database.execute(
            """
            INSERT INTO event (source, sequence, type, body, digest, demonstration, receivedAt)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            [
                kiosk.id, event.sequence, event.type.rawValue, event.body, event.digest, event.demonstration ? 1 : 0,
                now.milliseconds,
            ])
        return EventReceipt(sequence: event.sequence, digest: event.digest)
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
