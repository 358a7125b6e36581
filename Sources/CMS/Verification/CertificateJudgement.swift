import KioskDomain
import PKIX

/// Path and revocation of one certificate, as a signer's and a time-stamp authority's are judged alike.
struct CertificateJudgement {
    private(set) var chain = Verdict.unknown
    private(set) var revocation = Verdict.unknown
    private(set) var problems: [SignatureProblem] = []
    private(set) var warnings: [SignatureProblem] = []

    /// - Parameters:
    ///   - instant: for which the path must be valid.
    ///   - now: for which the evidence must be fresh.
    ///   - proven: an instant at which the signature is proven to have existed; a revocation after it does no harm.
    init(
        _ certificate: Certificate, builder: ChainBuilder, evidence: StatusEvidence, requirement: StatusRequirement,
        at instant: UnixTime, now: UnixTime, proven: UnixTime?
    ) {
        let result = builder.path(for: certificate, at: instant)
        guard case .path(let path) = result else {
            chain = .invalid
            problems = [SignatureProblem(result.code ?? .certificateMalformed, .chain, Self.detail(result))]
            return
        }
        chain = .valid
        guard path.count > 1 else {
            // An anchor answers for itself: nobody above it could revoke it.
            revocation = .valid
            return
        }
        for (position, pair) in zip(path, path.dropFirst()).enumerated() {
            let status = evidence.status(of: pair.0, issuer: pair.1, at: now)
            judge(status, position == 0, requirement, proven)
        }
    }

    /// What one certificate of the path adds. The holder's own status decides the verdict unless one above is revoked.
    private mutating func judge(
        _ status: RevocationStatus, _ isHolder: Bool, _ requirement: StatusRequirement, _ proven: UnixTime?
    ) {
        let whose = isHolder ? "certificate" : "an authority on the path"
        switch status {
        case .good:
            if isHolder { revocation = .valid }
        case .revoked(let time, _) where proven.map { $0 < time } ?? false:
            if isHolder { revocation = .valid }
            warnings.append(
                SignatureProblem(.certificateRevoked, .revocation, "\(whose): revoked after the time stamp"))
        case .revoked(_, let reason):
            revocation = .invalid
            let why = reason.map { "\($0)" } ?? "no reason"
            problems.append(SignatureProblem(.certificateRevoked, .revocation, "\(whose): revoked (\(why))"))
        case .neverIssued:
            revocation = .invalid
            problems.append(
                SignatureProblem(
                    status.code ?? .certificateStatusUnknown, .revocation, "\(whose): never issued by its issuer"))
        case .unknown(let why):
            let problem = SignatureProblem(why.code, .revocation, "\(whose): \(why.rawValue)")
            if isHolder, requirement == .required { problems.append(problem) } else { warnings.append(problem) }
        }
    }

    private static func detail(_ result: ChainResult) -> String {
        switch result {
        case .path: "path"
        case .missingIssuer: "an issuer's certificate is missing"
        case .invalid(let problem, _): problem.rawValue
        }
    }
}

/// Whether a status that is not known stands against a signature.
public enum StatusRequirement: String, Sendable, Hashable, Codable, CaseIterable {
    /// It does: the signer's status must be known to be good.
    case required
    /// It is only said. A revoked certificate stands against the signature all the same.
    case reported
}
