import CMS
import KioskDevices
import KioskDomain
import KioskTestSupport
import PKIX
import Testing

@Suite("`openssl ts`, both directions (issue 3, shown by)")
struct OpenSSLTimeStampTests {
    private static let configuration = """
        [tsa]
        serial = serial
        signer_digest = sha256
        default_policy = 1.2.398.3.3.2.6.4
        digests = sha1, sha256, sha512
        accuracy = secs:1, millisecs:500, microsecs:100
        ordering = yes
        tsa_name = yes
        ess_cert_id_chain = no
        ess_cert_id_alg = sha256
        """

    @Test("OpenSSL's authority stamps our signature: level T", arguments: ["rsa:2048", "ec"])
    func theirs(key: String) async throws {
        let authority = try await OpenSSLAuthority()
        try await authority.issue("tsa", key: key, extensions: OpenSSLAuthority.timeStamping)
        try await authority.issue("signer", key: key, extensions: OpenSSLAuthority.signing)
        let signer = try await authority.identity("signer")
        let folder = authority.folder
        try folder.write("tsa.cnf", Array(Self.configuration.utf8))
        try folder.write("serial", Array("01".utf8))
        let document = try signer.sign(
            CAdESSigning.prepare(
                .document(text), certificate: signer.certificate,
                options: CAdESOptions(signingTime: OpenSSLAuthority.now)))
        let request = try document.timeStampRequest(forSignerAt: 0)
        try folder.write("query", request.der)
        try await authority.openssl(
            "ts -reply -config tsa.cnf -section tsa -queryfile query -signer tsa.pem -inkey tsa.key -chain ca.pem "
                + "-out reply")
        let token = try TimeStampResponse(der: folder.read("reply")).token(answering: request)
        #expect(token.info.accuracy == .milliseconds(1500) + .microseconds(100))
        let stamped = try document.addingTimeStamp(token, toSignerAt: 0)
        let report = try authority.verifier.verify(stamped.encoded(), at: OpenSSLAuthority.now)
        #expect(report.isValid, "\(report)")
        #expect(report.signers.first?.level == .t)

        // A time stamp does not disturb OpenSSL's own verifying.
        try folder.write("cms", stamped.encoded())
        try await authority.openssl("cms -verify -cades -binary -inform DER -CAfile ca.pem -in cms -out out")
    }

    @Test("OpenSSL's client accepts our authority's answer, and shows our refusal", arguments: ["rsa:2048", "ec"])
    func ours(key: String) async throws {
        let authority = try await OpenSSLAuthority()
        try await authority.issue("tsa", key: key, extensions: OpenSSLAuthority.timeStamping)
        let identity = try await authority.identity("tsa")
        let folder = authority.folder
        let service = TimeStampAuthority(
            certificate: identity.certificate, chain: [authority.root], policy: TimeStampTests.policy,
            accuracy: .seconds(1))
        try folder.write("doc", text)
        for options in ["-cert", "", "-cert -no_nonce", "-cert -tspolicy 1.2.398.3.3.2.6.4", "-cert -sha512"] {
            try await authority.openssl("ts -query -data doc -sha256 -out query \(options)")
            let query = try folder.read("query")
            let reply = service.answer(
                query, serialNumber: [0x07], at: OpenSSLAuthority.now, sign: identity.sign(digest:))
            try folder.write("reply", reply)
            try await authority.openssl(
                "ts -verify -queryfile query -in reply -CAfile ca.pem -untrusted tsa.pem")
            #expect(try TimeStampRequest(der: query).der == query)
        }
        try await authority.openssl("ts -query -data doc -sha256 -tspolicy 1.2.3.4 -out query")
        let refusal = service.answer(
            try folder.read("query"), serialNumber: [8], at: OpenSSLAuthority.now, sign: identity.sign(digest:))
        try folder.write("reply", refusal)
        let shown = try await authority.openssl("ts -reply -in reply -text")
        #expect(shown.standardOutput.contains("Rejected"))
        #expect(shown.standardOutput.contains("unaccepted policy") || shown.standardOutput.contains("policy"))
    }
}
