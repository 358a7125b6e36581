import FoundationEssentials
import Glibc
import GRDB
import KioskDevices
import PKIX
import PortalContract

/// The one self-signed authority that portals of schema 1 had in the folder itself. Its certificates stay on record with
/// their issuer; its key is not used any more, so it goes.
enum FormerAuthority {
    static func retire(_ store: PortalStore, folder: String) throws {
        let key = PortalFiles.formerKey(in: folder)
        guard access(key, F_OK) == 0 else { return }
        let pem = try PrivateFile.read(PortalFiles.issuers(in: folder)).map { Array($0) } ?? []
        if let issuer = try Certificate.read(pem).first {
            try store.writeNow { database in
                try database.execute(
                    sql: "UPDATE certificate SET issuer = ? WHERE family = ? AND issuer = x''",
                    arguments: [Data(issuer.der), CertificateRow.formerFamily])
            }
        }
        unlink(key)
        try PrivateFile.syncFolder(folder)
    }
}
