import FoundationEssentials
import KioskDomain
import PortalContract
import PortalSync
import SQLAccess

/// Does what events say. A portal keeps the types it does not know.
struct EventWorks: Sendable {
    let attempts: AttemptsService
    let closing: AttemptClosing
    /// Whose bodies the contract does not know so.
    let unfit: Set<KioskEvent>

    /// - Returns: why the event is not taken; nothing was changed then, except that a match which does not suffice ended its
    ///   attempt as a failure.
    func apply(
        _ event: KioskEvent, of kiosk: EnrolledKiosk, _ database: any SQLTransaction, _ now: UnixTime
    ) throws -> FailureCode? {
        // Of each type that is known, whether something is done with it or it is only kept: whoever reads it later must be able
        // to rely on the contract.
        guard !unfit.contains(event) else { return .portalRequest }
        switch event.type {
        case .attemptOpened, .attemptClosed:
            // Only a kiosk opens attempts (``PortalOperation/openAttempt``), told directly or afterwards.
            guard kiosk.roles.contains(.kiosk) else { return .roleRefused }
            return try attempt(event, kiosk, database, now)
        case .applicationWritten:
            guard let body = try? ContractJSON.decode(ApplicationWrittenBody.self, from: event.body) else {
                return .portalRequest
            }
            return try refusal {
                _ = try ApplicationRow.markWritten(database, body.application, body.serials, kiosk: kiosk, now: now)
            }
        case .ticketIssued, .ticketCalled, .ticketWaiting, .ticketClosed, .reservationUsed, .reservationVoided:
            var code: FailureCode?
            let problem = try refusal { code = try QueueNews.take(event, of: kiosk, database, now) }
            return problem ?? code
        default:
            return nil
        }
    }

    private func attempt(
        _ event: KioskEvent, _ kiosk: EnrolledKiosk, _ database: any SQLTransaction, _ now: UnixTime
    ) throws -> FailureCode? {
        if event.type == .attemptOpened {
            return try refusal {
                guard let wish = try Self.wish(event, of: kiosk) else { throw PortalProblem.invalid("no opening") }
                _ = try attempts.open(database, wish, now: now).get()
            }
        }
        guard let body = try? ContractJSON.decode(AttemptClosedBody.self, from: event.body) else {
            return .portalRequest
        }
        let result = try closing.close(
            database, AttemptKey(source: kiosk.id, sequence: body.attempt), outcome: body.outcome,
            at: body.closedAtMilliseconds, evidence: body.evidence, kiosk: kiosk, now: now)
        if case .refused(let code) = result { return code }
        return nil
    }

    /// What the opening told of asks for; nil for another event, or one that does not hang together.
    static func wish(_ event: KioskEvent, of kiosk: EnrolledKiosk) throws -> AttemptsService.Wish? {
        guard event.type == .attemptOpened,
            let body = try? ContractJSON.decode(AttemptOpenedBody.self, from: event.body),
            body.attempt == event.sequence
        else { return nil }
        return AttemptsService.Wish(
            attempt: AttemptKey(source: kiosk.id, sequence: body.attempt), iin: try IIN(wire: body.iin),
            proof: body.proof, openedAt: UnixTime(milliseconds: body.openedAtMilliseconds))
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
