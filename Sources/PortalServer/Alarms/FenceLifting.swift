import KioskDomain
import PortalContract
import SQLAccess

/// The portal's half of what docs/sync.md has a technician do about `kiosk.fenced`. The fence itself never falls: nothing is
/// taken under the old name again, and the machine comes back under a new one.
struct FenceLifting: Sendable {
    let store: PortalStore
    let clock: PortalClock
    let codes: EnrolmentCodes

    /// Agrees that a fenced kiosk enrols anew: its name is shut out as `replaced`, its alarm is handled, and there is a code
    /// for the roles and the centre that it had. Asked again, as when a code was lost or has run out, it makes another one.
    ///
    /// - Throws: ``PortalProblem`` 404 for no such machine, 409 for one that is not fenced.
    func lift(_ kiosk: String, _ request: FenceLiftingRequest, by: String) async throws -> EnrolmentCode {
        let now = clock.now()
        return try await store.write { [codes] database in
            let roles = try EnrolledKiosk.requireKnown(database, kiosk)
            let fence = try database.heldRow("SELECT fencedAt FROM kioskSync WHERE kiosk = ?", [kiosk])
            let fencedAt: Int64? = try fence?["fencedAt"]
            guard fencedAt != nil else {
                throw PortalProblem(.portalRefused, 409, "this machine is not fenced")
            }
            try KioskRegister.revoke(database, kiosk, .replaced, by: by, at: now)
            let findings: Int64? = try database.value(
                "SELECT number FROM kioskAlarm WHERE kiosk = ? AND code = ?",
                [kiosk, KioskAlarmCode.fenced.rawValue])
            if let findings {
                let word = KioskAlarmWord(
                    standing: .handled, person: request.person, note: request.note, findings: findings)
                _ = try AlarmsService.say(database, word, of: kiosk, .fenced, by: by, at: now)
            }
            try Audit.record(database, at: now, kiosk: by, "kiosk.fence-lifted", detail: kiosk)
            let centre: String? = try database.value("SELECT centre FROM kioskCentre WHERE kiosk = ?", [kiosk])
            return try codes.make(
                database, for: roles, centre: centre, by: by)
        }
    }
}
