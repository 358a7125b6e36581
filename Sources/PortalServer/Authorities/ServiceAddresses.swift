import PKIX

/// Where the services of the test authorities are, as it stands in certificates.
struct ServiceAddresses: Sendable, Hashable {
    /// Such as `http://127.0.0.1:8580`; no path.
    let base: String

    /// What a certificate of the family's issuing authority names.
    func profile(_ family: KeyFamily) -> NCAProfile.Addresses {
        NCAProfile.Addresses(
            list: ["\(base)/crl/\(family.rawValue).crl"], delta: ["\(base)/crl/\(family.rawValue)-delta.crl"],
            issuer: ["\(base)/cert/\(family.rawValue).cer"], ocsp: ["\(base)/ocsp"],
            practiceStatement: "\(base)/cps")
    }

    /// What the issuing authority's own certificate names.
    func rootExtensions(_ family: KeyFamily) -> [CertificateExtension] {
        [
            .crlDistributionPoints(["\(base)/crl/root-\(family.rawValue).crl"]),
            .authorityInformationAccess(caIssuers: ["\(base)/cert/root-\(family.rawValue).cer"], ocsp: []),
        ]
    }
}
