public import KioskDevices
import KioskDomain
public import PKIX

/// Makes CAdES-BES signatures (RFC 5126 4.3.1, ETSI EN 319 122-1 6) in two steps, without a key.
///
/// Signed attributes: content-type, message-digest, signing-time, signing-certificate-v2.
public enum CAdESSigning {
    /// The first signature of a document.
    ///
    /// - Parameters:
    ///   - certificate: of the key that will sign.
    ///   - chain: the certificates above it, for ``CAdESOptions/Certificates/chain``.
    ///   - algorithm: nil takes the key's usual one.
    /// - Throws: `sign.document-malformed` for a digest of another length, `sign.document-too-large` beyond 64 MiB of
    ///   attached content, `sign.algorithm-unsupported` when key and algorithm do not fit.
    public static func prepare(
        _ content: SignedContent, certificate: Certificate, chain: [Certificate] = [],
        algorithm: SignatureAlgorithm? = nil, options: CAdESOptions
    ) throws(Failure) -> PreparedSignature {
        var attached: ArraySlice<UInt8>?
        if options.isAttached, case .document(let bytes) = content {
            guard bytes.count <= maximumContent else {
                throw Failure(.documentTooLarge, "\(bytes.count) bytes")
            }
            attached = bytes[...]
        }
        let document = CMSDocument(contentType: options.contentType, content: attached)
        let algorithm = try usable(algorithm, certificate)
        let digest = try content.digest(algorithm.digestAlgorithm)
        return prepare(document, digest, certificate, chain, algorithm, options)
    }

    /// 64 MiB: beyond it a document is signed by its digest.
    public static let maximumContent = 64 << 20

    static func usable(
        _ wanted: SignatureAlgorithm?, _ certificate: Certificate
    ) throws(Failure) -> SignatureAlgorithm {
        guard let key = certificate.publicKey else { throw Failure(.signAlgorithm, "the certificate's key") }
        let algorithm = wanted ?? key.algorithm.signatureAlgorithm
        guard algorithm.fits(key.algorithm), algorithm.digestAlgorithm != .sha1 else {
            throw Failure(.signAlgorithm, "\(key.algorithm.name) cannot sign so")
        }
        return algorithm
    }

    static func prepare(
        _ document: CMSDocument, _ digest: [UInt8], _ certificate: Certificate, _ chain: [Certificate],
        _ algorithm: SignatureAlgorithm, _ options: CAdESOptions
    ) -> PreparedSignature {
        let attributes = SignedAttributes.encode(
            contentType: document.contentType, messageDigest: digest, signingTime: options.signingTime,
            certificate: options.namesCertificate ? certificate : nil)
        let certificates: [Certificate] =
            switch options.certificates {
            case .none: []
            case .signer: [certificate]
            case .chain: [certificate] + chain
            }
        return PreparedSignature(
            digestToSign: algorithm.digestAlgorithm.digest(attributes), signatureAlgorithm: algorithm,
            certificate: certificate, document: document, signedAttributes: attributes, certificates: certificates)
    }
}

extension CMSDocument {
    /// One more signature beside those that are there, which keep their bytes. The options' content type and
    /// attachment do not matter: both are the document's.
    ///
    /// - Parameter content: the signed document where it is kept apart, or its digest; nil when it is attached.
    /// - Throws: as ``CAdESSigning/prepare(_:certificate:chain:algorithm:options:)``; `sign.document-malformed` when
    ///   the content is neither attached nor given; `signature.invalid` when it is not what the others signed.
    public func prepareSignature(
        content: SignedContent? = nil, certificate: Certificate, chain: [Certificate] = [],
        algorithm: SignatureAlgorithm? = nil, options: CAdESOptions
    ) throws(Failure) -> PreparedSignature {
        let algorithm = try CAdESSigning.usable(algorithm, certificate)
        let digest: [UInt8]
        if let attached = self.content {
            digest = algorithm.digestAlgorithm.digest(attached)
        } else if let content {
            digest = try content.digest(algorithm.digestAlgorithm)
        } else {
            throw .malformed("the content is neither attached nor given")
        }
        let others = signerInfos.filter { DigestAlgorithm($0.digestAlgorithm) == algorithm.digestAlgorithm }
        guard others.allSatisfy({ $0.signedAttributes.map { $0.messageDigest == digest } ?? true }) else {
            throw Failure(.signatureInvalid, "the content is not what the other signatures cover")
        }
        guard signerInfos.count < Self.maximumSigners else {
            throw Failure(.documentTooLarge, "\(signerInfos.count) signatures")
        }
        return CAdESSigning.prepare(self, digest, certificate, chain, algorithm, options)
    }
}
