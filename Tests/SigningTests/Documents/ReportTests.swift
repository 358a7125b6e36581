import HelperProtocol
import KioskDomain
import Testing

@Suite("Verification reports for people")
struct ReportTests {
    private func report() -> VerificationReport {
        var certificate = CertificateSummary(
            der: [1, 2, 3], notBefore: UnixTime(milliseconds: 0), notAfter: UnixTime(milliseconds: 86_400_000))
        certificate.subject = "CN=DEMO PERSON 1,serialNumber=IIN900101300017"
        certificate.subjectName = "DEMO PERSON 1"
        certificate.iin = "900101300017"
        certificate.issuerName = "Test Authority"
        certificate.keyAlgorithm = "EC P-256"
        let signer = CertificateVerdict(
            certificate: certificate,
            revocation: RevocationVerdict(
                .revoked, source: "ocsp", revokedAt: UnixTime(milliseconds: 1000), reason: "keyCompromise",
                asOf: UnixTime(milliseconds: 2000)), findings: [Finding(.invalid, .certificateRevoked)])
        let stamp = TimeStampVerdict(
            verdict: .valid, time: UnixTime(milliseconds: 500), policy: "1.2.3", service: "Test TSA")
        let signature = SignatureVerdict(
            verdict: .invalid, level: "CAdES-T", mathematics: .valid, covers: ["document"], algorithm: "a",
            signer: signer, claimedTime: UnixTime(milliseconds: 400), timeStamps: [stamp],
            findings: [Finding(nil, .certificateIIN, "number")])
        return VerificationReport(format: .cms, judgedAt: UnixTime(milliseconds: 3000), signatures: [signature])
    }

    @Test("Every line is there in each language, the IIN never (P4)", arguments: Language.allCases)
    func text(language: Language) {
        let text = VerificationText(language) { "<\($0.rawValue)>" }.render(report())
        for part in [
            "CAdES-T", "DEMO PERSON 1", "••••••••0017", "Test Authority", "EC P-256", "1970-01-01", "keyCompromise",
            "OCSP", "Test TSA", "<certificate.revoked>", "<certificate.iin-check-digit>", "[number]",
        ] { #expect(text.contains(part), "\(part)") }
        #expect(!text.contains("900101300017"))
    }

    @Test("The three languages differ, and each has its own verdicts")
    func languages() {
        let texts = Language.allCases.map { VerificationText($0).render(report()) }
        #expect(Set(texts).count == 3)
        #expect(texts[0].hasPrefix("Нәтиже: жарамсыз\n"))
        #expect(texts[1].hasPrefix("Результат: недействительна\n"))
        #expect(texts[2].hasPrefix("Result: not valid\n"))
    }

    @Test("Masked, the IIN and the certificate that shows it are gone; the verdicts stay")
    func masked() {
        let masked = report().masked()
        #expect(masked.verdict == .invalid && masked.signatures[0].signer?.verdict == .invalid)
        #expect(masked.signatures[0].signer?.certificate.der.bytes == [])
        #expect(!"\(masked)".contains("900101300017"))
    }

    @Test("The worst counts: no before not established before yes; no signature at all is no")
    func worst() {
        #expect(Verdict.worst([.valid, .unknown]) == .unknown)
        #expect(Verdict.worst([.unknown, .invalid, .valid]) == .invalid)
        #expect(Verdict.worst([]) == .valid)
        #expect(
            VerificationReport(format: .xml, judgedAt: UnixTime(milliseconds: 0), signatures: []).verdict == .invalid)
    }

    @Test("Requests and answers survive the wire")
    func wire() throws {
        let trust = TrustSettings(now: UnixTime(milliseconds: 5), anchors: [[1]], crlURLs: ["http://a/"])
        let requests: [SigningRequest] = [
            .prepare(
                PrepareOrder(
                    profile: .xml(XMLProfile(tbsXPath: "/a", lineEnding: .crlf)), certificates: [[1, 2]],
                    rules: SignerRules(filter: SignerFilter(iin: "1")), trust: trust, withContent: [true, false])),
            .supply(job: 1, found: [true]), .cancel, .health, .release([4]), .readCertificates, .openKeyFile,
            .sign(file: 1, key: 2, digests: [DigestToSign(scheme: .gost2015_512, digest: [9])]),
        ]
        for request in requests { #expect(try SigningRequest(payload: try request.frame().payload) == request) }
        let answers: [SigningAnswer] = [
            .verified(report()), .progress(done: 1, of: 2), .passwordWrong, .documents(count: 2),
            .needs(job: 4, requests: [FetchRequest(kind: .timeStamp, url: "http://t/", body: [1])]),
            .failed(code: .documentMalformed, detail: "d", requesterText: "q"),
        ]
        for answer in answers { #expect(try SigningAnswer(payload: try answer.frame().payload) == answer) }
    }
}
