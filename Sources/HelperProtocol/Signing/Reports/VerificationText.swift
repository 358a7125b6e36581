public import KioskDomain

/// A verification report as a person reads it, in one of the three languages. Personal numbers are masked (P4).
public struct VerificationText: Sendable {
    private let language: Language
    private let reason: @Sendable (FailureCode) -> String
    private let moment: @Sendable (UnixTime) -> String

    /// - Parameters:
    ///   - reason: what a code means, in that language.
    ///   - moment: an instant, in the reader's civil time.
    public init(
        _ language: Language, reason: @escaping @Sendable (FailureCode) -> String = { $0.rawValue },
        moment: @escaping @Sendable (UnixTime) -> String = VerificationText.universal
    ) {
        self.language = language
        self.reason = reason
        self.moment = moment
    }

    /// The instant in UTC, to the second.
    @Sendable public static func universal(_ time: UnixTime) -> String {
        let (seconds, rest) = time.milliseconds.quotientAndRemainder(dividingBy: 1000)
        let civil = CivilDateTime(wallSeconds: Int(seconds) - (rest < 0 ? 1 : 0))
        return "\(civil) UTC"
    }

    /// The whole report, lines ended by a line feed.
    public func render(_ report: VerificationReport) -> String {
        let report = report.masked()
        var lines = [
            "\(Words.result[language]): \(word(report.verdict))",
            "\(Words.judgedAt[language]): \(moment(report.judgedAt))",
            "\(Words.signatures[language]): \(report.signatures.count)",
        ]
        for (index, signature) in report.signatures.enumerated() {
            lines += ["", "\(Words.signature[language]) \(index + 1), \(signature.level): \(word(signature.verdict))"]
            lines += self.lines(signature).map { "  \($0)" }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// One certificate, judged.
    public func render(_ verdict: CertificateVerdict) -> String {
        var verdict = verdict
        verdict.certificate = verdict.certificate.masked()
        let lines = ["\(Words.result[language]): \(word(verdict.verdict))"] + self.lines(verdict)
        return lines.joined(separator: "\n") + "\n"
    }

    private func lines(_ signature: SignatureVerdict) -> [String] {
        var lines = ["\(Words.mathematics[language]): \(word(signature.mathematics))"]
        lines += signature.signer.map { self.lines($0) } ?? [Words.noSigner[language]]
        if !signature.algorithm.isEmpty { lines.append("\(Words.algorithm[language]): \(signature.algorithm)") }
        if !signature.covers.isEmpty {
            lines.append("\(Words.covers[language]): \(signature.covers.joined(separator: ", "))")
        }
        if let time = signature.claimedTime { lines.append("\(Words.claimedTime[language]): \(moment(time))") }
        for stamp in signature.timeStamps {
            lines.append(
                "\(Words.timeStamp[language]): \(moment(stamp.time)), \(word(stamp.verdict))"
                    + (stamp.service.isEmpty ? "" : ", \(stamp.service)"))
            lines += findings(stamp.findings)
        }
        return lines + findings(signature.findings)
    }

    private func lines(_ verdict: CertificateVerdict) -> [String] {
        let certificate = verdict.certificate
        var lines = ["\(Words.holder[language]): \(certificate.subjectName)"]
        if let iin = certificate.iin { lines.append("\(Words.iin[language]): \(iin)") }
        if let organisation = certificate.organisation {
            lines.append("\(Words.organisation[language]): \(organisation)")
        }
        if let bin = certificate.bin { lines.append("\(Words.bin[language]): \(bin)") }
        lines += [
            "\(Words.issuer[language]): \(certificate.issuerName)",
            "\(Words.serialNumber[language]): \(certificate.serialNumber)",
            "\(Words.validity[language]): \(moment(certificate.notBefore)) – \(moment(certificate.notAfter))",
            "\(Words.key[language]): \(certificate.keyAlgorithm)",
            "\(Words.status[language]): \(status(verdict.revocation))",
        ]
        return lines + findings(verdict.findings)
    }

    private func status(_ revocation: RevocationVerdict) -> String {
        var text = Words.status(revocation.status)[language]
        if let time = revocation.revokedAt { text += " \(moment(time))" }
        if let reason = revocation.reason { text += " (\(reason))" }
        if let time = revocation.asOf {
            text += ", \(revocation.source.uppercased()) \(moment(time))"
        }
        return text
    }

    private func findings(_ findings: [Finding]) -> [String] {
        findings.map { finding in
            let mark = finding.verdict.map { word($0) } ?? Words.remark[language]
            return "- \(mark): \(reason(finding.code))" + (finding.detail.isEmpty ? "" : " [\(finding.detail)]")
        }
    }

    private func word(_ verdict: Verdict) -> String { Words.verdict(verdict)[language] }
}
