import FoundationEssentials
import KioskDomain
import LocalAuthority
import PKIX
import PortalContract
import SQLAccess

/// The authorities of the portal that started last, kept in the database: portals that share it must trust the same ones,
/// or a machine that one of them certified is a stranger to the others.
enum TrustMark {
    /// Compares with the former start and leaves the present authorities on record. One in common is enough: that is how
    /// one authority follows another, a step and a start at a time.
    ///
    /// - Parameter replacing: whatever is on record goes.
    /// - Throws: ``PortalProblem`` `configuration.invalid` when a family has none in common.
    static func hold(_ trust: TrustAuthorities, in store: PortalStore, replacing: Bool) async throws {
        try await store.write { database in
            try NamedLock.authorities.hold(database, in: store)
            for (kind, roll) in [(TrustAuthorities.Kind.tls, trust.tls), (.kiosks, trust.kiosks)] {
                let present = Set(roll.trusted.map { ContentDigest.hex(of: Data($0.certificate.der)) })
                let rows = try database.rows("SELECT digest FROM trustedAuthority WHERE family = ?", [kind.file])
                let former = Set(try rows.map { try $0["digest"] as String })
                guard replacing || former.isEmpty || !former.isDisjoint(with: present) else {
                    throw PortalProblem(.configurationInvalid, 500, reason(kind))
                }
                guard former != present else { continue }
                try database.execute("DELETE FROM trustedAuthority WHERE family = ?", [kind.file])
                for digest in present.sorted() {
                    try database.execute(
                        "INSERT INTO trustedAuthority (family, digest) VALUES (?, ?)", [kind.file, digest])
                }
            }
        }
    }

    private static func reason(_ kind: TrustAuthorities.Kind) -> String {
        """
        the authority \(kind.file) of this folder is not the one of the portals on this database: copy tls-ca* and \
        kiosk-ca* from the folder of one of them, or start once with --replace-authorities if these shall hold from now on
        """
    }
}
