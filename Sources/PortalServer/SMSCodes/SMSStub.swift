import GRDB
import KioskDomain
import PortalContract

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
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM smsChallenge WHERE sentAt > ? AND used = 0 AND replaced = 0
                    AND (? IS NULL OR iin = ?) ORDER BY rowid DESC LIMIT 100
                    """, arguments: [since, iin, iin])
            return rows.compactMap { row in
                guard let purpose = SMSPurpose(rawValue: row["purpose"]) else { return nil }
                let sentAt = UnixTime(milliseconds: row["sentAt"])
                return SMSStubMessage(
                    maskedPhone: Person.mask(row["phone"]), purpose: purpose, code: row["code"],
                    expiresAtMilliseconds: (sentAt + life).milliseconds)
            }
        }
    }
}
