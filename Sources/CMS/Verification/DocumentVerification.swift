import KioskDevices
import KioskDomain
import PKIX

/// Verifying the signatures of one document: what they have in common.
struct DocumentVerification {
    let verifier: SignatureVerifier
    let document: CMSDocument
    let instant: UnixTime
    private let embedded: [Certificate]
    private let builder: ChainBuilder
    private let evidence: StatusEvidence
    /// The content's digests by the algorithms of its signers, each made once.
    private let digests: [DigestAlgorithm: [UInt8]]
    /// Whether the document given is another than the one attached.
    let isContradicted: Bool

    init(
        verifier: SignatureVerifier, document: CMSDocument, content: SignedContent?, instant: UnixTime,
        embedded: [Certificate], builder: ChainBuilder, evidence: StatusEvidence
    ) {
        self.verifier = verifier
        self.document = document
        self.instant = instant
        self.embedded = embedded
        self.builder = builder
        self.evidence = evidence
        let algorithms = Set(document.signerInfos.compactMap { DigestAlgorithm($0.digestAlgorithm) })
        var digests: [DigestAlgorithm: [UInt8]] = [:]
        var isContradicted = false
        for algorithm in algorithms {
            let attached = document.content.map { algorithm.digest($0) }
            let given = try? content?.digest(algorithm)
            digests[algorithm] = attached ?? given
            if attached != nil, content != nil, attached != given { isContradicted = true }
        }
        self.digests = digests
        self.isContradicted = isContradicted
    }

    func report(_ signer: SignerInfo) -> SignerReport {
        let check = SignerCheck(signer: signer, contentType: document.contentType)
        guard let certificate = check.certificate(among: embedded + verifier.certificates + verifier.anchors) else {
            let missing = SignatureProblem(
                .certificateIssuerMissing, .certificate, "the signer's certificate is neither in the document nor given"
            )
            return SignerReport(
                certificate: nil, algorithm: check.algorithmName(nil),
                signingTime: signer.signedAttributes?.signingTime, timeStamp: nil, level: .plain,
                cryptographic: .unknown, chain: .unknown, revocation: .unknown, problems: [missing], warnings: [])
        }
        let fitting = check.problems(certificate) { digests[$0] }
        let stamps = timeStamps(signer)
        let proven = stamps.filter(\.isValid).map(\.time).min()
        let judgement = CertificateJudgement(
            certificate, builder: builder, evidence: evidence, requirement: verifier.requirement,
            at: proven ?? instant, now: instant, proven: proven)
        let stamp = stamps.first { $0.time == proven } ?? stamps.first
        return SignerReport(
            certificate: CertificateReport(certificate), algorithm: check.algorithmName(certificate),
            signingTime: signer.signedAttributes?.signingTime, timeStamp: stamp,
            level: level(signer, fitting, proven), cryptographic: Self.verdict(fitting), chain: judgement.chain,
            revocation: judgement.revocation,
            problems: fitting + purposeProblems(certificate) + (proven == nil ? stamp?.problems ?? [] : [])
                + judgement.problems,
            warnings: judgement.warnings + warnings(signer, certificate, proven))
    }

    private static func verdict(_ problems: [SignatureProblem]) -> Verdict {
        if problems.isEmpty { return .valid }
        return problems.contains { $0.code == .signatureInvalid } ? .invalid : .unknown
    }

    private func level(_ signer: SignerInfo, _ fitting: [SignatureProblem], _ proven: UnixTime?) -> SignatureLevel {
        guard fitting.isEmpty, signer.signedAttributes?.signingCertificates.isEmpty == false else { return .plain }
        return proven == nil ? .bes : .t
    }

    private func timeStamps(_ signer: SignerInfo) -> [TimeStampReport] {
        signer.unsignedAttributes.all(OID.signatureTimeStamp).prefix(Self.maximumTimeStamps).map { node in
            guard let token = try? TimeStampToken(node) else { return .unreadable }
            let algorithm = token.info.imprint.digestAlgorithm
            return verifier.verify(
                token, over: MessageImprint(algorithm, of: signer.signature), at: instant, evidence: evidence,
                alsoUsing: embedded)
        }
    }

    /// More time stamps over one signature than anyone needs.
    private static let maximumTimeStamps = 8

    private func purposeProblems(_ certificate: Certificate) -> [SignatureProblem] {
        guard let purpose = verifier.purpose, !certificate.purposes.contains(purpose) else { return [] }
        return [SignatureProblem(.certificatePurpose, .certificate, "not for \(purpose.rawValue)")]
    }

    private func warnings(
        _ signer: SignerInfo, _ certificate: Certificate, _ proven: UnixTime?
    ) -> [SignatureProblem] {
        var found = certificate.warnings.map {
            SignatureProblem($0, .certificate, "number on the certificate")
        }
        if let claimed = signer.signedAttributes?.signingTime, claimed > (proven ?? instant) + .seconds(300) {
            found.append(
                SignatureProblem(
                    .clockUntrusted, .attributes, "the claimed signing time is later than the present or the time stamp"
                ))
        }
        if DigestAlgorithm(signer.digestAlgorithm) == .sha1 {
            found.append(SignatureProblem(.signAlgorithm, .value, "SHA-1 is no longer safe"))
        }
        return found
    }
}

extension SignerReport {
    init(
        certificate: CertificateReport?, algorithm: String, signingTime: UnixTime?, timeStamp: TimeStampReport?,
        level: SignatureLevel, cryptographic: Verdict, chain: Verdict, revocation: Verdict,
        problems: [SignatureProblem], warnings: [SignatureProblem]
    ) {
        self.init(
            certificate: certificate, algorithm: algorithm, signingTime: signingTime, timeStamp: timeStamp,
            level: level, cryptographic: cryptographic, chain: chain, revocation: revocation, problems: problems,
            warnings: warnings, isValid: problems.isEmpty)
    }
}
