public import KioskDomain
public import PKIX
import SwiftASN1

/// How an OCSP answer is judged.
public struct OCSPPolicy: Sendable, Hashable {
    /// How far the clocks may be apart.
    public var clockSkew: Duration
    /// How old an answer may be that names no end.
    public var maximumAge: Duration
    /// Whether an answer must repeat the nonce of its request. Off only for responders that answer from a store.
    public var demandsNonce: Bool
    /// Responders that are trusted by configuration, whoever issued them (RFC 6960 4.2.2.2, first rule).
    public var responders: [Certificate]

    /// 5 minutes, 24 hours, with nonce, no responder of our own.
    public init(
        clockSkew: Duration = .seconds(300), maximumAge: Duration = .seconds(24 * 3600), demandsNonce: Bool = true,
        responders: [Certificate] = []
    ) {
        self.clockSkew = clockSkew
        self.maximumAge = maximumAge
        self.demandsNonce = demandsNonce
        self.responders = responders
    }
}

extension Certificate {
    /// What an OCSP answer says about this certificate at an instant (RFC 6960 3.2). The issuer's certificate must have
    /// been judged by a path.
    ///
    /// - Parameter request: what was asked; nil for an answer from elsewhere, whose nonce proves nothing.
    public func revocation(
        by response: OCSPResponse, answering request: OCSPRequest? = nil, issuer: Certificate?, at instant: UnixTime,
        policy: OCSPPolicy = OCSPPolicy()
    ) -> RevocationStatus {
        guard let issuer else { return .unknown(.issuerMissing) }
        return response.status(answering: request, issuer: issuer, at: instant, policy) { wanted in
            wanted == OCSPCertificateID(self, issuer: issuer, digestAlgorithm: wanted.digestAlgorithm)
        }
    }
}

extension OCSPResponse {
    /// The same for a certificate that is known by its number only.
    public func status(
        of certificate: OCSPCertificateID, answering request: OCSPRequest? = nil, issuer: Certificate,
        at instant: UnixTime, policy: OCSPPolicy = OCSPPolicy()
    ) -> RevocationStatus {
        guard certificate.isIssued(by: issuer) else { return .unknown(.outOfScope) }
        return status(answering: request, issuer: issuer, at: instant, policy) { $0 == certificate }
    }

    fileprivate func status(
        answering request: OCSPRequest?, issuer: Certificate, at instant: UnixTime, _ policy: OCSPPolicy,
        _ isWanted: (OCSPCertificateID) -> Bool
    ) -> RevocationStatus {
        guard let basic else { return .unknown(.unavailable) }
        let entries = basic.entries.filter { isWanted($0.certificate) }
        guard let entry = entries.max(by: { $0.thisUpdate < $1.thisUpdate }) else { return .unknown(.outOfScope) }
        guard basic.isAuthorised(issuer: issuer, at: instant, policy) else { return .unknown(.untrusted) }
        if let nonce = request?.nonce, policy.demandsNonce || basic.nonce != nil, basic.nonce != nonce {
            return .unknown(.untrusted)
        }
        if let problem = entry.staleness(at: instant, policy) { return .unknown(problem) }
        return entry.status
    }
}

extension OCSPResponse.Entry {
    fileprivate func staleness(at instant: UnixTime, _ policy: OCSPPolicy) -> RevocationUnknown? {
        if thisUpdate > instant + policy.clockSkew { return .notYetValid }
        let end = nextUpdate ?? thisUpdate + policy.maximumAge
        return end + policy.clockSkew < instant ? .stale : nil
    }
}

extension BasicOCSPResponse {
    /// Whether one signed it who may: the issuer, one whom the issuer made a responder, or one of our configuration.
    fileprivate func isAuthorised(issuer: Certificate, at instant: UnixTime, _ policy: OCSPPolicy) -> Bool {
        guard let algorithm = SignatureAlgorithm(signatureAlgorithm) else { return false }
        return ([issuer] + policy.responders + certificates).contains { candidate in
            isBy(candidate)
                && (candidate == issuer || policy.responders.contains(candidate)
                    || Self.mayAnswer(candidate, for: issuer, at: instant, policy))
                && candidate.publicKey?.verify(signature: signature, of: toBeSigned, algorithm: algorithm) == true
        }
    }

    private func isBy(_ candidate: Certificate) -> Bool {
        switch responder {
        case .name(let name): candidate.subject == name
        case .key(let digest): candidate.subjectPublicKeyInfo.keyIdentifier == digest
        }
    }

    /// A delegated responder (RFC 6960 4.2.2.2): issued directly by the issuer, for OCSP, valid. Whether it was revoked
    /// itself is not asked: its short life or id-pkix-ocsp-nocheck stand for that.
    private static func mayAnswer(
        _ candidate: Certificate, for issuer: Certificate, at instant: UnixTime, _ policy: OCSPPolicy
    ) -> Bool {
        guard candidate.issuer == issuer.subject, let key = issuer.publicKey, candidate.isSigned(by: key),
            candidate.extensions.extendedKeyUsage?.contains(ExtendedKeyUsage.ocspSigning) == true,
            candidate.extensions.unrespected.isEmpty
        else { return false }
        return candidate.isValid(at: instant)
    }
}
