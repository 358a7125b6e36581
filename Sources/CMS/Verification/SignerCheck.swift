import KioskDomain
import PKIX
import SwiftASN1

/// Whether one signature's parts fit together: content, attributes, value, certificate's key. Trust is no question here.
struct SignerCheck {
    let signer: SignerInfo
    let contentType: ASN1ObjectIdentifier

    /// Finds the signer's certificate: one that is named by issuer and number (or key identifier), and where there are
    /// several, the one that is named under the signature.
    func certificate(among certificates: [Certificate]) -> Certificate? {
        let named = certificates.filter { signer.names($0) }
        let references = signer.signedAttributes?.signingCertificates ?? []
        return named.first { certificate in references.contains { $0.names(certificate) == true } } ?? named.first
    }

    /// The algorithm; nil when it is not known here, or digest and signature do not fit.
    var algorithm: SignatureAlgorithm? {
        DigestAlgorithm(signer.digestAlgorithm).flatMap { SignatureAlgorithm(signer.signatureAlgorithm, digest: $0) }
    }

    /// The algorithm's name for people, or the numbers where it is not known.
    func algorithmName(_ certificate: Certificate?) -> String {
        let digest = DigestAlgorithm(signer.digestAlgorithm).map(\.rawValue) ?? signer.digestAlgorithm.algorithm.dotted
        let key = certificate?.publicKey?.algorithm.name ?? signer.signatureAlgorithm.algorithm.dotted
        return "\(key), \(digest)"
    }

    /// What does not fit.
    ///
    /// - Parameter contentDigest: gives the content's digest by an algorithm; nil when the content is not at hand.
    func problems(
        _ certificate: Certificate, contentDigest: (DigestAlgorithm) -> [UInt8]?
    ) -> [SignatureProblem] {
        guard let algorithm, let key = certificate.publicKey else {
            let names = [signer.signatureAlgorithm, signer.digestAlgorithm].map(\.algorithm.dotted)
            return [SignatureProblem(.signAlgorithm, .value, names.joined(separator: " with "))]
        }
        guard algorithm.fits(key.algorithm) else {
            return [SignatureProblem(.signatureInvalid, .value, "the certificate's key is of another kind")]
        }
        guard let digest = contentDigest(algorithm.digestAlgorithm) else {
            return [SignatureProblem(.documentMalformed, .content, "the content is neither attached nor given")]
        }
        let signed: [UInt8]
        var found: [SignatureProblem] = []
        if let attributes = signer.signedAttributes {
            found = problems(attributes, digest, certificate)
            signed = algorithm.digestAlgorithm.digest(attributes.toBeSigned)
        } else {
            if contentType != OID.data {
                found.append(SignatureProblem(.signatureInvalid, .attributes, "content type is not signed"))
            }
            signed = digest
        }
        if !key.verify(signature: Array(signer.signature), digest: signed, algorithm: algorithm) {
            found.append(SignatureProblem(.signatureInvalid, .value, "not of this key over these attributes"))
        }
        return found
    }

    private func problems(
        _ attributes: SignedAttributes, _ digest: [UInt8], _ certificate: Certificate
    ) -> [SignatureProblem] {
        var found: [SignatureProblem] = []
        if attributes.messageDigest != digest {
            found.append(SignatureProblem(.signatureInvalid, .content, "message-digest is of another content"))
        }
        if attributes.contentType != contentType {
            found.append(SignatureProblem(.signatureInvalid, .attributes, "content-type is another"))
        }
        for reference in attributes.signingCertificates where reference.names(certificate) != true {
            let unknown = reference.digestAlgorithm == nil
            found.append(
                SignatureProblem(
                    unknown ? .signAlgorithm : .signatureInvalid, .attributes,
                    unknown ? "signing-certificate: digest not known" : "signing-certificate is another"))
        }
        return found
    }
}
