public import KioskDomain
import PKIX
import SwiftASN1

extension SignatureVerifier {
    /// Verifies a time stamp (RFC 3161 2.4.2 and 2.3): imprint, signature, the authority's purpose, policy, path and
    /// revocation.
    ///
    /// - Parameter imprint: what it should be over; nil does not look.
    public func verify(
        _ token: TimeStampToken, over imprint: MessageImprint?, at instant: UnixTime
    ) -> TimeStampReport {
        verify(token, over: imprint, at: instant, evidence: evidence, alsoUsing: [])
    }

    func verify(
        _ token: TimeStampToken, over imprint: MessageImprint?, at instant: UnixTime, evidence: StatusEvidence,
        alsoUsing others: [Certificate]
    ) -> TimeStampReport {
        let info = token.info
        let embedded = token.document.certificates + others
        let check = SignerCheck(signer: token.signer, contentType: token.document.contentType)
        let authority = check.certificate(among: embedded + certificates + anchors)
        var problems: [SignatureProblem] = []
        if let imprint, imprint != info.imprint {
            problems.append(SignatureProblem(.timeStampInvalid, .timeStamp, "of another signature or document"))
        }
        if !timeStampPolicies.isEmpty, !timeStampPolicies.contains(where: { info.policy.isWithin($0) }) {
            problems.append(SignatureProblem(.timeStampInvalid, .timeStamp, "policy is not taken"))
        }
        if info.time > instant + .seconds(300) {
            problems.append(SignatureProblem(.timeStampInvalid, .timeStamp, "from a time yet to come"))
        }
        guard let authority else {
            problems.append(
                SignatureProblem(.certificateIssuerMissing, .timeStamp, "the authority's certificate is missing"))
            return TimeStampReport(time: info.time, policy: info.policy.dotted, authority: nil, problems: problems)
        }
        problems += check.problems(authority) { algorithm in token.document.content.map { algorithm.digest($0) } }
            .map { SignatureProblem($0.code == .signatureInvalid ? .timeStampInvalid : $0.code, .timeStamp, $0.detail) }
        if !authority.isTimeStampAuthority {
            problems.append(SignatureProblem(.certificatePurpose, .timeStamp, "not for time stamps alone"))
        }
        let judgement = CertificateJudgement(
            authority, builder: builder(embedded), evidence: evidence, requirement: .reported, at: instant,
            now: instant, proven: nil)
        problems += judgement.problems.map { SignatureProblem($0.code, .timeStamp, $0.detail) }
        return TimeStampReport(
            time: info.time, policy: info.policy.dotted, authority: CertificateReport(authority), problems: problems)
    }
}

extension Certificate {
    /// Whether its one purpose is time stamping, and critical (RFC 3161 2.3).
    var isTimeStampAuthority: Bool {
        extensions.extendedKeyUsage == [ExtendedKeyUsage.timeStamping]
            && extensions.all.contains { $0.name == ExtensionName.extendedKeyUsage && $0.isCritical }
    }
}

extension TimeStampReport {
    /// A time stamp that cannot be read. Its time is no time: the beginning of the epoch.
    static var unreadable: TimeStampReport {
        TimeStampReport(
            time: UnixTime(milliseconds: 0), policy: "", authority: nil,
            problems: [SignatureProblem(.timeStampInvalid, .timeStamp, "cannot be read")])
    }
}
