import KioskDevices
import KioskDomain
import PKIX
import SwiftASN1

/// A certificate authority made for a test.
struct DemoAuthority {
    let key: PrivateKey
    let certificate: Certificate

    static let start = UnixTime(milliseconds: 1_700_000_000_000)
    static let end = UnixTime(milliseconds: 1_900_000_000_000)
    static let now = UnixTime(milliseconds: 1_750_000_000_000)
    static let addresses = NCAProfile.Addresses(
        list: ["http://ca.example/list.crl"], delta: ["http://ca.example/delta.crl"],
        issuer: ["http://ca.example/ca.cer"], ocsp: ["http://ca.example/ocsp"],
        practiceStatement: "http://ca.example/cps")

    /// A self-signed root, or one below `above`.
    init(
        _ name: String = "Demo Authority", _ algorithm: KeyAlgorithm = .ecP256, below above: DemoAuthority? = nil,
        constraints: BasicConstraints? = BasicConstraints(isAuthority: true),
        usage: KeyUsage? = [.keyCertSign, .cRLSign],
        names: NameConstraints? = nil, extra: [CertificateExtension] = [], notAfter: UnixTime = DemoAuthority.end
    ) throws {
        let key = try PrivateKey.generate(algorithm)
        var extensions: [CertificateExtension] = [.subjectKeyIdentifier(key.publicKey.info)]
        if let constraints { extensions.append(.basicConstraints(constraints)) }
        if let usage { extensions.append(.keyUsage(usage)) }
        if let names { extensions.append(.nameConstraints(names)) }
        if let above {
            extensions.append(.authorityKeyIdentifier(above.certificate.subjectPublicKeyInfo.keyIdentifier))
            extensions.append(.authorityInformationAccess(caIssuers: ["http://ca.example/above.cer"], ocsp: []))
        }
        let subject = DistinguishedName([
            .init(.NameAttributes.commonName, name), .init(.NameAttributes.countryName, "KZ"),
        ])
        let builder = CertificateBuilder(
            serialNumber: .random(), issuer: above?.certificate.subject ?? subject, subject: subject,
            notBefore: Self.start, notAfter: notAfter, publicKey: key.publicKey.info,
            extensions: extensions + extra)
        let signer = above?.key ?? key
        self.key = key
        certificate = try builder.signed(signer.algorithm.signatureAlgorithm) { digest throws(Failure) in
            try signer.sign(digest: digest)
        }
    }

    /// A certificate for a key, in the NCA's shape unless extensions are given.
    func issue(
        to publicKey: SubjectPublicKeyInfo, subject: DistinguishedName = DemoAuthority.person,
        kind: NCAProfile.Kind = .individualSignature, extensions: [CertificateExtension]? = nil,
        notBefore: UnixTime = DemoAuthority.start, notAfter: UnixTime = DemoAuthority.end
    ) throws -> Certificate {
        let profile = NCAProfile(kind, addresses: Self.addresses)
        let builder = CertificateBuilder(
            serialNumber: .random(), issuer: certificate.subject, subject: subject, notBefore: notBefore,
            notAfter: notAfter, publicKey: publicKey,
            extensions: extensions ?? profile.extensions(for: publicKey, issuer: certificate))
        return try builder.signed(key.algorithm.signatureAlgorithm) { digest throws(Failure) in
            try key.sign(digest: digest)
        }
    }

    /// A list of these entries.
    func list(
        _ entries: [CertificateListBuilder.Entry], number: Int = 1, base: Int? = nil,
        thisUpdate: UnixTime = DemoAuthority.now, nextUpdate: UnixTime = DemoAuthority.now + .seconds(7 * 86_400)
    ) throws -> CertificateList {
        let builder = CertificateListBuilder(
            issuer: certificate, thisUpdate: thisUpdate, nextUpdate: nextUpdate, number: number, baseNumber: base,
            entries: entries)
        return try builder.signed(key.algorithm.signatureAlgorithm) { digest throws(Failure) in
            try key.sign(digest: digest)
        }
    }

    /// A person's name in the NCA's shape; the number is made up, with a right check digit.
    static let person = DistinguishedName([
        .init(.NameAttributes.commonName, "Demo Person 1"), .init(.NameAttributes.surname, "Demo"),
        .init(.NameAttributes.serialNumber, "IIN900101300017"), .init(.NameAttributes.countryName, "KZ"),
        .init(.NameAttributes.givenName, "Ә \"+\" Person"),
    ])
}
