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
    let authorities: Authorities

    func revoke(_ request: OwnRevocationRequest, kiosk: EnrolledKiosk) async throws -> OwnRevocations {
        let now = clock.now()
        let proof = try HolderProof<RevocationStatement>(request.statement, kiosk: kiosk.id, now: now)
        return try await revoke(proof.statement, kiosk, at: now) { database, _ in
            try Self.signer(database, proof)
        }
    }

    /// RULES L5: with another EDS of the same person, such as the one in the mobile app; it revokes what the statement names.
    func revoke(_ request: PhoneRevocationRequest, kiosk: EnrolledKiosk) async throws -> OwnRevocations {
        let now = clock.now()
        let signed = try SignedStatement(request.signature, authorities: try await authorities.all(), at: now)
        let statement = try signed.statement(RevocationStatement.self)
        guard statement.kiosk == kiosk.id else {
            throw PortalProblem(.signatureInvalid, 403, "the statement is for another machine")
        }
        try HolderProof<RevocationStatement>.mustBeFresh(statement, at: now)
        return try await revoke(statement, kiosk, at: now) { database, iin in
            let row = try CertificateRow.find(database, serial: statement.certificate)
            let isDone = try row.map { try Self.revokedItself(database, signed, in: $0, statement) } ?? false
            guard try isDone ? signed.owner(database).iin == iin : signed.holder(database, at: now) == iin else {
                throw PortalProblem(.requestForOtherPerson, 403, "the EDS is another person's")
            }
            guard let row else {
                throw PortalProblem(.certificateMismatch, 409, "the certificate is not of this portal")
            }
            return row
        }
    }

    /// The EDS that signs is of the set that it asks to revoke, and the set is revoked as asked: sent again after a lost answer,
    /// which changes nothing any more.
    private static func revokedItself(
        _ database: any SQLTransaction, _ signed: SignedStatement, in target: CertificateRow,
        _ statement: RevocationStatement
    ) throws -> Bool {
        let set = try set(database, of: target)
        guard set.contains(CertificateRow.text(signed.certificate.serialNumber)) else { return false }
        return try set.allSatisfy { try RevocationRow.find(database, serial: $0)?.cause == statement.cause }
    }

    /// - Parameter target: the certificate whose set is revoked.
    private func revoke(
        _ statement: RevocationStatement, _ kiosk: EnrolledKiosk, at now: UnixTime,
        _ target: @escaping @Sendable (any SQLTransaction, IIN) throws -> CertificateRow
    ) async throws -> OwnRevocations {
        let iin = try IIN(wire: statement.iin)
        let cause = statement.cause
        guard RevocationCause.ofHolder.contains(cause) else {
            throw PortalProblem.invalid("a holder gives no such reason")
        }
        return try await store.write { [store] database in
            _ = try Person.hold(database, iin)
            try NamedLock.revocations.hold(database, in: store)
            let row = try target(database, iin)
            try Self.mustBeRevocable(row, of: iin, now)
            // Sent again after a lost answer: what was done then.
            if let former = try RevocationRow.find(database, serial: row.serial) {
                guard former.cause == cause else {
                    throw PortalProblem(.certificateRevoked, 409, "it was revoked for another cause")
                }
            }
            let set = try Self.set(database, of: row)
            try RevocationService.revoke(
                database, set, for: cause, at: now, kiosk: kiosk.id, iin: iin, by: "the holder")
            if let application = row.application { try RevocationService.close(database, application) }
            let revoked = try set.compactMap { try RevocationRow.find(database, serial: $0)?.record }
            return OwnRevocations(revocations: revoked)
        }
    }

    /// Of this portal.
    private static func signer(
        _ database: any SQLTransaction, _ proof: HolderProof<RevocationStatement>
    ) throws -> CertificateRow {
        guard let row = try CertificateRow.find(database, serial: proof.statement.certificate),
            row.der == Data(proof.certificate.der)
        else { throw PortalProblem(.certificateMismatch, 409, "the certificate is not of this portal") }
        return row
    }

    /// The person's own, for signatures, and within its dates.
    private static func mustBeRevocable(_ row: CertificateRow, of iin: IIN, _ now: UnixTime) throws {
        guard row.iin == iin.digits else {
            throw PortalProblem(.requestForOtherPerson, 403, "the certificate is another person's")
        }
        try Certificate(der: Array(row.der)).mustBePersonal()
        guard row.use != .authentication else {
            throw PortalProblem(.certificatePurpose, 403, "the key is not for signatures")
        }
        guard now <= UnixTime(milliseconds: row.notAfter) else {
            throw PortalProblem(.certificateExpired, 409, "it ended by itself")
        }
    }

    private static func set(_ database: any SQLTransaction, of signer: CertificateRow) throws -> [String] {
        guard let application = signer.application else { return [signer.serial] }
        return try database.values(
            "SELECT serial FROM certificate WHERE application = ? ORDER BY serial", [application])
    }
}
