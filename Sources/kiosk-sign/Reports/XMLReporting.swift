import HelperProtocol
import KioskDomain
import PKIX
import XMLSignature

/// Verdicts on XML signatures as the one report has them.
struct XMLReporting {
    private let gathering: Gathering

    init(_ gathering: Gathering) { self.gathering = gathering }

    func verdicts(_ verdicts: [XMLSignatureVerdict]) -> [SignatureVerdict] { verdicts.map { verdict($0) } }

    private func verdict(_ signature: XMLSignatureVerdict) -> SignatureVerdict {
        let problems = signature.problems.map { Finding(Self.weight($0), $0.code, Self.detail($0)) }
        let mathematics = Verdict.worst(problems.compactMap(\.verdict))
        let signer = signature.certificate.map {
            gathering.verdict($0, rules: SignerRules(), purpose: .signature)
        }
        var findings = problems
        if signer == nil, !problems.contains(where: { $0.code == .certificateMalformed }) {
            findings.append(Finding(.unknown, .certificateIssuerMissing, "no certificate of the signer"))
        }
        let isMessage = signature.references.contains { $0.coverage == .messageBody }
        return SignatureVerdict(
            verdict: Verdict.worst(findings.compactMap(\.verdict) + [signer?.verdict ?? .unknown]),
            level: isMessage ? "WSSE" : "XMLDSig", mathematics: mathematics,
            covers: signature.references.map { Self.coverage($0, signature.laterSignatures.count) },
            algorithm: signature.algorithmURI, signer: signer,
            findings: findings)
    }

    /// An algorithm that is not known, or a certificate that is not there, says neither yes nor no.
    private static func weight(_ problem: XMLSignatureProblem) -> Verdict {
        switch problem {
        case .algorithm, .certificateMissing: .unknown
        case .structure, .transform, .reference, .digest, .signatureValue: .invalid
        }
    }

    private static func detail(_ problem: XMLSignatureProblem) -> String {
        switch problem {
        case .structure(let element): "structure: \(element)"
        case .algorithm(let uri): "algorithm \(uri)"
        case .transform(let uri): "transform \(uri)"
        case .reference: "a reference that leads out of the document, nowhere, or to several elements"
        case .digest: "the document is not what was signed"
        case .certificateMissing: "no certificate"
        case .signatureValue: "the value is not of the certificate's key"
        }
    }

    private static func coverage(_ reference: XMLReferenceVerdict, _ later: Int) -> String {
        switch reference.coverage {
        case .wholeDocument: later == 0 ? "document" : "document before \(later) later signatures"
        case .messageBody: "message body"
        case .element(let path): path
        case .ownSignature(let path): path
        case nil: "unknown"
        }
    }
}
