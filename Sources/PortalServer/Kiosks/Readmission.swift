import FoundationEssentials
import KioskDomain
import PKIX
import PortalContract
import SQLAccess
import SwiftASN1

/// Takes machines back on record whose certificates a database that was put back does not know (docs/portal-store.md). Only a
/// portal that an administrator started so does it: otherwise a certificate that is not on record is worth nothing, forged by
/// a stolen key of the authority or not. TLS has proved that this portal's own authority signed it.
struct Readmission: Sendable {
    let store: PortalStore
    let clock: PortalClock

    /// Puts the certificate back on record, with its machine where that is unknown too, and raises an alarm. What is on record
    /// stays: roles, a revocation, and keys that other machines have.
    ///
    /// - Returns: nil for a certificate that no machine of this portal can have.
    func take(_ certificate: Certificate) async throws -> EnrolledKiosk? {
        let names = certificate.subject.all(.NameAttributes.commonName)
        let units = certificate.subject.all(.NameAttributes.organizationalUnitName)
        let roles = Set(units.compactMap { KioskRole(rawValue: $0) })
        let (serial, now) = (CertificateRow.text(certificate.serialNumber), clock.now())
        guard names.count == 1, let id = names.first, !id.isEmpty, roles.count == units.count, !roles.isEmpty,
            certificate.isValid(at: now), let key = certificate.publicKey
        else { return nil }
        return try await store.write { database in
            let owner = try KioskCertificates.owner(database, key)
            guard owner == nil || owner == id else { return nil }
            try database.execute(
                "INSERT INTO kiosk (id, publicKey, roles, enrolledAt) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                [
                    id, Data(key.info.der), EnrolledKiosk.encode(roles),
                    certificate.notBefore.milliseconds,
                ])
            let isNew = try database.execute(
                """
                INSERT INTO kioskCertificate (serial, kiosk, publicKey, der, madeAt, notAfter) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT DO NOTHING
                """,
                [
                    serial, id, Data(key.info.der), Data(certificate.der),
                    certificate.notBefore.milliseconds, certificate.notAfter.milliseconds,
                ])
            if isNew > 0 {
                try AlarmsService.raise(database, .kioskReadmitted, of: id, at: now)
                try Audit.record(database, at: now, kiosk: id, "kiosk.readmitted", detail: serial)
            }
            return try EnrolledKiosk.find(database, serial: serial, key: key.info.der)
        }
    }
}
