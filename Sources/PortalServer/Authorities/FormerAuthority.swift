import FoundationEssentials
import Glibc
import KioskDevices
import PKIX
import PortalContract
import SQLAccess

/// The one self-signed authority that portals of schema 1 had in the folder itself. Its certificates stay on record with
/// their issuer; its key is not used any more, so it goes.
enum FormerAuthority {
    static func retire(_ store: PortalStore, folder: String) async throws {
        let key = PortalFiles.formerKey(in: folder)
        guard access(key, F_OK) == 0 else { return }
        let pem = try PrivateFile.read(PortalFiles.issuers(in: folder)).map { Array($0) } ?? []
        if let issuer = try Certificate.read(pem).first {
            _ = try await store.write { database in
                try database.execute(
                    "UPDATE certificate SET issuer = ? WHERE family = ? AND issuer = ?",
                    [Data(issuer.der), CertificateRow.formerFamily, Data()])
            }
        }
        unlink(key)
        try PrivateFile.syncFolder(folder)
    }
}
