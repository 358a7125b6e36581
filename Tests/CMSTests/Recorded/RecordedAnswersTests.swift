import CMS
import KioskDevices
import KioskDomain
import PKIX
import Testing

@Suite("Recorded answers of the NCA's test services (facts of the NCA, 3.1 and 3.3)")
struct RecordedAnswersTests {
    /// 2022-09-18T13:20:14Z, when the time stamp was made.
    private let stampedAt = UnixTime(milliseconds: 1_663_507_214_000)

    @Test("the GOST 2004 time stamp verifies under the test authority, with its policy")
    func timeStamp() throws {
        let issuer = try TestFiles.certificate("nca_gost_test.crt")
        let response = try TimeStampResponse(der: TestFiles.bytes("tsp_response.bin"))
        let token = try #require(response.token)
        #expect(token.info.policy.dotted == "1.2.398.3.3.2.6.1")
        var verifier = SignatureVerifier(anchors: [issuer])
        verifier.timeStampPolicies = [SignatureVerifier.ncaTimeStampPolicies]
        let report = verifier.verify(token, over: nil, at: stampedAt)
        #expect(report.isValid, "\(report.problems)")
        #expect(abs(report.time.milliseconds - stampedAt.milliseconds) < 5_000)
        #expect(report.authority?.keyAlgorithm == "GOST 34.310-2004")
        verifier.anchors = []
        #expect(verifier.verify(token, over: nil, at: stampedAt).problems.map(\.code) == [.certificateIssuerMissing])
    }

    @Test("a flipped bit in the recorded time stamp fails")
    func flippedTimeStamp() throws {
        let issuer = try TestFiles.certificate("nca_gost_test.crt")
        let bytes = try TestFiles.bytes("tsp_response.bin")
        let verifier = SignatureVerifier(anchors: [issuer])
        for index in stride(from: 70, to: bytes.count, by: 11) {
            guard let response = try? TimeStampResponse(der: bytes.flipping(index, at: index)),
                let token = response.token
            else { continue }
            // Bits that nothing covers: parameters and names of the CMS around the signed parts.
            let isValid = verifier.verify(token, over: nil, at: stampedAt).isValid
            #expect(!isValid || (1017..<1117).contains(index) || (1269..<1286).contains(index), "byte \(index)")
        }
    }

    /// File of the answer, file of the issuer, what is said.
    static let answers: [(answer: String, issuer: String, status: RevocationStatus)] = [
        ("ocsp_response_individual_2015.bin", "nca_gost2015_test.cer", .neverIssued),
        (
            "ocsp_response_ceo_sign_2004_revoked.bin", "nca_gost_test.crt",
            .revoked(at: UnixTime(milliseconds: 1_642_487_455_000), reason: .superseded)
        ),
    ]

    @Test(
        "certificateHold of 1970 is `never issued`, superseded is revoked; both responders verify", arguments: answers)
    func answer(_ row: (answer: String, issuer: String, status: RevocationStatus)) throws {
        let bytes = try TestFiles.bytes(row.answer)
        let issuer = try TestFiles.certificate(row.issuer)
        let basic = try #require(try OCSPResponse(der: bytes).basic)
        let wanted = try #require(basic.entries.first?.certificate)
        #expect(wanted.digestAlgorithm == .sha256)
        #expect(basic.nonce != nil)
        func status(_ bytes: [UInt8], issuer: Certificate) throws -> RevocationStatus {
            try OCSPResponse(der: bytes).status(of: wanted, issuer: issuer, at: basic.producedAt)
        }
        #expect(try status(bytes, issuer: issuer) == row.status)
        let other = try TestFiles.certificate("nca_rsa_test.crt")
        #expect(try status(bytes, issuer: other) == .unknown(.outOfScope))
        for index in stride(from: 60, to: 360, by: 7) {
            let changed = try? status(bytes.flipping(index, at: index), issuer: issuer)
            #expect(changed != row.status, "byte \(index)")
        }
    }
}
