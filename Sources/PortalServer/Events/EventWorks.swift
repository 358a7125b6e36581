import FoundationEssentials
import KioskDomain
import PortalContract
import PortalSync
import SQLAccess

/// Does what events say. A portal keeps the types it does not know.
struct EventWorks: Sendable {
    let attempts: AttemptsService
    let closing: AttemptClosing

    /// - Returns: why the event is not taken; nothing was changed then.
    func apply(
        _ event: KioskEvent, of kiosk: EnrolledKiosk, _ database: any SQLTransaction, _ now: UnixTime
    ) throws -> FailureCode? {
        switch event.type {
        case .attemptOpened:
            guard let body = try? ContractJSON.decode(AttemptOpenedBody.self, from: event.body),
                body.attempt == event.sequence
            else { return .portalRequest }
            return try opened(body, kiosk, database, now)
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
            return try refusal {
                _ = try ApplicationRow.markWritten(database, body.application, body.serials, kiosk: kiosk, now: now)
            }
        case .ticketIssued, .ticketCalled, .ticketWaiting, .ticketClosed, .reservationUsed, .reservationVoided:
            return try QueueNews.take(event, database, now)
        default:
            return nil
        }
    }

    private func opened(
        _ body: AttemptOpenedBody, _ kiosk: EnrolledKiosk, _ database: any SQLTransaction, _ now: UnixTime
    ) throws -> FailureCode? {
        try refusal {
            let wish = AttemptsService.Wish(
                attempt: AttemptKey(source: kiosk.id, sequence: body.attempt), iin: try IIN(wire: body.iin),
                proof: body.proof.map(SMSService.hash),
                openedAt: UnixTime(milliseconds: body.openedAtMilliseconds))
            _ = try attempts.open(database, wish, now: now).get()
        }
    }

    private func refusal(_ work: () throws -> Void) throws -> FailureCode? {
        do {
            try work()
            return nil
        } catch let problem as PortalProblem {
            return problem.code
        }
    }
}
