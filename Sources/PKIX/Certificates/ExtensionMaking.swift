public import SwiftASN1

/// Extensions that authorities write (RFC 5280, 4.2).
extension CertificateExtension {
    /// Critical.
    public static func keyUsage(_ usage: KeyUsage) -> CertificateExtension {
        CertificateExtension(
            ExtensionName.keyUsage, isCritical: true, value: DEREncoding.namedBits(usage.rawValue))
    }

    /// Not critical unless it is said: RFC 3161 wants it for time stamps.
    public static func extendedKeyUsage(
        _ names: [ASN1ObjectIdentifier], isCritical: Bool = false
    ) -> CertificateExtension {
        CertificateExtension(
            ExtensionName.extendedKeyUsage, isCritical: isCritical,
            value: DEREncoding.sequence(of: names.map(DEREncoding.objectIdentifier)))
    }

    /// Critical.
    public static func basicConstraints(_ constraints: BasicConstraints) -> CertificateExtension {
        CertificateExtension(
            ExtensionName.basicConstraints, isCritical: true,
            value: DEREncoding.sequence(
                of: (constraints.isAuthority ? [DEREncoding.yes] : [])
                    + (constraints.pathLength.map { [DEREncoding.integer($0)] } ?? [])))
    }

    /// The usual identifier of a key.
    public static func subjectKeyIdentifier(_ key: SubjectPublicKeyInfo) -> CertificateExtension {
        CertificateExtension(
            ExtensionName.subjectKeyIdentifier, value: DEREncoding.octetString(key.keyIdentifier))
    }

    /// The issuer's subject key identifier.
    public static func authorityKeyIdentifier(_ identifier: [UInt8]) -> CertificateExtension {
        CertificateExtension(
            ExtensionName.authorityKeyIdentifier,
            value: DEREncoding.sequence(DEREncoding.primitive(DEREncoding.context(0), identifier)))
    }

    /// One policy, with the address of its practice statement and a notice when given.
    public static func policy(
        _ name: ASN1ObjectIdentifier, practiceStatement: String? = nil, notice: String? = nil
    ) -> CertificateExtension {
        var qualifiers: [[UInt8]] = []
        if let practiceStatement {
            qualifiers.append(
                DEREncoding.sequence(
                    DEREncoding.objectIdentifier(AccessName.practiceStatement),
                    DEREncoding.ia5String(practiceStatement)))
        }
        if let notice {
            qualifiers.append(
                DEREncoding.sequence(
                    DEREncoding.objectIdentifier(AccessName.userNotice),
                    DEREncoding.sequence(DEREncoding.utf8String(notice))))
        }
        let policy =
            [DEREncoding.objectIdentifier(name)]
            + (qualifiers.isEmpty ? [] : [DEREncoding.sequence(of: qualifiers)])
        return CertificateExtension(
            ExtensionName.certificatePolicies, value: DEREncoding.sequence(DEREncoding.sequence(of: policy)))
    }

    /// Where the list is.
    public static func crlDistributionPoints(_ addresses: [String]) -> CertificateExtension {
        CertificateExtension(ExtensionName.crlDistributionPoints, value: distributionPoints(addresses))
    }

    /// Where the delta list is.
    public static func freshestCRL(_ addresses: [String]) -> CertificateExtension {
        CertificateExtension(ExtensionName.freshestCRL, value: distributionPoints(addresses))
    }

    /// Where the issuer's certificate and OCSP are.
    public static func authorityInformationAccess(caIssuers: [String], ocsp: [String]) -> CertificateExtension {
        let descriptions = caIssuers.map { (AccessName.caIssuers, $0) } + ocsp.map { (AccessName.ocsp, $0) }
        return CertificateExtension(
            ExtensionName.authorityInformationAccess,
            value: DEREncoding.sequence(
                of: descriptions.map { method, address in
                    DEREncoding.sequence(DEREncoding.objectIdentifier(method), GeneralName.uri(address).der)
                }))
    }

    /// Other names of the subject.
    public static func subjectAlternativeNames(_ names: [GeneralName]) -> CertificateExtension {
        CertificateExtension(
            ExtensionName.subjectAlternativeName, value: DEREncoding.sequence(of: names.map(\.der)))
    }

    /// Critical.
    public static func nameConstraints(_ constraints: NameConstraints) -> CertificateExtension {
        func subtrees(_ number: UInt, _ names: [GeneralName]) -> [[UInt8]] {
            guard !names.isEmpty else { return [] }
            return [
                DEREncoding.constructed(DEREncoding.context(number), names.map { DEREncoding.sequence($0.der) })
            ]
        }
        return CertificateExtension(
            ExtensionName.nameConstraints, isCritical: true,
            value: DEREncoding.sequence(
                of: subtrees(0, constraints.permitted) + subtrees(1, constraints.excluded)))
    }

    /// For a responder's certificate (RFC 6960, 4.2.2.2.1).
    public static var ocspNoCheck: CertificateExtension {
        CertificateExtension(ExtensionName.ocspNoCheck, value: DEREncoding.null)
    }

    private static func distributionPoints(_ addresses: [String]) -> [UInt8] {
        DEREncoding.sequence(
            of: addresses.map { address in
                let fullName = DEREncoding.constructed(DEREncoding.context(0), [GeneralName.uri(address).der])
                return DEREncoding.sequence(DEREncoding.explicit(0, fullName))
            })
    }
}
