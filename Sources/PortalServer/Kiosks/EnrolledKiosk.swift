import Crypto
import FoundationEssentials
import PortalContract
import SQLAccess

/// A machine that proved itself by its signature.
struct EnrolledKiosk: Sendable {
    var id: String
    var key: P256.Signing.PublicKey
    var roles: Set<KioskRole>

    /// Nil when no machine has this ID.
    static func find(_ database: any SQLTransaction, _ id: String) throws -> EnrolledKiosk? {
        let row = try database.row("SELECT * FROM kiosk WHERE id = ?", [id])
        guard let row, let key = try? P256.Signing.PublicKey(derRepresentation: try row["publicKey"] as Data) else {
            return nil
        }
        return EnrolledKiosk(id: id, key: key, roles: decodeRoles(try row["roles"]))
    }

    static func encode(_ roles: Set<KioskRole>) -> String { roles.map(\.rawValue).sorted().joined(separator: " ") }

    static func decodeRoles(_ text: String) -> Set<KioskRole> {
        Set(text.split(separator: " ").compactMap { KioskRole(rawValue: String($0)) })
    }
}
