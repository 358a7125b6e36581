import Crypto
import FoundationEssentials
import KioskDomain
import PortalContract
import SQLAccess

/// A machine that showed a certificate of the kiosk authority.
struct EnrolledKiosk: Sendable {
    let id: String
    /// On record; once its certificate is judged, those of them that stand in it.
    var roles: Set<KioskRole>
    let certificateEndsAt: UnixTime
    let isRevoked: Bool
    /// Why its records are taken no more; nil while they are.
    let fence: String?
    /// The PSC that it speaks for; nil while none is on record.
    let centre: String?
    /// It may speak for any PSC while none is on record: at a demonstration portal.
    var isFree = false
    /// What it last told of itself.
    let told: Told?

    struct Told: Sendable {
        let seenAt: Int64
        let clockOffset: Int64
        let trustDigest: String?
    }

    /// Nil when the portal gave no certificate with this serial number for this key (DER of SubjectPublicKeyInfo): a serial
    /// alone can be copied by whoever stole the key of the authority.
    static func find(_ database: any SQLTransaction, serial: String, key: [UInt8]) throws -> EnrolledKiosk? {
        let row = try database.row(
            """
            SELECT kiosk.id AS id, kiosk.roles AS roles, kioskCertificate.notAfter AS notAfter,
            kioskState.revokedAt AS revokedAt, kioskState.seenAt AS seenAt, kioskState.clockOffset AS clockOffset,
            kioskState.trustDigest AS trustDigest, kioskSync.fenced AS fenced, kioskCentre.centre AS centre
            FROM kioskCertificate
            JOIN kiosk ON kiosk.id = kioskCertificate.kiosk LEFT JOIN kioskState ON kioskState.kiosk = kiosk.id
            LEFT JOIN kioskSync ON kioskSync.kiosk = kiosk.id LEFT JOIN kioskCentre ON kioskCentre.kiosk = kiosk.id
            WHERE kioskCertificate.serial = ? AND kioskCertificate.publicKey = ?
            """, [serial, Data(key)])
        guard let row else { return nil }
        let revokedAt: Int64? = try row["revokedAt"]
        var told: Told?
        if let seenAt: Int64 = try row["seenAt"] {
            told = Told(seenAt: seenAt, clockOffset: try row["clockOffset"], trustDigest: try row["trustDigest"])
        }
        return EnrolledKiosk(
            id: try row["id"], roles: decodeRoles(try row["roles"]),
            certificateEndsAt: UnixTime(milliseconds: try row["notAfter"]), isRevoked: revokedAt != nil,
            fence: try row["fenced"], centre: try row["centre"], told: told)
    }

    /// - Returns: its roles on record.
    /// - Throws: ``PortalProblem`` 404 `portal.kiosk-certificate`.
    @discardableResult
    static func requireKnown(_ database: any SQLTransaction, _ id: String) throws -> Set<KioskRole> {
        let roles: String? = try database.value("SELECT roles FROM kiosk WHERE id = ?", [id])
        guard let roles else { throw PortalProblem(.kioskCertificate, 404, "there is no such machine") }
        return decodeRoles(roles)
    }

    /// - Throws: ``PortalProblem`` `portal.kiosk-revoked`.
    static func requireNotRevoked(_ database: any SQLTransaction, _ id: String) throws {
        let revoked: Int? = try database.value(
            "SELECT 1 FROM kioskState WHERE kiosk = ? AND revokedAt IS NOT NULL", [id])
        guard revoked == nil else { throw PortalProblem(.kioskRevoked, 403, "this machine was revoked") }
    }

    /// Slips, reservations and decisions are told by the machines of the centre that they are of.
    ///
    /// - Throws: ``PortalProblem`` `portal.other-centre`.
    func require(_ centre: String) throws {
        guard self.centre == centre || self.centre == nil && isFree else {
            let own = self.centre.map { "speaks for \($0)" } ?? "speaks for no centre yet"
            throw PortalProblem(.otherCentre, 403, "the machine \(own)")
        }
    }

    /// From now on it speaks for this centre.
    static func bind(_ database: any SQLTransaction, _ id: String, to centre: String, by: String, at now: UnixTime)
        throws
    {
        let changed = try database.execute(
            """
            INSERT INTO kioskCentre (kiosk, centre) VALUES (?, ?) ON CONFLICT (kiosk) DO UPDATE SET centre = excluded.centre
            WHERE kioskCentre.centre <> excluded.centre
            """, [id, centre])
        guard changed > 0 else { return }
        try Audit.record(database, at: now, kiosk: by, "kiosk.bound", detail: "\(id) \(centre)")
    }

    /// What the machine swore with any key that it ever had: it may have been off-line while the key was rotated.
    func sworn(_ evidence: String, _ database: any SQLTransaction) throws -> AttemptEvidence? {
        let keys: [Data] = try database.values(
            """
            SELECT publicKey FROM kiosk WHERE id = ?
            UNION SELECT publicKey FROM kioskCertificate WHERE kiosk = ?
            """, [id, id])
        for der in keys {
            guard let key = try? P256.Signing.PublicKey(derRepresentation: der) else { continue }
            if let sworn = AttemptEvidence.verified(evidence, by: key) { return sworn }
        }
        return nil
    }

    static func encode(_ roles: Set<KioskRole>) -> String { roles.map(\.rawValue).sorted().joined(separator: " ") }

    static func decodeRoles(_ text: String) -> Set<KioskRole> {
        Set(text.split(separator: " ").compactMap { KioskRole(rawValue: String($0)) })
    }
}
