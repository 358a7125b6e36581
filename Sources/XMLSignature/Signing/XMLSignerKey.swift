import PKIX

/// A certificate whose key can make XML signatures, and how it makes them.
struct XMLSignerKey {
    let certificate: Certificate
    let key: PublicKey
    let algorithm: SignatureAlgorithm

    init(_ certificate: Certificate) throws(XMLSignatureError) {
        guard let key = certificate.publicKey else {
            throw .algorithm("the key of the certificate is of an unknown kind")
        }
        self.certificate = certificate
        self.key = key
        algorithm = key.algorithm.signatureAlgorithm
    }
}
