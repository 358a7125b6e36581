import CMS
import HelperProtocol
import KioskDevices
import KioskDomain
import PKIX
import XMLSignature

/// A document that waits for its signature.
struct PreparedDocument {
    private enum Form {
        case cms(CMS.PreparedSignature, CMSProfile)
        case xml(PreparedXMLSignature)
        case raw(PublicKey, SignatureAlgorithm, digest: [UInt8])
    }

    /// The signed document, or one that still wants its time stamp.
    enum Completed {
        case whole([UInt8])
        case unstamped(CMSDocument, signer: Int, TimeStampService, CMSProfile.Form)
    }

    let toSign: DigestToSign
    /// Bytes that it holds, roughly.
    let size: Int
    /// Whom to believe, for its time stamp.
    let trust: TrustSettings
    private let form: Form

    /// - Throws: `sign.document-…`, `sign.algorithm-unsupported`.
    init(_ bytes: [UInt8], content: [UInt8]?, signer: Certificate, order: PrepareOrder) throws {
        trust = order.trust
        let digest: [UInt8]
        let algorithm: SignatureAlgorithm
        switch order.profile {
        case .cms(let profile):
            let prepared = try Self.cms(bytes, content, signer, profile, order.trust.now)
            (form, digest, algorithm) = (.cms(prepared, profile), prepared.digestToSign, prepared.signatureAlgorithm)
        case .xml(let profile):
            let options = XMLSigningOptions(
                tbsXPath: profile.tbsXPath, parentXPath: profile.parentXPath,
                lineEnding: profile.lineEnding == .crlf ? .crlf : .lf)
            let prepared = try XMLSigner.prepare(
                Self.source(bytes, profile.isText), certificate: signer, options: options)
            (form, digest, algorithm) = (.xml(prepared), prepared.digest, prepared.algorithm)
        case .wsse(let profile):
            let prepared = try WebServiceSigner.prepare(
                Self.source(bytes, profile.isText), certificate: signer,
                token: profile.token == .keyIdentifier ? .keyIdentifier : .binarySecurityToken)
            (form, digest, algorithm) = (.xml(prepared), prepared.digest, prepared.algorithm)
        case .raw:
            guard let key = signer.publicKey else { throw Failure(.signAlgorithm, "the certificate's key") }
            algorithm = key.algorithm.signatureAlgorithm
            digest = algorithm.digestAlgorithm.digest(bytes)
            form = .raw(key, algorithm, digest: digest)
        }
        guard let scheme = SignatureScheme(algorithm) else { throw Failure(.signAlgorithm, "\(algorithm)") }
        toSign = DigestToSign(scheme: scheme, digest: digest)
        size = bytes.count
    }

    static func source(_ bytes: [UInt8], _ isText: Bool) -> XMLSource {
        isText ? .text(String(decoding: bytes, as: UTF8.self)) : .bytes(bytes)
    }

    private static func cms(
        _ bytes: [UInt8], _ content: [UInt8]?, _ signer: Certificate, _ profile: CMSProfile, _ now: UnixTime
    ) throws(Failure) -> CMS.PreparedSignature {
        let options = CAdESOptions(isAttached: profile.attached, signingTime: now)
        switch profile.subject {
        case .content: return try CAdESSigning.prepare(.document(bytes), certificate: signer, options: options)
        case .digest: return try CAdESSigning.prepare(.digest(bytes), certificate: signer, options: options)
        case .signedDocument:
            return try CMSDocument(bytes).prepareSignature(
                content: content.map { .document($0) }, certificate: signer, options: options)
        }
    }

    /// Puts the signature in.
    ///
    /// - Throws: `signature.invalid` when it is not the signer's.
    func complete(_ signature: [UInt8]) throws -> Completed {
        switch form {
        case .cms(let prepared, let profile):
            let document = try prepared.complete(signature: signature)
            guard let service = profile.timeStamp else { return .whole(document.encoded(as: profile.form.cms)) }
            return .unstamped(document, signer: document.signerCount - 1, service, profile.form)
        case .xml(let prepared): return .whole(try prepared.complete(signature: signature))
        case .raw(let key, let algorithm, let digest):
            guard key.verify(signature: signature, digest: digest, algorithm: algorithm) else {
                throw Failure(.signatureInvalid, "the value is not of the certificate's key")
            }
            return .whole(signature)
        }
    }
}

extension CMSProfile.Form {
    var cms: CMSForm {
        switch self {
        case .binary: .binary
        case .base64: .base64
        case .pem: .pem
        }
    }
}
