import KioskDomain
import PortalContract
import SQLAccess

/// The codes that would have been sent; demonstration mode only (RULES R1).
struct SMSStub: Sendable {
    let store: PortalStore
    let rules: RuleBook
    let clock: PortalClock

    /// Codes that may still be used, newest first.
    ///
    /// - Parameter iin: of this person only; nil for all.
    func messages(iin: String?) async throws -> [SMSStubMessage] {
        let policy = rules.sms.value(on: clock.today())
        let since = (clock.now() - policy.life).milliseconds
        let life = policy.life
        return try await store.read { database in
            let rows = try database.rows(
                """
                SELECT * FROM smsChallenge WHERE sentAt > ? AND used = 0 AND replaced = 0
                \(iin == nil ? "" : "AND iin = ?") ORDER BY sentAt DESC, id LIMIT 100
                """, [since] + (iin.map { [$0] } ?? []))
            return try rows.compactMap { row in
                guard let purpose = SMSPurpose(rawValue: try row["purpose"]) else { return nil }
                let sentAt = UnixTime(milliseconds: try row["sentAt"])
                return SMSStubMessage(
                    maskedPhone: Person.mask(try row["phone"]), purpose: purpose, code: try row["code"],
                    expiresAtMilliseconds: (sentAt + life).milliseconds)
            }
        }
    }
}
