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
    /// What it last told of itself.
    let told: Told?

    struct Told: Sendable {
        let seenAt: Int64
        let clockOffset: Int64
        let trustDigest: String?
    }

    /// Nil when the portal gave no certificate with this serial number.
    static func find(_ database: any SQLTransaction, serial: String) throws -> EnrolledKiosk? {
        let row = try database.row(
            """
            SELECT kiosk.id AS id, kiosk.roles AS roles, kioskCertificate.notAfter AS notAfter,
            kioskState.revokedAt AS revokedAt, kioskState.seenAt AS seenAt, kioskState.clockOffset AS clockOffset,
            kioskState.trustDigest AS trustDigest, kioskSync.fenced AS fenced FROM kioskCertificate
            JOIN kiosk ON kiosk.id = kioskCertificate.kiosk LEFT JOIN kioskState ON kioskState.kiosk = kiosk.id
            LEFT JOIN kioskSync ON kioskSync.kiosk = kiosk.id
            WHERE kioskCertificate.serial = ?
            """, [serial])
        guard let row else { return nil }
        let revokedAt: Int64? = try row["revokedAt"]
        var told: Told?
        if let seenAt: Int64 = try row["seenAt"] {
            told = Told(seenAt: seenAt, clockOffset: try row["clockOffset"], trustDigest: try row["trustDigest"])
        }
        return EnrolledKiosk(
            id: try row["id"], roles: decodeRoles(try row["roles"]),
            certificateEndsAt: UnixTime(milliseconds: try row["notAfter"]), isRevoked: revokedAt != nil,
            fence: try row["fenced"], told: told)
    }

    /// - Throws: ``PortalProblem`` `portal.kiosk-revoked`.
    static func requireNotRevoked(_ database: any SQLTransaction, _ id: String) throws {
        let revoked: Int? = try database.value(
            "SELECT 1 FROM kioskState WHERE kiosk = ? AND revokedAt IS NOT NULL", [id])
        guard revoked == nil else { throw PortalProblem(.kioskRevoked, 403, "this machine was revoked") }
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
