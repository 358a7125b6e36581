import Crypto
import FoundationEssentials
import KioskDomain
import NIOSSL
import SwiftASN1
import X509

/// The portal's own TLS: a local authority whose certificate (`tls-ca.pem`) the kiosks pin, and a server certificate
/// for this machine, new at each start.
struct TLSAuthority: Sendable {
    static let name = "tls-ca"

    let authority: Authority

    init(folder: String, now: UnixTime) throws {
        authority = try Authority(
            folder: folder, name: Self.name, commonName: "TEST TLS AUTHORITY OF THE REFERENCE PORTAL", now: now
        ) { Certificate.PrivateKey(P256.Signing.PrivateKey()) }
    }

    /// For `localhost`, 127.0.0.1 and ::1.
    func serverConfiguration(now: UnixTime) throws -> TLSConfiguration {
        let key = P256.Signing.PrivateKey()
        let names = SubjectAlternativeNames([
            .dnsName("localhost"), .ipAddress(ASN1OctetString(contentBytes: [127, 0, 0, 1])),
            .ipAddress(ASN1OctetString(contentBytes: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])),
        ])
        let certificate = try Certificate(
            version: .v3, serialNumber: .init(), publicKey: .init(key.publicKey),
            notValidBefore: Date(now - .seconds(3_600)), notValidAfter: Date(now + .seconds(397 * 86_400)),
            issuer: authority.certificate.subject, subject: try DistinguishedName { CommonName("localhost") },
            extensions: try Certificate.Extensions([
                .init(names, critical: false),
                .init(KeyUsage(digitalSignature: true), critical: true),
                .init(try ExtendedKeyUsage([.serverAuth]), critical: false),
                .init(
                    AuthorityKeyIdentifier(
                        keyIdentifier: SubjectKeyIdentifier(hash: authority.key.publicKey).keyIdentifier),
                    critical: false),
            ]), issuerPrivateKey: authority.key)
        var coder = DER.Serializer()
        try coder.serialize(certificate)
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: [.certificate(try NIOSSLCertificate(bytes: coder.serializedBytes, format: .der))],
            privateKey: .privateKey(try NIOSSLPrivateKey(bytes: Array(key.derRepresentation), format: .der)))
        configuration.minimumTLSVersion = .tlsv12
        return configuration
    }
}
