import KioskDomain
import PortalContract
import SQLAccess

/// What an operator does at a desk (RULES B5, E5).
struct OperatorService: Sendable {
    let store: PortalStore
    let rules: RuleBook
    let clock: PortalClock

    func apply(
        _ request: OperatorApplicationRequest, key: String?, kiosk: EnrolledKiosk
    ) async throws -> ApplicationRecord {
        let iin = try IIN(wire: request.iin)
        let draft = try ApplicationDraft(request, key: key, kiosk: kiosk, iin: iin, now: clock.now())
        let today = clock.today()
        let limit = rules.attemptLimit.value(on: today)
        guard rules.media.value(on: today).desk.contains(request.medium) else {
            throw PortalProblem.invalid("a desk does not write this medium")
        }
        return try await store.write { database in
            if let former = try draft.former(database) { return try former.record(database) }
            let person = try Person.hold(database, iin)
            guard PersonGate.mayHoldEDS(born: person.birthDate, on: today, rules: rules) == .allowed else {
                throw PortalProblem(.personUnderAge, 409, "not yet 16 by the register")
            }
            // The desk vouches for the papers by sending the application at all.
            let papers = DocumentSet(identityDocumentSeen: true, applicationFormSigned: true)
            let failures = try AttemptHistory(database, iin).ledger.failures
            let decision = OperatorApplicationGate.decide(failures: failures, limit: limit, documents: papers)
            guard decision == .accepted else {
                throw PortalProblem(
                    .attemptsTooFew, 409, "\(failures) failed attempts of \(limit) needed", count: failures)
            }
            return try draft.insert(
                database, medium: request.medium, channel: ApplicationRow.deskChannel, attempt: nil,
                state: .submitted, operatorID: request.operatorID)
        }
    }

    func decide(_ number: String, _ decision: OperatorDecision, kiosk: EnrolledKiosk) async throws -> ApplicationRecord
    {
        let now = clock.now()
        let answer = try Self.answer(decision)
        return try await store.write { database in
            let application = try ApplicationRow.hold(database, number)
            let (state, justification): (ApplicationStatus, String?) =
                switch answer {
                case .confirmed: (.confirmed, nil)
                case .refused(let justification): (.refused, justification)
                }
            if application.state == state, application.justification == justification {
                return try application.record(database)
            }
            guard application.state == .submitted else {
                throw PortalProblem(.idempotencyConflict, 409, "this application was decided before")
            }
            try application.set(database, state, justification: justification)
            try Audit.record(
                database, at: now, kiosk: kiosk.id, "application.\(state.rawValue)", iin: application.iin,
                detail: "\(number) by \(decision.operatorID)")
            return try ApplicationRow.require(database, number).record(database)
        }
    }

    private static func answer(_ decision: OperatorDecision) throws -> ApplicationAnswer {
        if decision.confirmed { return .confirmed }
        guard let answer = ApplicationAnswer.refusing(because: decision.justification ?? "") else {
            throw PortalProblem.invalid("a refusal needs a justification")
        }
        return answer
    }
}
