import FoundationEssentials
import KioskDevices
import KioskDomain
import LocalAuthority
import NIOSSL
import PKIX
import PortalContract

/// The two authorities of the portal's lines to machines: one certifies the portal itself, which machines pin; the other
/// certifies machines. Each can be followed by another one without a machine being touched (``AuthorityRoll``).
struct TrustAuthorities: Sendable {
    /// What machines pin.
    let tls: AuthorityRoll
    /// What certifies machines.
    let kiosks: AuthorityRoll

    /// Loads or makes both, and writes the set for new machines.
    init(folder: String, now: UnixTime) throws {
        let files = IdentityFolder.portal(path: folder, now: now)
        tls = try AuthorityRoll(Kind.tls.file, commonName: Kind.tls.commonName, in: files)
        kiosks = try AuthorityRoll(Kind.kiosks.file, commonName: Kind.kiosks.commonName, in: files)
        let set = tls.trusted.map(\.certificate.pem).joined()
        try PrivateFile.write(PortalFiles.pinnedSet(in: folder), Array(set.utf8))
    }

    enum Kind {
        case tls, kiosks

        var file: String {
            switch self {
            case .tls: "tls-ca"
            case .kiosks: "kiosk-ca"
            }
        }

        var commonName: String {
            switch self {
            case .tls: "TEST TLS AUTHORITY OF THE REFERENCE PORTAL"
            case .kiosks: "TEST KIOSK AUTHORITY OF THE REFERENCE PORTAL"
            }
        }
    }

    /// What machines shall pin now.
    var trust: PortalTrust { PortalTrust(authorities: tls.trusted.map { Data($0.certificate.der) }) }

    /// For everybody: no certificate is asked for.
    /// - Parameter names: DNS names by which the portal is reached, beside this machine's own.
    func openConfiguration(names: [String], now: UnixTime) throws -> TLSConfiguration {
        let own: [GeneralName] = [
            .dns("localhost"), .ip([127, 0, 0, 1]), .ip([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]),
        ]
        return try MachineTLS.server(
            tls.signing, as: .server(names.first ?? "localhost", names: own + names.map { .dns($0) }), now: now)
    }

    /// For machines: whoever shows no certificate of the kiosk authority ends in the handshake.
    func kioskConfiguration(names: [String], now: UnixTime) throws -> TLSConfiguration {
        try MachineTLS.demanding(
            certificatesOf: kiosks.trusted.map(\.certificate), openConfiguration(names: names, now: now))
    }
}
