import Crypto
import HallContract
import KioskDevices
public import KioskDomain
import LocalAuthority
import NIOSSL
import PKIX

/// The authority of one centre: it certifies the hall itself and the machines that enrolled with it.
public struct HallAuthority: Sendable {
    static let file = "hall-ca"
    /// A machine that was off for longer enrols again.
    static let machineDays: Int64 = 90

    private let identity: KeptIdentity

    /// Loads the authority of a folder, or makes it (P-256, keys with mode 0600).
    public init(folder: String, now: UnixTime) throws {
        identity = try IdentityFolder(path: folder, organisation: "psc-kiosk hall", now: now).root(
            Self.file, .ecP256, commonName: "Authority of the hall",
            constraints: BasicConstraints(isAuthority: true, pathLength: 0))
    }

    /// What the machines of the centre trust, PEM.
    public var certificate: String { identity.certificate.pem }

    /// SHA-256 of the authority's certificate, hexadecimal: it pins the hall before its certificate is known.
    public var fingerprint: String { Hexadecimal.text(Array(SHA256.hash(data: identity.certificate.der))) }

    /// A certificate for a machine's key.
    ///
    /// - Throws: `queue.hall-refused` for a request that does not prove its key, or a key that is not P-256.
    func certify(_ request: [UInt8], name: String, role: HallRole, now: UnixTime) throws(Failure) -> Certificate {
        guard let key = CertificationRequest.provenKey(request) else {
            throw Failure(.hallRefused, "the certificate request proves no P-256 key")
        }
        return try identity.certify(
            key.info, as: .client(name, roles: [role.rawValue]), days: Self.machineDays, now: now)
    }

    /// The hall's own, with a new key at each start.
    func serverConfiguration(now: UnixTime) throws -> TLSConfiguration {
        try MachineTLS.server(identity, as: .server("hall", roles: ["hall"]), now: now)
    }

    /// As above, for who shows a certificate of this authority only.
    func mutualConfiguration(now: UnixTime) throws -> TLSConfiguration {
        try MachineTLS.demanding(certificatesOf: [identity.certificate], serverConfiguration(now: now))
    }
}
