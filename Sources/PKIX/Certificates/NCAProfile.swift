import SwiftASN1

/// The shape of the certificates that the national certification authority issues (facts of the NCA, 3.1), for the
/// reference portal's own authority.
public struct NCAProfile: Sendable, Hashable {
    /// Which certificate.
    public enum Kind: Sendable, Hashable {
        /// A person's, to sign.
        case individualSignature
        /// A person's, to log in.
        case individualAuthentication
        /// A person's, for both, as with one GOST 2015 set.
        case individualBoth
        /// A legal entity's, to sign; the holder's part in it.
        case legalEntitySignature(CertificateHolder)
        /// A legal entity's, to log in (L1); the holder's part in it.
        case legalEntityAuthentication(CertificateHolder)
    }

    /// Where the authority's services are.
    public struct Addresses: Sendable, Hashable {
        /// Certificate list.
        public var list: [String]
        /// Delta list.
        public var delta: [String]
        /// The authority's certificate.
        public var issuer: [String]
        /// OCSP.
        public var ocsp: [String]
        /// The practice statement.
        public var practiceStatement: String

        /// Every field as given.
        public init(list: [String], delta: [String], issuer: [String], ocsp: [String], practiceStatement: String) {
            self.list = list
            self.delta = delta
            self.issuer = issuer
            self.ocsp = ocsp
            self.practiceStatement = practiceStatement
        }
    }

    /// Which certificate.
    public var kind: Kind
    /// Where the authority's services are.
    public var addresses: Addresses

    /// Every field as given.
    public init(_ kind: Kind, addresses: Addresses) {
        self.kind = kind
        self.addresses = addresses
    }

    /// The extensions of a certificate for this key by that authority.
    public func extensions(for key: SubjectPublicKeyInfo, issuer: Certificate) -> [CertificateExtension] {
        let issuerKey = issuer.extensions.subjectKeyIdentifier ?? issuer.subjectPublicKeyInfo.keyIdentifier
        return [
            .keyUsage(keyUsage), .extendedKeyUsage(extendedKeyUsage), .authorityKeyIdentifier(issuerKey),
            .subjectKeyIdentifier(key),
            .policy(policy, practiceStatement: addresses.practiceStatement, notice: addresses.practiceStatement),
            .crlDistributionPoints(addresses.list), .freshestCRL(addresses.delta),
            .authorityInformationAccess(caIssuers: addresses.issuer, ocsp: addresses.ocsp),
        ]
    }

    private var keyUsage: KeyUsage {
        switch kind {
        case .individualSignature, .legalEntitySignature: [.digitalSignature, .nonRepudiation]
        case .individualAuthentication, .legalEntityAuthentication: [.digitalSignature, .keyEncipherment]
        case .individualBoth: [.digitalSignature, .nonRepudiation, .keyEncipherment]
        }
    }

    private var extendedKeyUsage: [ASN1ObjectIdentifier] {
        let individual = KZ.individual
        return switch kind {
        case .individualSignature: [ExtendedKeyUsage.emailProtection, individual]
        case .individualAuthentication: [ExtendedKeyUsage.clientAuth, individual]
        case .individualBoth: [ExtendedKeyUsage.clientAuth, ExtendedKeyUsage.emailProtection, individual]
        case .legalEntitySignature(let holder):
            [ExtendedKeyUsage.emailProtection, KZ.legalEntity] + (KZ.part(of: holder).map { [$0] } ?? [])
        case .legalEntityAuthentication(let holder):
            [ExtendedKeyUsage.clientAuth, KZ.legalEntity] + (KZ.part(of: holder).map { [$0] } ?? [])
        }
    }

    private var policy: ASN1ObjectIdentifier {
        switch kind {
        case .individualSignature, .individualBoth: KZ.policyIndividualSign
        case .individualAuthentication: KZ.policyIndividualAuthentication
        case .legalEntitySignature: KZ.policyLegalEntitySign
        case .legalEntityAuthentication: KZ.policyLegalEntityAuthentication
        }
    }
}

extension KZ {
    static let individual: ASN1ObjectIdentifier = [1, 2, 398, 3, 3, 4, 1, 1]
    static let legalEntity: ASN1ObjectIdentifier = [1, 2, 398, 3, 3, 4, 1, 2]

    /// The name of a holder's part in a legal entity; nil for who has none.
    static func part(of holder: CertificateHolder) -> ASN1ObjectIdentifier? {
        guard let name = try? ASN1ObjectIdentifier(dotRepresentation: holder.rawValue), name.isWithin(legalEntity),
            name != legalEntity
        else { return nil }
        return name
    }
}
