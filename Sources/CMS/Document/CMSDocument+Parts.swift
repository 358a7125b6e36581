import PKIX

extension CMSDocument {
    /// Adds a signature with what belongs to it; what is there already is not added twice.
    mutating func append(_ signer: SignerInfo, certificates: [Certificate]) {
        let algorithm = signer.digestAlgorithm.der
        if !digestAlgorithms.contains(algorithm) { digestAlgorithms.append(algorithm) }
        for certificate in certificates where !certificateChoices.contains(certificate.der) {
            certificateChoices.append(certificate.der)
        }
        signerInfos.append(signer)
    }
}
