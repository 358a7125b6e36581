import KioskDomain
import PKIX
import SwiftASN1

extension CertificateReport {
    /// From a certificate; the IIN is masked here, once and for all.
    init(_ certificate: Certificate) {
        let subject = certificate.subject
        self.init(
            name: subject.first(.NameAttributes.commonName) ?? "",
            organisation: subject.first(.NameAttributes.organizationName),
            maskedIIN: certificate.individualNumber?.iin.masked, bin: certificate.organisationNumber,
            serialNumber: certificate.serialNumber.description,
            issuer: certificate.issuer.first(.NameAttributes.commonName) ?? certificate.issuer.description,
            notBefore: certificate.notBefore, notAfter: certificate.notAfter,
            keyAlgorithm: certificate.publicKey?.algorithm.name
                ?? certificate.subjectPublicKeyInfo.algorithm.algorithm.dotted)
    }
}
