import KioskDomain
import LocalAuthority
import NIOSSL
import PKIX
import SwiftASN1

/// The portal's own TLS: a local authority whose certificate (`tls-ca.pem`) the kiosks pin, and a server certificate
/// for this machine, new at each start.
struct TLSAuthority: Sendable {
    static let name = "tls-ca"

    let authority: KeptIdentity

    init(folder: String, now: UnixTime) throws {
        authority = try IdentityFolder.portal(path: folder, now: now).root(
            Self.name, .ecP256, commonName: "TEST TLS AUTHORITY OF THE REFERENCE PORTAL",
            constraints: BasicConstraints(isAuthority: true, pathLength: 0))
    }

    /// For `localhost`, 127.0.0.1 and ::1.
    func serverConfiguration(now: UnixTime) throws -> TLSConfiguration {
        let key = try PrivateKey.generate(.ecP256)
        let names: [GeneralName] = [
            .dns("localhost"), .ip([127, 0, 0, 1]), .ip([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]),
        ]
        let certificate = try authority.certify(
            CertificateBuilder(
                serialNumber: .random(), issuer: authority.certificate.subject,
                subject: DistinguishedName([.init(.NameAttributes.commonName, "localhost")]),
                notBefore: (now - .seconds(3_600)).wholeSeconds, notAfter: (now + .seconds(397 * 86_400)).wholeSeconds,
                publicKey: key.publicKey.info,
                extensions: [
                    .subjectAlternativeNames(names), .keyUsage([.digitalSignature]),
                    .extendedKeyUsage([ExtendedKeyUsage.serverAuth]), authority.authorityKeyIdentifier,
                ]))
        let secret = try key.withPKCS8 { try NIOSSLPrivateKey(bytes: Array($0), format: .der) }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: [.certificate(try NIOSSLCertificate(bytes: certificate.der, format: .der))],
            privateKey: .privateKey(secret))
        configuration.minimumTLSVersion = .tlsv12
        return configuration
    }
}
