public import KioskDevices
import KioskDomain
public import PKIX
public import SwiftASN1

/// CAdES-T (RFC 5126 4.4.1, ETSI EN 319 122-1 5.3): a time stamp over a signature's value, kept beside it.
extension CMSDocument {
    /// What is asked of a time-stamp authority for one signature, which may have been made by anyone.
    ///
    /// - Parameters:
    ///   - index: 0 for the first signature.
    ///   - digestAlgorithm: nil takes that of the signature, SHA-256 in place of SHA-1.
    /// - Throws: `signature.missing` when there is no such signature; `sign.algorithm-unsupported` when its digest is
    ///   not known and none is given.
    public func timeStampRequest(
        forSignerAt index: Int, digestAlgorithm: DigestAlgorithm? = nil, policy: ASN1ObjectIdentifier? = nil
    ) throws(Failure) -> TimeStampRequest {
        let signer = try signer(at: index)
        guard let algorithm = digestAlgorithm ?? DigestAlgorithm(signer.digestAlgorithm) else {
            throw Failure(.signAlgorithm, "digest of signature \(index + 1)")
        }
        let usable = algorithm == .sha1 && digestAlgorithm == nil ? .sha256 : algorithm
        return TimeStampRequest(MessageImprint(usable, of: signer.signature), policy: policy)
    }

    /// The document with a time stamp beside one signature. Its content, certificates and signatures keep their bytes.
    ///
    /// - Throws: `signature.missing` when there is no such signature; `timestamp.invalid` when the time stamp is over
    ///   something else.
    public func addingTimeStamp(_ token: TimeStampToken, toSignerAt index: Int) throws(Failure) -> CMSDocument {
        let signer = try signer(at: index)
        let imprint = token.info.imprint
        guard imprint == MessageImprint(imprint.digestAlgorithm, of: signer.signature) else {
            throw Failure(.timeStampInvalid, "of another signature")
        }
        let attribute = Attribute.encode(OID.signatureTimeStamp, token.encoded)
        var stamped = self
        stamped.signerInfos[index] = try SignerInfo(der: signer.encoding(addingUnsigned: attribute))
        return stamped
    }

    private func signer(at index: Int) throws(Failure) -> SignerInfo {
        guard signerInfos.indices.contains(index) else {
            throw Failure(.signatureMissing, "no signature \(index + 1)")
        }
        return signerInfos[index]
    }
}
