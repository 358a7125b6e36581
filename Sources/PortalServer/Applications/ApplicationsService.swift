import FoundationEssentials
import KioskDomain
import PortalContract
import PortalSync
import SQLAccess

/// Self-service applications for an EDS (RULES B3, E4, E10).
struct ApplicationsService: Sendable {
    let store: PortalStore
    let rules: RuleBook
    let closing: AttemptClosing
    let clock: PortalClock

    func apply(_ request: ApplicationRequest, key: String?, kiosk: EnrolledKiosk) async throws -> ApplicationRecord {
        let iin = try IIN(wire: request.iin)
        let draft = try ApplicationDraft(request, key: key, kiosk: kiosk.id, iin: iin, now: clock.now())
        guard rules.media.value(on: clock.today()).kiosk.contains(request.medium) else {
            throw PortalProblem.invalid("a kiosk does not write this medium")
        }
        return try await store.write { database -> Result<ApplicationRecord, PortalProblem> in
            if let former = try draft.former(database) { return .success(try former.record(database)) }
            guard let attempt = try AttemptsService.heldRow(database, request.attempt),
                request.attempt.source == kiosk.id
            else { throw PortalProblem(.requestUnproven, 403, "no such attempt was opened") }
            guard try attempt["iin"] == iin.digits else {
                throw PortalProblem(.requestForOtherPerson, 403, "the attempt is another person's")
            }
            // Kept with what it made of the attempt.
            if let problem = try unmatched(database, request, kiosk, draft.now) { return .failure(problem) }
            let taken: Int? = try database.value(
                "SELECT 1 FROM application WHERE attemptSource = ? AND attemptSequence = ?",
                [request.attempt.source, request.attempt.sequence])
            guard taken == nil else {
                throw PortalProblem(.idempotencyConflict, 409, "this attempt already led to an application")
            }
            let state = ApplicationStatus.confirmed
            return .success(
                try draft.insert(
                    database, medium: request.medium, channel: request.channel.rawValue, attempt: request.attempt,
                    state: state, operatorID: nil))
        }.get()
    }

    /// Why the attempt carries no application; nil when it does.
    private func unmatched(
        _ database: any SQLTransaction, _ request: ApplicationRequest, _ kiosk: EnrolledKiosk, _ now: UnixTime
    ) throws -> PortalProblem? {
        let result = try closing.close(
            database, request.attempt, outcome: .matched, at: now.milliseconds, evidence: request.evidence,
            kiosk: kiosk, now: now)
        return switch result {
        case .close, .same: nil
        case .refused(.calibrationMissing):
            PortalProblem(.calibrationMissing, 409, "no accepted trial of this kiosk's matcher is named")
        case .refused(.faceLiveness):
            PortalProblem(.faceLiveness, 409, "the challenge of the attempt does not tell a face from a flat picture")
        case .unknownAttempt, .refused:
            PortalProblem(.faceNoMatch, 409, "the attempt did not match, or its evidence does not hold")
        }
    }

    func status(_ number: String, kiosk: EnrolledKiosk) async throws -> ApplicationRecord {
        try await store.read { try ApplicationRow.require($0, number, by: kiosk).record($0) }
    }

    func written(_ number: String, _ request: WrittenRequest, kiosk: EnrolledKiosk) async throws -> ApplicationRecord {
        let now = clock.now()
        return try await store.write { database in
            try ApplicationRow.markWritten(database, number, request.serials, kiosk: kiosk, now: now)
        }
    }
}
