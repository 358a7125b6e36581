import Crypto
import HallContract
import KioskDevices
public import KioskDomain
import LocalAuthority
import NIOSSL
import PKIX
import SwiftASN1

/// The authority of one centre: it certifies the hall itself and the machines that enrolled with it.
public struct HallAuthority: Sendable {
    static let file = "hall-ca"
    /// A machine that was off for longer enrols again.
    static let machineDays: Int64 = 90
    private static let serverDays: Int64 = 5 * 365

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
        guard let wish = try? CertificationRequest.read(request), let key = wish.publicKey, key.algorithm == .ecP256,
            wish.provesPossession
        else { throw Failure(.hallRefused, "the certificate request proves no P-256 key") }
        return try issue(
            key.info, name: name, unit: role.rawValue, usage: ExtendedKeyUsage.clientAuth, days: Self.machineDays, now)
    }

    /// The hall's own, with a new key at each start.
    func serverConfiguration(now: UnixTime) throws -> TLSConfiguration {
        let key = try PrivateKey.generate(.ecP256)
        let certificate = try issue(
            key.publicKey.info, name: "hall", unit: "hall", usage: ExtendedKeyUsage.serverAuth, days: Self.serverDays,
            now)
        let secret = try key.withPKCS8 { try NIOSSLPrivateKey(bytes: Array($0), format: .der) }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: [.certificate(try NIOSSLCertificate(bytes: certificate.der, format: .der))],
            privateKey: .privateKey(secret))
        configuration.minimumTLSVersion = .tlsv13
        return configuration
    }

    /// As above, for who shows a certificate of this authority only.
    func mutualConfiguration(now: UnixTime) throws -> TLSConfiguration {
        var configuration = try serverConfiguration(now: now)
        configuration.certificateVerification = .noHostnameVerification
        configuration.trustRoots = .certificates([
            try NIOSSLCertificate(bytes: identity.certificate.der, format: .der)
        ])
        return configuration
    }

    private func issue(
        _ key: SubjectPublicKeyInfo, name: String, unit: String, usage: ASN1ObjectIdentifier, days: Int64,
        _ now: UnixTime
    ) throws(Failure) -> Certificate {
        try identity.certify(
            CertificateBuilder(
                serialNumber: .random(), issuer: identity.certificate.subject,
                subject: DistinguishedName([
                    .init(.NameAttributes.commonName, name), .init(.NameAttributes.organizationalUnitName, unit),
                ]),
                notBefore: (now - .seconds(3600)).wholeSeconds,
                notAfter: min((now + .seconds(days * 86_400)).wholeSeconds, identity.certificate.notAfter),
                publicKey: key,
                extensions: [
                    .basicConstraints(BasicConstraints(isAuthority: false, pathLength: nil)),
                    .keyUsage([.digitalSignature]), .extendedKeyUsage([usage]), identity.authorityKeyIdentifier,
                ]))
    }
}
