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
        let draft = try ApplicationDraft(request, key: key, kiosk: kiosk.id, iin: iin, now: clock.now())
        let today = clock.today()
        guard rules.media.value(on: today).desk.contains(request.medium) else {
            throw PortalProblem.invalid("a desk does not write this medium")
        }
        return try await store.write { database in
            // Held, so that two desks make one application.
            let person = try Person.hold(database, iin)
            if let former = try draft.former(database) { return try former.record(database) }
            // Two of them could both be confirmed and issued on the same five failures (B6).
            if let open = try ApplicationRow.openAtDesk(database, of: iin, on: today, rules) {
                return try open.record(database)
            }
            try mustBeAccepted(person, database, today)
            return try draft.insert(
                database, medium: request.medium, channel: ApplicationRow.deskChannel, attempt: nil,
                state: .submitted, operatorID: request.operatorID)
        }
    }

    /// For comparing with the person's papers.
    func application(_ number: String, kiosk: EnrolledKiosk) async throws -> DeskApplication {
        let (now, today) = (clock.now(), clock.today())
        return try await store.write { database in
            let application = try ApplicationRow.require(database, number)
            let iin = try IIN(wire: application.iin)
            let person = try Person.require(database, iin)
            try Audit.record(
                database, at: now, kiosk: kiosk.id, "application.opened", iin: iin.digits, detail: number)
            return DeskApplication(
                standing: try StandingService.answer(database, application, on: today, rules), iin: iin.digits,
                name: person.commonName, failures: try AttemptHistory(database, iin, at: now).ledger.failures,
                reason: application.reason)
        }
    }

    func decide(_ number: String, _ decision: OperatorDecision, kiosk: EnrolledKiosk) async throws -> ApplicationRecord
    {
        let (now, today) = (clock.now(), clock.today())
        let answer = try Self.answer(decision)
        if let centre = decision.centre { try kiosk.require(centre) }
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
            let isWithdrawn = application.state == .confirmed && decision.withdraws == true
            guard application.state == .submitted || application.state == .applied || isWithdrawn else {
                throw PortalProblem(.idempotencyConflict, 409, "this application was decided before")
            }
            if application.state == .applied {
                try mustBeHandedIn(database, application, decision, on: today)
            }
            try application.set(database, state, justification: justification)
            try Audit.record(
                database, at: now, kiosk: kiosk.id, "application.\(isWithdrawn ? "withdrawn" : state.rawValue)",
                iin: application.iin, detail: "\(number) by \(decision.operatorID)")
            return try ApplicationRow.require(database, number).record(database)
        }
    }

    /// E4: at the centre that it names, by its last day; B5: confirmed only after five failures.
    private func mustBeHandedIn(
        _ database: any SQLTransaction, _ application: ApplicationRow, _ decision: OperatorDecision, on today: CivilDate
    ) throws {
        guard decision.centre == application.centre else {
            throw PortalProblem(.applicationElsewhere, 409, "it names the centre \(application.centre ?? "none")")
        }
        guard decision.confirmed else { return }
        let madeOn = application.facts.madeOn
        guard
            ApplicationDeadline.isOpen(
                submitted: madeOn, on: today, days: rules.applicationDays.value(on: madeOn))
        else { throw PortalProblem(.applicationLate, 409, "its last day is over") }
        try mustBeAccepted(try Person.hold(database, try IIN(wire: application.iin)), database, today)
    }

    /// P3 and B5. The desk vouches for the papers by asking at all.
    private func mustBeAccepted(_ person: Person, _ database: any SQLTransaction, _ today: CivilDate) throws {
        guard PersonGate.mayHoldEDS(born: person.birthDate, on: today, rules: rules) == .allowed else {
            throw PortalProblem(.personUnderAge, 409, "not yet 16 by the register")
        }
        let limit = rules.attemptLimit.value(on: today)
        let papers = DocumentSet(identityDocumentSeen: true, applicationFormSigned: true)
        let failures = try AttemptHistory(database, person.iin, at: clock.now()).ledger.failures
        let decision = OperatorApplicationGate.decide(failures: failures, limit: limit, documents: papers)
        guard decision == .accepted else {
            throw PortalProblem(
                .attemptsTooFew, 409, "\(failures) failed attempts of \(limit) needed", count: failures)
        }
    }

    private static func answer(_ decision: OperatorDecision) throws -> ApplicationAnswer {
        guard !decision.confirmed || decision.withdraws != true else {
            throw PortalProblem.invalid("a confirmation takes none back")
        }
        if decision.confirmed { return .confirmed }
        guard let answer = ApplicationAnswer.refusing(because: decision.justification ?? "") else {
            throw PortalProblem.invalid("a refusal needs a justification")
        }
        return answer
    }
}
