import KioskDevices
import KioskDomain
import PKIX
import SwiftASN1

/// A certification authority for one test, with people who have keys of each kind.
struct TestAuthority {
    static let now = UnixTime(milliseconds: 1_790_000_000_000)
    static let year = Duration.seconds(365 * 86400)

    let key: PrivateKey
    let certificate: Certificate
    /// Where its services are; empty leaves the extensions out.
    var ocsp = ""
    var list = ""
    var issuer = ""

    init(_ algorithm: KeyAlgorithm = .ecP256, name: String = "Test Authority") throws {
        key = try PrivateKey.generate(algorithm)
        let subject = DistinguishedName([.init(.NameAttributes.commonName, name)])
        let info = key.publicKey.info
        let builder = CertificateBuilder(
            serialNumber: .random(), issuer: subject, subject: subject, notBefore: Self.now + Self.year * -5,
            notAfter: Self.now + Self.year * 5, publicKey: info,
            extensions: [
                .basicConstraints(BasicConstraints(isAuthority: true)), .keyUsage([.keyCertSign, .cRLSign]),
                .subjectKeyIdentifier(info),
            ])
        let signer = key
        certificate = try builder.signed(algorithm.signatureAlgorithm) { digest throws(Failure) in
            try signer.sign(digest: digest)
        }
    }

    /// A certificate for somebody's key: a person's, to sign, unless said otherwise.
    func issue(
        _ publicKey: PublicKey, name: String = "DEMO PERSON 1", iin: String? = "900101300017",
        usages: [ASN1ObjectIdentifier] = [ExtendedKeyUsage.emailProtection, [1, 2, 398, 3, 3, 4, 1, 1]],
        from: Duration = .seconds(-86400), until: Duration = Self.year, isAuthority: Bool = false,
        extra: [CertificateExtension] = []
    ) throws -> Certificate {
        var subject = [DistinguishedName.Attribute(.NameAttributes.commonName, name)]
        if let iin { subject.append(.init(.NameAttributes.serialNumber, "IIN" + iin)) }
        var extensions: [CertificateExtension] = [
            .subjectKeyIdentifier(publicKey.info),
            .authorityKeyIdentifier(certificate.extensions.subjectKeyIdentifier ?? []),
            .basicConstraints(BasicConstraints(isAuthority: isAuthority)),
            .keyUsage(isAuthority ? [.keyCertSign, .cRLSign] : [.digitalSignature, .nonRepudiation]),
        ]
        if !usages.isEmpty {
            extensions.append(.extendedKeyUsage(usages, isCritical: usages == [ExtendedKeyUsage.timeStamping]))
        }
        if !ocsp.isEmpty || !issuer.isEmpty {
            extensions.append(
                .authorityInformationAccess(
                    caIssuers: issuer.isEmpty ? [] : [issuer], ocsp: ocsp.isEmpty ? [] : [ocsp]))
        }
        if !list.isEmpty { extensions.append(.crlDistributionPoints([list])) }
        let builder = CertificateBuilder(
            serialNumber: .random(), issuer: certificate.subject, subject: DistinguishedName(subject),
            notBefore: Self.now + from, notAfter: Self.now + until, publicKey: publicKey.info,
            extensions: extensions + extra)
        let signer = key
        return try builder.signed(key.algorithm.signatureAlgorithm) { digest throws(Failure) in
            try signer.sign(digest: digest)
        }
    }
}
