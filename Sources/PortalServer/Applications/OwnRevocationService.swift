import FoundationEssentials
import KioskDomain
import LocalAuthority
import PKIX
import PortalContract
import SQLAccess

/// A holder revokes the own EDS by a statement that its key signs (RULES E7). Its set is revoked as a whole (E0).
struct OwnRevocationService: Sendable {
    let store: PortalStore
    let clock: PortalClock

    func revoke(_ request: OwnRevocationRequest, kiosk: EnrolledKiosk) async throws -> OwnRevocations {
        let now = clock.now()
        let proof = try HolderProof<RevocationStatement>(request.statement, kiosk: kiosk.id, now: now)
        let iin = try IIN(wire: proof.statement.iin)
        let cause = proof.statement.cause
        guard RevocationCause.ofHolder.contains(cause) else {
            throw PortalProblem.invalid("a holder gives no such reason")
        }
        return try await store.write { [store] database in
            _ = try Person.hold(database, iin)
            try NamedLock.revocations.hold(database, in: store)
            let signer = try Self.signer(database, proof, of: iin, now)
            // Sent again after a lost answer: what was done then.
            if let former = try RevocationRow.find(database, serial: signer.serial) {
                guard former.cause == cause else {
                    throw PortalProblem(.certificateRevoked, 409, "it was revoked for another cause")
                }
            }
            let set = try Self.set(database, of: signer)
            for serial in set where try RevocationRow.find(database, serial: serial) == nil {
                try RevocationRow(serial: serial, at: now.wholeSeconds, cause: cause).insert(database)
                try Audit.record(
                    database, at: now, kiosk: kiosk.id, "certificate.revoked", iin: iin.digits,
                    detail: "\(serial) \(cause.rawValue) by the holder")
            }
            if let application = signer.application { try RevocationService.close(database, application) }
            let revoked = try set.compactMap { try RevocationRow.find(database, serial: $0)?.record }
            return OwnRevocations(revocations: revoked)
        }
    }

    /// Of this portal, the person's own, for signatures, and within its dates.
    private static func signer(
        _ database: any SQLTransaction, _ proof: HolderProof<RevocationStatement>, of iin: IIN, _ now: UnixTime
    ) throws -> CertificateRow {
        guard let row = try CertificateRow.find(database, serial: proof.statement.certificate),
            row.der == Data(proof.certificate.der)
        else { throw PortalProblem(.certificateMismatch, 409, "the certificate is not of this portal") }
        guard row.iin == iin.digits else {
            throw PortalProblem(.requestForOtherPerson, 403, "the certificate is another person's")
        }
        guard row.use != .authentication else {
            throw PortalProblem(.certificatePurpose, 403, "the key is not for signatures")
        }
        guard now <= UnixTime(milliseconds: row.notAfter) else {
            throw PortalProblem(.certificateExpired, 409, "it ended by itself")
        }
        return row
    }

    private static func set(_ database: any SQLTransaction, of signer: CertificateRow) throws -> [String] {
        guard let application = signer.application else { return [signer.serial] }
        return try database.values(
            "SELECT serial FROM certificate WHERE application = ? ORDER BY serial", [application])
    }
}
