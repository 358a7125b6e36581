import FoundationEssentials
import KioskDomain
import PortalContract
import SQLAccess

/// Releases reference portraits: once, against an open attempt, audited either way (RULES B8).
struct PortraitsService: Sendable {
    let store: PortalStore
    let clock: PortalClock
    let portraits: PortraitRegister

    private enum Release {
        case picture(Data)
        case refused(PortalProblem)
    }

    func release(_ attempt: AttemptKey, kiosk: EnrolledKiosk) async throws -> Data {
        guard attempt.source == kiosk.id else {
            throw PortalProblem(.portalRefused, 403, "a kiosk sees only portraits of its own attempts")
        }
        let now = clock.now()
        // The mark is durable before the picture leaves; a refusal is committed too, for it is audited.
        let release = try await store.write { try decide($0, attempt, kiosk.id, now) }
        switch release {
        case .refused(let problem): throw problem
        case .picture(let jpeg): return jpeg
        }
    }

    private func decide(
        _ database: any SQLTransaction, _ attempt: AttemptKey, _ kiosk: String, _ now: UnixTime
    ) throws -> Release {
        guard let row = try AttemptsService.heldRow(database, attempt), let iin = try? IIN(text: try row["iin"]) else {
            return .refused(PortalProblem(.portalRefused, 404, "no such attempt"))
        }
        let gate = PortraitGate.decide(
            attemptIsOpen: try AttemptHistory.outcome(row, at: now) == nil,
            alreadyReleased: (try row["portraitAt"] as Int64?) != nil)
        try Audit.record(database, at: now, kiosk: kiosk, "portrait", iin: iin.digits, detail: "\(gate)")
        switch gate {
        case .noOpenAttempt: return .refused(PortalProblem(.portalRefused, 409, "the attempt is closed"))
        case .alreadyReleased: return .refused(PortalProblem(.portalRefused, 410, "the portrait was released before"))
        case .release: break
        }
        guard let portrait = try Person.require(database, iin).portrait else {
            return .refused(PortalProblem(.referenceMissing, 404, "the register has no portrait"))
        }
        guard let jpeg = portraits.picture(portrait) else {
            return .refused(PortalProblem(.referenceMissing, 404, "the portrait's file is missing"))
        }
        try database.execute(
            "UPDATE attempt SET portraitAt = ? WHERE source = ? AND sequence = ?",
            [now.milliseconds, attempt.source, attempt.sequence])
        return .picture(jpeg)
    }
}
