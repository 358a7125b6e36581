import CMS
import KioskDevices
import KioskDomain
import KioskTestSupport
import PKIX
import Testing

@Suite("`openssl ocsp`, both directions (issue 3, shown by)")
struct OpenSSLStatusTests {
    @Test("we judge OpenSSL's answers: good, revoked, unknown", arguments: [DigestAlgorithm.sha256, .sha1])
    func theirs(digest: DigestAlgorithm) async throws {
        let authority = try await OpenSSLAuthority()
        try await authority.issue("responder", extensions: OpenSSLAuthority.answering)
        try await authority.issue("signer", key: "ec", extensions: OpenSSLAuthority.signing)
        let folder = authority.folder
        let signer = try authority.certificate("signer.pem")
        let serial = signer.serialNumber.description.uppercased()
        let expected: [(String, RevocationStatus)] = [
            ("V\t350101000000Z\t\t\(serial)\tunknown\t/CN=signer\n", .good),
            (
                "R\t350101000000Z\t250101000000Z,keyCompromise\t\(serial)\tunknown\t/CN=signer\n",
                .revoked(at: UnixTime(milliseconds: 1_735_689_600_000), reason: .keyCompromise)
            ),
            ("", .unknown(.responder)),
        ]
        for (index, status) in expected {
            try folder.write("index.txt", Array(index.utf8))
            let identifier = OCSPCertificateID(signer, issuer: authority.root, digestAlgorithm: digest)
            let request = OCSPRequest(identifier)
            try folder.write("request", request.der)
            try await authority.openssl(
                "ocsp -index index.txt -CA ca.pem -rsigner responder.pem -rkey responder.key -reqin request "
                    + "-respout response -nmin 5")
            let response = try OCSPResponse(der: folder.read("response"))
            let judged = signer.revocation(
                by: response, answering: request, issuer: authority.root, at: OpenSSLAuthority.now)
            #expect(judged == status)
        }
    }

    @Test("OpenSSL accepts our responder's answers", arguments: ["rsa:2048", "ec"])
    func ours(key: String) async throws {
        let authority = try await OpenSSLAuthority()
        try await authority.issue("responder", key: key, extensions: OpenSSLAuthority.answering)
        try await authority.issue("signer", key: key, extensions: OpenSSLAuthority.signing)
        let responder = try await authority.identity("responder")
        let folder = authority.folder
        let service = OCSPResponder(certificate: responder.certificate)
        let expected: [(RevocationStatus, String)] = [
            (.good, "signer.pem: good"),
            (.revoked(at: Moment.start, reason: .superseded), "signer.pem: revoked"),
            (.unknown(.responder), "signer.pem: unknown"), (.neverIssued, "certificateHold"),
        ]
        for digest in ["-sha256", "-sha1"] {
            try await authority.openssl("ocsp \(digest) -issuer ca.pem -cert signer.pem -reqout request")
            for (status, words) in expected {
                let answer = service.answer(
                    try folder.read("request"), at: OpenSSLAuthority.now,
                    status: { $0.isIssued(by: authority.root) ? status : .unknown(.responder) },
                    sign: responder.sign(digest:))
                try folder.write("response", answer)
                let shown = try await authority.openssl(
                    "ocsp \(digest) -issuer ca.pem -cert signer.pem -reqin request -no_nonce -respin response "
                        + "-CAfile ca.pem")
                #expect(shown.standardOutput.contains(words), "\(shown)")
                #expect(shown.standardError.contains("Response verify OK"), "\(shown)")
                #expect(!shown.standardError.contains("WARNING"), "\(shown)")
            }
        }
    }
}
