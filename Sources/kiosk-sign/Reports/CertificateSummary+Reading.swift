import HelperProtocol
import KioskDevices
import KioskDomain
import PKIX
import SwiftASN1

extension CertificateSummary {
    /// From a certificate.
    init(_ certificate: Certificate) {
        self.init(der: certificate.der, notBefore: certificate.notBefore, notAfter: certificate.notAfter)
        subject = certificate.subject.description
        subjectName = certificate.subject.first(.NameAttributes.commonName) ?? ""
        issuer = certificate.issuer.description
        issuerName = certificate.issuer.first(.NameAttributes.commonName) ?? issuer
        serialNumber = certificate.serialNumber.description
        keyAlgorithm =
            certificate.publicKey?.algorithm.name ?? certificate.subjectPublicKeyInfo.algorithm.algorithm.dotted
        scheme = (certificate.publicKey?.algorithm.signatureAlgorithm).flatMap(SignatureScheme.init)
        keyUsage = certificate.extensions.keyUsage.map(Self.names)
        extendedKeyUsage = certificate.extensions.extendedKeyUsage?.map(\.dotted)
        policies = certificate.extensions.policies.map(\.dotted)
        subjectKeyIdentifier = Hexadecimal.text(certificate.extensions.subjectKeyIdentifier ?? [])
        authorityKeyIdentifier = Hexadecimal.text(certificate.extensions.authorityKeyIdentifier?.keyIdentifier ?? [])
        iin = certificate.individualNumber?.iin.digits
        bin = certificate.organisationNumber
        organisation = certificate.subject.first(.NameAttributes.organizationName)
        role = certificate.holder.flatMap(Role.init)
        isAuthority = certificate.extensions.basicConstraints?.isAuthority ?? false
        fingerprint = Hexadecimal.text(DigestAlgorithm.sha256.digest(certificate.der))
        publicKeyHash = Hexadecimal.text(DigestAlgorithm.sha256.digest(certificate.subjectPublicKeyInfo.der))
    }

    private static func names(_ usage: KeyUsage) -> [String] {
        let all: [(KeyUsage, String)] = [
            (.digitalSignature, "digitalSignature"), (.nonRepudiation, "nonRepudiation"),
            (.keyEncipherment, "keyEncipherment"), (.dataEncipherment, "dataEncipherment"),
            (.keyAgreement, "keyAgreement"), (.keyCertSign, "keyCertSign"), (.cRLSign, "cRLSign"),
        ]
        return all.filter { usage.contains($0.0) }.map(\.1)
    }
}

extension CertificateSummary.Role {
    fileprivate init?(_ holder: CertificateHolder) {
        switch holder {
        case .individual: self = .individual
        case .legalEntity: self = .legalEntity
        case .chiefExecutive: self = .chiefExecutive
        case .signatory: self = .rightToSign
        case .financialSignatory: self = .rightToSignFinancial
        case .humanResources: self = .humanResources
        case .employee: self = .employee
        case .authorityStaff, .authorityAdministrator, .authorityManager, .authorityOperator: return nil
        }
    }
}

extension SignatureScheme {
    /// Nil for algorithms that no key of ours signs with.
    init?(_ algorithm: SignatureAlgorithm) {
        switch algorithm {
        case .rsaSHA256: self = .rsaSHA256
        case .rsaSHA384: self = .rsaSHA384
        case .rsaSHA512: self = .rsaSHA512
        case .ecdsaSHA256: self = .ecdsaSHA256
        case .ecdsaSHA384: self = .ecdsaSHA384
        case .ecdsaSHA512: self = .ecdsaSHA512
        case .gost2004: self = .gost2004
        case .gost2015_256: self = .gost2015_256
        case .gost2015_512: self = .gost2015_512
        case .rsaSHA1, .rsaPSSSHA256, .rsaPSSSHA384, .rsaPSSSHA512: return nil
        }
    }

    var algorithm: SignatureAlgorithm {
        switch self {
        case .rsaSHA256: .rsaSHA256
        case .rsaSHA384: .rsaSHA384
        case .rsaSHA512: .rsaSHA512
        case .ecdsaSHA256: .ecdsaSHA256
        case .ecdsaSHA384: .ecdsaSHA384
        case .ecdsaSHA512: .ecdsaSHA512
        case .gost2004: .gost2004
        case .gost2015_256: .gost2015_256
        case .gost2015_512: .gost2015_512
        }
    }
}

extension SigningKeyAlgorithm {
    var algorithm: KeyAlgorithm {
        switch self {
        case .rsa2048: .rsa(bits: 2048)
        case .rsa3072: .rsa(bits: 3072)
        case .rsa4096: .rsa(bits: 4096)
        case .ecP256: .ecP256
        case .ecP384: .ecP384
        case .gost2004: .gost2004
        case .gost2015_256: .gost2015_256
        case .gost2015_512: .gost2015_512
        }
    }
}
