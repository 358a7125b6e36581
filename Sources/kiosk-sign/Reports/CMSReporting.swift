import CMS
import HelperProtocol
import KioskDomain
import PKIX

/// Verdicts on CMS signatures as the one report has them.
struct CMSReporting {
    private typealias Answer = HelperProtocol.Verdict

    private let gathering: Gathering

    init(_ gathering: Gathering) { self.gathering = gathering }

    func verdicts(_ document: CMSDocument, _ content: [UInt8]?) -> [SignatureVerdict] {
        let settings = gathering.settings
        let verifier = SignatureVerifier(
            anchors: gathering.anchors, certificates: gathering.certificates, evidence: gathering.evidence,
            requirement: settings.asksRevocation ? .required : .reported)
        let report = verifier.verify(document, content: content.map { .document($0) }, at: settings.now)
        let general = report.problems.map { finding($0) }
        return report.signers.map { verdict($0, general) }
    }

    private func verdict(_ signer: SignerReport, _ general: [Finding]) -> SignatureVerdict {
        let own = signer.problems.filter { isOfCertificate($0.step) }
        let others = signer.problems.filter { !isOfCertificate($0.step) && $0.step != .timeStamp }
        let certificate = signer.certificate.flatMap { find($0) }.map { holder($0, own, signer.warnings) }
        var findings = general + others.map { finding($0) }
        if certificate == nil { findings += own.map { finding($0) } }
        findings += signer.warnings.filter { !isOfCertificate($0.step) }.map { Finding(nil, $0.code, $0.detail) }
        let stamps = [signer.timeStamp].compactMap(\.self).map { stamp($0) }
        let whole =
            findings.compactMap(\.verdict) + [certificate?.verdict ?? .unknown] + stamps.map(\.verdict)
        return SignatureVerdict(
            verdict: Answer.worst(whole), level: signer.level.rawValue,
            mathematics: Answer(rawValue: signer.cryptographic.rawValue) ?? .unknown, algorithm: signer.algorithm,
            signer: certificate, claimedTime: signer.signingTime, timeStamps: stamps, findings: findings)
    }

    /// The certificate that the verifier found, by what its report tells of it.
    private func find(_ report: CertificateReport) -> Certificate? {
        (gathering.certificates + gathering.anchors).first { certificate in
            certificate.serialNumber.description == report.serialNumber && certificate.notAfter == report.notAfter
                && certificate.notBefore == report.notBefore
        }
    }

    /// The holder as gathered, judged by what the verifier found: it knows of the time stamp.
    private func holder(
        _ certificate: Certificate, _ problems: [SignatureProblem], _ warnings: [SignatureProblem]
    ) -> CertificateVerdict {
        var verdict = gathering.verdict(certificate, rules: SignerRules(allowExpired: true))
        let isFollowed = gathering.settings.chain == .required
        let counted = problems.filter { isFollowed || ($0.step != .chain && $0.step != .revocation) }
        let remarks = warnings.filter { isOfCertificate($0.step) && (isFollowed || $0.step == .certificate) }
        verdict.findings = counted.map { finding($0) } + remarks.map { Finding(nil, $0.code, $0.detail) }
        return verdict
    }

    private func stamp(_ report: TimeStampReport) -> TimeStampVerdict {
        let isFollowed = gathering.settings.chain == .required
        let path: Set<FailureCode> = [.certificateIssuerMissing, .certificateSignature]
        let findings = report.problems.filter { isFollowed || !path.contains($0.code) }.map { finding($0) }
        return TimeStampVerdict(
            verdict: Answer.worst(findings.compactMap(\.verdict)), time: report.time, policy: report.policy,
            service: report.authority?.name ?? "", findings: findings)
    }

    private func isOfCertificate(_ step: SignatureProblem.Step) -> Bool {
        switch step {
        case .certificate, .chain, .revocation: true
        case .content, .attributes, .value, .timeStamp: false
        }
    }

    /// What could not be learnt says neither yes nor no; everything else is a no.
    private func finding(_ problem: SignatureProblem) -> Finding {
        let unknown: Set<FailureCode> = [
            .revocationUnavailable, .revocationAnswer, .certificateStatusUnknown, .certificateIssuerMissing,
            .signAlgorithm,
        ]
        let isUnknown =
            unknown.contains(problem.code) || (problem.step == .content && problem.code == .documentMalformed)
        return Finding(isUnknown ? .unknown : .invalid, problem.code, problem.detail)
    }
}
