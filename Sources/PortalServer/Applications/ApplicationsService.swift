import FoundationEssentials
import KioskDomain
import PortalContract
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
            _ = try closing.held(database, request.attempt, of: iin, kiosk)
            // Kept with what it made of the attempt.
            if let problem = try closing.unmatched(
                database, request.attempt, evidence: request.evidence, kiosk: kiosk, now: draft.now)
            {
                return .failure(problem)
            }
            guard try !ApplicationRow.isOf(database, request.attempt) else {
                throw PortalProblem(.idempotencyConflict, 409, "this attempt already led to an application")
            }
            guard try LostRevocationRow.find(database, request.attempt) == nil else {
                throw PortalProblem(.idempotencyConflict, 409, "this attempt revoked an EDS")
            }
            let state = ApplicationStatus.confirmed
            return .success(
                try draft.insert(
                    database, medium: request.medium, channel: request.channel.rawValue, attempt: request.attempt,
                    state: state, operatorID: nil, reason: request.reason))
        }.get()
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
