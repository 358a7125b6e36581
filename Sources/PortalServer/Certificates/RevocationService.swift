import FoundationEssentials
import KioskDomain
import LocalAuthority
import PortalContract
import SQLAccess

/// Revokes certificates for good (RULES E7).
struct RevocationService: Sendable {
    let store: PortalStore
    let clock: PortalClock

    /// What the operator chooses from; the look-up is on record.
    func certificates(iin text: String, kiosk: EnrolledKiosk) async throws -> RegisteredCertificates {
        let iin = try IIN(wire: text)
        let now = clock.now()
        return try await store.write { database in
            let person = try Person.require(database, iin)
            try Audit.record(database, at: now, kiosk: kiosk.id, "certificates.listed", iin: iin.digits)
            return RegisteredCertificates(
                name: person.commonName, certificates: try RegisteredCertificate.all(database, of: iin))
        }
    }

    func revoke(
        _ serial: String, _ request: RevocationRequest, kiosk: EnrolledKiosk
    ) async throws -> RevocationRecord {
        guard (1...200).contains(request.operatorID.utf8.count) else {
            throw PortalProblem.invalid("operatorID is missing or too long")
        }
        let now = clock.now().wholeSeconds
        return try await store.write { [store] database in
            try NamedLock.revocations.hold(database, in: store)
            guard let certificate = try CertificateRow.find(database, serial: serial.lowercased()) else {
                throw PortalProblem(.certificateMismatch, 404, "no certificate with this serial number was issued")
            }
            if let former = try RevocationRow.find(database, serial: certificate.serial) {
                guard former.cause == request.cause else {
                    throw PortalProblem(.idempotencyConflict, 409, "it was revoked for another cause")
                }
                return former.record
            }
            let row = RevocationRow(serial: certificate.serial, at: now, cause: request.cause)
            try row.insert(database)
            try Audit.record(
                database, at: now, kiosk: kiosk.id, "certificate.revoked", iin: certificate.iin,
                detail: "\(certificate.serial) \(request.cause.rawValue) by \(request.operatorID)")
            if let application = certificate.application { try Self.close(database, application) }
            return row.record
        }
    }

    /// Those that are not revoked yet. Whoever calls it holds ``NamedLock/revocations``.
    static func revoke(
        _ database: any SQLTransaction, _ serials: [String], for cause: RevocationCause, at now: UnixTime,
        kiosk: String, iin: IIN, by holder: String
    ) throws {
        for serial in serials where try RevocationRow.find(database, serial: serial) == nil {
            try RevocationRow(serial: serial, at: now.wholeSeconds, cause: cause).insert(database)
            try Audit.record(
                database, at: now, kiosk: kiosk, "certificate.revoked", iin: iin.digits,
                detail: "\(serial) \(cause.rawValue) by \(holder)")
        }
    }

    /// An application without a valid certificate is revoked as a whole.
    static func close(_ database: any SQLTransaction, _ number: String) throws {
        let valid: Int? = try database.value(
            """
            SELECT count(*) FROM certificate WHERE application = ? AND serial NOT IN (SELECT serial FROM revocation)
            """, [number])
        if valid == 0 { try ApplicationRow.hold(database, number).set(database, .revoked) }
    }
}

extension RegisteredCertificate {
    /// A person's, the latest end of validity first.
    static func all(_ database: any SQLTransaction, of iin: IIN) throws -> [RegisteredCertificate] {
        let rows = try database.rows(
            """
            SELECT serial, use, application, notAfter, bin FROM certificate WHERE iin = ?
            ORDER BY notAfter DESC, serial
            """,
            [iin.digits])
        return try rows.map { row in
            let serial: String = try row["serial"]
            return RegisteredCertificate(
                serial: serial, use: CertificateUse(rawValue: try row["use"]) ?? .both,
                notAfterMilliseconds: try row["notAfter"], application: try row["application"],
                revocation: try RevocationRow.find(database, serial: serial)?.record, bin: try row["bin"])
        }
    }
}
