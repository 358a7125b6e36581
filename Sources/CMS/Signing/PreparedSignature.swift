public import KioskDevices
import KioskDomain
public import PKIX

/// A signature in want of its value: the key may lie on a card, in a token, a file or a TPM. It is given
/// ``digestToSign`` and answers with the bytes that ``SignatureAlgorithm`` describes.
public struct PreparedSignature: Sendable {
    /// What the key signs: the digest of the signed attributes.
    public let digestToSign: [UInt8]
    /// How the key signs.
    public let signatureAlgorithm: SignatureAlgorithm
    /// Whose key it must be.
    public let certificate: Certificate

    let document: CMSDocument
    let signedAttributes: [UInt8]
    let certificates: [Certificate]

    /// The finished document. The value is verified first, so that a wrong key, a swapped card or a broken module never
    /// makes a document that others refuse.
    ///
    /// - Throws: `signature.invalid` when the value is not of the certificate's key or not over this digest.
    public func complete(signature: [UInt8]) throws(Failure) -> CMSDocument {
        let key = certificate.publicKey
        guard key?.verify(signature: signature, digest: digestToSign, algorithm: signatureAlgorithm) == true else {
            throw Failure(.signatureInvalid, "the value is not of the certificate's key")
        }
        let identifier = DEREncoding.sequence(certificate.issuer.der, certificate.serialNumber.der)
        var attributes = signedAttributes
        attributes[0] = 0xA0
        let signer = DEREncoding.sequence(
            DEREncoding.integer(1), identifier, signatureAlgorithm.digestAlgorithm.identifier.der, attributes,
            signatureAlgorithm.identifier.der, DEREncoding.octetString(signature))
        var finished = document
        finished.append(try SignerInfo(der: signer), certificates: certificates)
        return finished
    }
}
