import CMS
import HelperProtocol
import KioskDomain
import PKIX

/// Judging one certificate with what was gathered.
extension Gathering {
    func verdict(_ certificate: Certificate, rules: SignerRules, purpose: CertificatePurpose? = nil)
        -> CertificateVerdict
    {
        var verdict = CertificateVerdict(certificate: CertificateSummary(certificate))
        verdict.findings = dates(certificate, rules) + filter(certificate, rules.filter)
        if let purpose, !certificate.purposes.contains(purpose) {
            verdict.findings.append(Finding(.invalid, .certificatePurpose, "not for \(purpose.rawValue)"))
        }
        verdict.findings += certificate.warnings.map { Finding(nil, $0) }
        guard settings.chain == .required else { return verdict }
        switch path(certificate) {
        case .path(let path):
            verdict.chain = path.dropFirst().map { CertificateSummary($0) }
            guard settings.asksRevocation, !rules.allowRevoked else { break }
            judgeStatus(path, &verdict)
        case .missingIssuer:
            verdict.findings.append(
                Finding(.unknown, .certificateIssuerMissing, "nobody gave the issuer's certificate"))
        case .invalid(let problem, let place):
            let whose = place == certificate ? "the certificate" : "an authority on the path"
            verdict.findings.append(Finding(.invalid, problem.code, "\(whose): \(problem.rawValue)"))
        }
        return verdict
    }

    private func dates(_ certificate: Certificate, _ rules: SignerRules) -> [Finding] {
        if settings.now < certificate.notBefore { return [Finding(.invalid, .certificateNotYetValid)] }
        guard settings.now > certificate.notAfter else { return [] }
        return [Finding(rules.allowExpired ? nil : .invalid, .certificateExpired)]
    }

    private func filter(_ certificate: Certificate, _ filter: SignerFilter) -> [Finding] {
        var findings: [Finding] = []
        func want(_ holds: Bool, _ what: String) {
            if !holds { findings.append(Finding(.invalid, .certificatePurpose, "another \(what) is asked for")) }
        }
        for usage in filter.extendedKeyUsages {
            want(certificate.hasExtendedKeyUsage(dotted: usage), "extended key usage")
        }
        if let iin = filter.iin { want(certificate.individualNumber?.iin.digits == iin, "holder") }
        if let bin = filter.bin { want(certificate.organisationNumber == bin, "organisation") }
        if let serial = filter.serialNumber {
            want(Self.folded(certificate.serialNumber.description) == Self.folded(serial), "serial number")
        }
        return findings
    }

    private static func folded(_ hexadecimal: String) -> String {
        String(hexadecimal.lowercased().filter(\.isHexDigit).drop { $0 == "0" })
    }

    private func judgeStatus(_ path: [Certificate], _ verdict: inout CertificateVerdict) {
        guard path.count > 1 else {
            // An anchor answers for itself: nobody above it could revoke it.
            verdict.revocation = RevocationVerdict(.good, source: "anchor")
            return
        }
        for (position, pair) in zip(path, path.dropFirst()).enumerated() {
            let status = evidence.status(of: pair.0, issuer: pair.1, at: settings.now)
            let isHolder = position == 0
            if isHolder { verdict.revocation = revocation(status, pair.0, pair.1) }
            let whose = isHolder ? "the certificate" : "an authority on the path"
            switch status {
            case .good: break
            case .revoked, .neverIssued:
                verdict.findings.append(Finding(.invalid, status.code ?? .certificateRevoked, whose))
            case .unknown(let why):
                // What is not known of an authority is said; it does not stand against the holder.
                verdict.findings.append(Finding(isHolder ? .unknown : nil, why.code, "\(whose): \(why.rawValue)"))
            }
        }
    }

    /// The status for people, with where it comes from.
    private func revocation(
        _ status: RevocationStatus, _ certificate: Certificate, _ issuer: Certificate
    ) -> RevocationVerdict {
        var byAnswers = evidence
        byAnswers.lists = []
        let isOCSP = byAnswers.status(of: certificate, issuer: issuer, at: settings.now) == status
        let source = isOCSP ? "ocsp" : "crl"
        let asOf =
            isOCSP
            ? evidence.answers.compactMap { $0.response.basic?.producedAt }.max()
            : evidence.lists.filter { $0.list.issuer == certificate.issuer }.map(\.list.thisUpdate).max()
        return switch status {
        case .good: RevocationVerdict(.good, source: source, asOf: asOf)
        case .revoked(let time, let reason):
            RevocationVerdict(.revoked, source: source, revokedAt: time, reason: reason.map { "\($0)" }, asOf: asOf)
        case .neverIssued: RevocationVerdict(.unknown, source: source, asOf: asOf)
        case .unknown: RevocationVerdict(.unknown)
        }
    }
}
