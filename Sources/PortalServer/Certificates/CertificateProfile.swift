import KioskDomain
import SwiftASN1
import X509

/// Names that stand in certificates. Nothing is fetched from them yet; they are under `.test` (RFC 6761).
struct PKINames: Sendable {
    var base = "http://pki.psc-kiosk.test"
    var issuers: String { "\(base)/issuing-ca.cer" }
    var ocsp: String { "\(base)/ocsp" }
    var revocationList: String { "\(base)/issuing-ca.crl" }
    var freshestRevocationList: String { "\(base)/issuing-ca-delta.crl" }
    var practiceStatement: String { "\(base)/cps" }
    var notice: String { "TEST certificate of the psc-kiosk reference portal. Not valid for any real purpose." }
}

/// What the two certificates of an individual differ in: the profile of the national certification authority.
enum CertificateUse: String, CaseIterable {
    case authentication, signature

    private static let individual: ASN1ObjectIdentifier = [1, 2, 398, 3, 3, 4, 1, 1]

    var policy: ASN1ObjectIdentifier {
        switch self {
        case .authentication: [1, 2, 398, 3, 3, 2, 4]
        case .signature: [1, 2, 398, 3, 3, 2, 3]
        }
    }

    var keyUsage: KeyUsage {
        switch self {
        case .authentication: KeyUsage(digitalSignature: true, keyEncipherment: true)
        case .signature: KeyUsage(digitalSignature: true, nonRepudiation: true)
        }
    }

    func extendedKeyUsage() throws -> ExtendedKeyUsage {
        let individual = ExtendedKeyUsage.Usage(oid: Self.individual)
        switch self {
        case .authentication: return try ExtendedKeyUsage([.clientAuth, individual])
        case .signature: return try ExtendedKeyUsage([.emailProtection, individual])
        }
    }
}

/// Subject and extensions of an individual's certificate.
enum CertificateProfile {
    /// CN, SN, serialNumber = `IIN` and 12 digits, C = KZ, GN: all from the register, none from the request.
    static func subject(of person: Person) throws -> DistinguishedName {
        typealias Attribute = RelativeDistinguishedName.Attribute
        return try DistinguishedName([
            Attribute(type: .RDNAttributeType.commonName, value: .init(utf8String: person.commonName)),
            Attribute(type: .NameAttributes.surname, value: .init(utf8String: person.surname)),
            Attribute(
                type: .NameAttributes.serialNumber, value: .init(printableString: "IIN\(person.iin.digits)")),
            Attribute(type: .RDNAttributeType.countryName, value: .init(printableString: "KZ")),
            Attribute(type: .NameAttributes.givenName, value: .init(utf8String: person.givenName)),
        ])
    }

    static func extensions(
        _ use: CertificateUse, key: Certificate.PublicKey, issuerKey: Certificate.PublicKey, names: PKINames
    ) throws -> Certificate.Extensions {
        try Certificate.Extensions([
            .init(
                AuthorityInformationAccess([
                    .init(method: .issuingCA, location: .uniformResourceIdentifier(names.issuers)),
                    .init(method: .ocspServer, location: .uniformResourceIdentifier(names.ocsp)),
                ]), critical: false),
            .init(SubjectKeyIdentifier(hash: key), critical: false),
            .init(
                AuthorityKeyIdentifier(keyIdentifier: SubjectKeyIdentifier(hash: issuerKey).keyIdentifier),
                critical: false),
            .init(BasicConstraints.notCertificateAuthority, critical: false),
            PolicyExtensions.policies(use.policy, names: names),
            PolicyExtensions.distributionPoint([2, 5, 29, 31], names.revocationList),
            PolicyExtensions.distributionPoint([2, 5, 29, 46], names.freshestRevocationList),
            .init(use.keyUsage, critical: true),
            .init(use.extendedKeyUsage(), critical: false),
        ])
    }
}
