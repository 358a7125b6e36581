import KioskDomain
import PortalContract
import SQLAccess

/// What stands in a personal account, for who is logged in (RULES L1, E10, B4, I6, D2).
struct AccountService: Sendable {
    /// The newest of each; who wants more looks at home.
    private static let most = 50

    let store: PortalStore
    let clock: PortalClock

    func account(_ id: String, _ kiosk: EnrolledKiosk) async throws -> Account {
        let now = clock.now()
        return try await store.write { database in
            let row = try LogInRow.hold(database, id, kiosk, at: now)
            guard row.decision == .loggedIn, let iin = row.iin else {
                throw PortalProblem(.logInIncomplete, 409, "the log-in is not complete")
            }
            let person = try Person.require(database, iin)
            try Audit.record(database, at: now, kiosk: kiosk.id, "account.shown", iin: iin.digits)
            return Account(
                name: person.commonName, maskedPhone: person.maskedPhone,
                certificates: try RegisteredCertificate.all(database, of: iin).filter { $0.bin == nil },
                applications: try ApplicationRow.newest(database, of: iin, Self.most).map { try $0.record(database) },
                attempts: Array(try AttemptHistory(database, iin, at: now).listed.suffix(Self.most)),
                exchanges: try CardExchangeRow.newest(database, of: iin, Self.most).map(\.record),
                documents: try DocumentHistoryBook.ofOwner(database, iin, before: nil).entries)
        }
    }
}
