import KioskDomain
import LocalAuthority
import PortalContract
import SQLAccess

/// Ends the validity of certificates for a key file of which nobody told in time that it is on a stick (docs/sticks.md): whoever
/// left took the keys to nowhere, and the certificates must not outlive them. The application stays open: its owner comes back
/// with the number, and new keys are made.
struct UnsavedFiles: Sendable {
    /// Applications that are looked at in one go; the others follow in the next.
    static let portion = 200
    /// Who did it, in the audit.
    static let doer = "portal"

    let store: PortalStore
    /// Issued before this moment.
    let bound: UnixTime
    let now: UnixTime

    func cease() async throws {
        let left = try await store.read { [bound] database -> [String] in
            try database.values(
                """
                SELECT number FROM application WHERE medium = ? AND state = ?
                AND EXISTS (SELECT 1 FROM certificate WHERE application = number AND notBefore < ?
                    AND serial NOT IN (SELECT serial FROM revocation))
                ORDER BY number LIMIT \(Self.portion)
                """, [Medium.file.rawValue, ApplicationStatus.issued.rawValue, bound.milliseconds])
        }
        // One that cannot be ended keeps no other from its end.
        var failure: (any Error)?
        for number in left {
            do {
                try await store.write { try end(number, $0) }
            } catch {
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
    }

    /// Looked at again under its lock: it may have been saved, or made anew, meanwhile.
    private func end(_ number: String, _ database: any SQLTransaction) throws {
        let application = try ApplicationRow.hold(database, number)
        guard application.state == .issued else { return }
        try NamedLock.revocations.hold(database, in: store)
        let serials: [String] = try database.values(
            """
            SELECT serial FROM certificate WHERE application = ? AND notBefore < ?
            AND serial NOT IN (SELECT serial FROM revocation) ORDER BY serial
            """, [number, bound.milliseconds])
        for serial in serials {
            let cause = RevocationCause.cessationOfOperation
            try RevocationRow(serial: serial, at: now.wholeSeconds, cause: cause).insert(database)
            try Audit.record(
                database, at: now, kiosk: Self.doer, "certificate.revoked", iin: application.iin,
                detail: "\(serial) \(cause.rawValue), \(number) was never saved")
        }
    }
}
