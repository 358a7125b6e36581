import FoundationEssentials
import KioskDomain
import PKIX
import PortalContract
import SQLAccess

/// How machines get their certificates: by a one-time code, by the key of an older version, and by the certificate before.
struct EnrolmentService: Sendable {
    let store: PortalStore
    let clock: PortalClock
    let demonstration: Bool
    let codes: EnrolmentCodes
    let certificates: KioskCertificates
    let trust: PortalTrust

    /// - Throws: ``PortalProblem`` `portal.enrolment-refused`, `portal.kiosk-revoked`.
    func enrol(_ request: EnrolmentRequest) async throws -> KioskGrant {
        let key = try KioskCertificates.key(of: request.request)
        let roles = Set(request.roles)
        guard !roles.isEmpty else { throw PortalProblem.invalid("no role is named") }
        let now = clock.now()
        let grant = try await store.write { [codes, certificates] database in
            // The ID follows from the first key, so that the same key is the same machine; a rotated key keeps it.
            let owner = try KioskCertificates.owner(database, key)
            let id =
                owner ?? request.kioskID ?? "kiosk-" + ContentDigest.hex(of: Data(key.info.der)).prefix(16)
            var kind: EnrolmentCodes.User.Key = request.kioskID == nil ? .new : .other
            if owner != nil { kind = try certificates.isReplaced(database, key) ? .replaced : .own }
            try codes.use(database, request.code, by: EnrolmentCodes.User(kiosk: id, roles: roles, key: kind))
            try EnrolledKiosk.requireNotRevoked(database, id)
            try database.execute(
                """
                INSERT INTO kiosk (id, publicKey, roles, enrolledAt) VALUES (?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET roles = excluded.roles
                """, [id, Data(key.info.der), EnrolledKiosk.encode(roles), now.milliseconds])
            try codes.markUsed(database, request.code, by: id)
            try Audit.record(
                database, at: now, kiosk: id, "kiosk.enrolled", detail: EnrolledKiosk.encode(roles))
            // Who comes back with another key has lost the former one, or somebody else has it.
            if kind == .other { try certificates.replace(database, of: id, by: key, at: now) }
            return self.grant(id, roles, try certificates.give(database, id, roles, key, at: now))
        }
        try await store.write(codes.provide)
        return grant
    }

    /// For a key that an older version enrolled: the request proves it. Once only, so that nobody goes on for ever with a
    /// key that should have been rotated.
    ///
    /// - Throws: ``PortalProblem`` `portal.kiosk-certificate`, `portal.kiosk-revoked`.
    func fetchFirst(_ request: KioskCertificateRequest) async throws -> KioskGrant {
        let key = try KioskCertificates.key(of: request.request)
        let now = clock.now()
        return try await store.write { [certificates] database in
            let row = try database.row("SELECT id, roles FROM kiosk WHERE publicKey = ?", [Data(key.info.der)])
            guard let row else {
                throw PortalProblem(.kioskCertificate, 401, "no machine is enrolled with this key")
            }
            let (id, roles): (String, Set<KioskRole>) = (try row["id"], EnrolledKiosk.decodeRoles(try row["roles"]))
            try EnrolledKiosk.requireNotRevoked(database, id)
            if let kept = try certificates.kept(database, id, key, until: now) { return self.grant(id, roles, kept) }
            let former: Int? = try database.value("SELECT 1 FROM kioskCertificate WHERE kiosk = ? LIMIT 1", [id])
            guard former == nil else {
                throw PortalProblem(.kioskCertificate, 401, "this machine had a certificate before")
            }
            try Audit.record(database, at: now, kiosk: id, "kiosk.certificate", detail: "first")
            return self.grant(id, roles, try certificates.give(database, id, roles, key, at: now))
        }
    }

    /// For the key that follows the present one.
    ///
    /// - Throws: ``PortalProblem`` `portal.kiosk-certificate` for a key of another machine.
    func renew(_ request: KioskCertificateRequest, kiosk: EnrolledKiosk) async throws -> KioskGrant {
        let key = try KioskCertificates.key(of: request.request)
        let now = clock.now()
        return try await store.write { [certificates] database in
            let owner = try KioskCertificates.owner(database, key)
            guard owner == nil || owner == kiosk.id else {
                throw PortalProblem(.kioskCertificate, 403, "this key belongs to another machine")
            }
            let given = try certificates.give(database, kiosk.id, kiosk.roles, key, at: now)
            try Audit.record(database, at: now, kiosk: kiosk.id, "kiosk.certificate", detail: "next")
            return self.grant(kiosk.id, kiosk.roles, given)
        }
    }

    private func grant(_ id: String, _ roles: Set<KioskRole>, _ certificate: Data) -> KioskGrant {
        KioskGrant(
            kioskID: id, roles: roles.sorted { $0.rawValue < $1.rawValue }, certificate: certificate, trust: trust,
            demonstration: demonstration)
    }
}
