import FoundationEssentials
import KioskDomain
import LocalAuthority
import PKIX
import PortalContract
import SQLAccess

/// The authorities of the portal that started last, kept in the database: portals that share it must have the same ones, or a
/// machine that one of them certified is a stranger to the others, and a person's certificate to their lists.
enum TrustMark {
    /// One authority, or two while one follows the other, by the name of its file.
    struct Family: Sendable {
        var name: String
        var trusted: [Certificate]
    }

    /// Those that machines pin, and that certify machines.
    static func families(_ trust: TrustAuthorities) -> [Family] {
        [(TrustAuthorities.Kind.tls, trust.tls), (.kiosks, trust.kiosks)].map { kind, roll in
            Family(name: kind.file, trusted: roll.trusted.map(\.certificate))
        }
    }

    /// Those of people.
    static func families(_ hierarchies: [Hierarchy]) -> [Family] {
        hierarchies.map { Family(name: "authorities/\($0.family.rawValue)-root", trusted: [$0.root.certificate]) }
    }

    /// Compares with the former start and leaves the present authorities on record. One in common is enough: that is how
    /// one authority follows another, a step and a start at a time.
    ///
    /// - Parameter replacing: whatever is on record goes.
    /// - Throws: ``PortalProblem`` `configuration.invalid` when a family has none in common.
    static func hold(_ families: [Family], in store: PortalStore, replacing: Bool) async throws {
        try await store.write { database in
            try NamedLock.authorities.hold(database, in: store)
            for family in families {
                let present = Set(family.trusted.map { ContentDigest.hex(of: Data($0.der)) })
                let rows = try database.rows("SELECT digest FROM trustedAuthority WHERE family = ?", [family.name])
                let former = Set(try rows.map { try $0["digest"] as String })
                guard replacing || former.isEmpty || !former.isDisjoint(with: present) else {
                    throw PortalProblem(.configurationInvalid, 500, reason(family.name))
                }
                guard former != present else { continue }
                try database.execute("DELETE FROM trustedAuthority WHERE family = ?", [family.name])
                for digest in present.sorted() {
                    try database.execute(
                        "INSERT INTO trustedAuthority (family, digest) VALUES (?, ?)", [family.name, digest])
                }
            }
        }
    }

    /// As ``hold(_:in:replacing:)``, of a portal that serves already: a database that is away is waited for, until the task is
    /// cancelled.
    static func holdOnceThere(_ families: [Family], in store: PortalStore, replacing: Bool) async throws {
        while true {
            do {
                return try await hold(families, in: store, replacing: replacing)
            } catch let fault as StoreFault {
                switch fault {
                case .unavailable, .full, .readOnly: try await Task.sleep(for: .seconds(1))
                default: throw fault
                }
            }
        }
    }

    private static func reason(_ name: String) -> String {
        """
        the authority \(name) of this folder is not the one of the portals on this database: copy tls-ca*, kiosk-ca* and \
        authorities from the folder of one of them, or start once with --replace-authorities if these shall hold from now on
        """
    }
}
