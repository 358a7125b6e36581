import CMS
import KioskDevices
import KioskDomain
import KioskTestSupport
import PKIX
import Testing

@Suite("`openssl cms -cades`, both directions (issue 3, shown by)")
struct OpenSSLSignatureTests {
    /// What OpenSSL makes, and whether the content is apart.
    static let ways: [(options: String, isDetached: Bool)] = [
        ("-cades -nodetach", false), ("-cades", true), ("-cades -nodetach -stream", false),
        ("-cades -nodetach -keyid", false), ("-cades -md sha512", true), ("-cades -md sha384 -nosmimecap", true),
        ("-nodetach", false), ("-noattr", true),
    ]

    @Test(
        "we accept what OpenSSL makes: RSA and EC, attached, detached, indefinite length, key identifier",
        arguments: ["rsa:2048", "ec"])
    func theirs(key: String) async throws {
        let authority = try await OpenSSLAuthority()
        try await authority.issue("signer", key: key, extensions: OpenSSLAuthority.signing)
        try authority.folder.write("doc", text)
        for way in Self.ways {
            try await authority.openssl(
                "cms -sign -binary -in doc -signer signer.pem -inkey signer.key -outform DER -out cms \(way.options)")
            let encoded = try authority.folder.read("cms")
            let content: SignedContent? = way.isDetached ? .document(text) : nil
            let report = try authority.verifier.verify(encoded, content: content, at: OpenSSLAuthority.now)
            #expect(report.isValid, "\(way): \(report)")
            #expect(report.signers.first?.level == (way.options.contains("-cades") ? .bes : .plain))
            #expect(try CMSDocument(encoded).content.map { Array($0) } == (way.isDetached ? nil : text))
            let other = way.isDetached ? SignedContent.document([1]) : nil
            if other != nil {
                #expect(try !authority.verifier.verify(encoded, content: other, at: OpenSSLAuthority.now).isValid)
            }
        }
    }

    @Test("we accept OpenSSL's RSA-PSS and two signers at once")
    func theirsPSS() async throws {
        let authority = try await OpenSSLAuthority()
        try await authority.issue("first", extensions: OpenSSLAuthority.signing)
        try await authority.issue("second", key: "ec", extensions: OpenSSLAuthority.signing)
        try authority.folder.write("doc", text)
        try await authority.openssl(
            "cms -sign -cades -binary -nodetach -in doc -outform DER -out cms -md sha256 -signer first.pem "
                + "-inkey first.key -keyopt rsa_padding_mode:pss -keyopt rsa_pss_saltlen:digest "
                + "-signer second.pem -inkey second.key")
        let report = try authority.verifier.verify(authority.folder.read("cms"), at: OpenSSLAuthority.now)
        #expect(report.isValid, "\(report)")
        #expect(report.signers.count == 2)
    }

    @Test(
        "OpenSSL accepts what we make: attached, detached, by digest, PSS, with a co-signature",
        arguments: ["rsa:2048", "ec"])
    func ours(key: String) async throws {
        let authority = try await OpenSSLAuthority()
        try await authority.issue("signer", key: key, extensions: OpenSSLAuthority.signing)
        try await authority.issue("second", key: key == "ec" ? "rsa:2048" : "ec", extensions: OpenSSLAuthority.signing)
        let signer = try await authority.identity("signer")
        let second = try await authority.identity("second")
        let folder = authority.folder
        try folder.write("doc", text)
        let now = OpenSSLAuthority.now
        let attached = CAdESOptions(signingTime: now)
        let detached = CAdESOptions(isAttached: false, signingTime: now)
        let pss: SignatureAlgorithm? = key == "ec" ? nil : .rsaPSSSHA256
        let certificate = signer.certificate
        let documents: [(CMSDocument, String)] = [
            (try signer.sign(CAdESSigning.prepare(.document(text), certificate: certificate, options: attached)), ""),
            (
                try signer.sign(CAdESSigning.prepare(.document(text), certificate: certificate, options: detached)),
                "-content doc"
            ),
            (
                try signer.sign(
                    CAdESSigning.prepare(
                        .digest(DigestAlgorithm.sha256.digest(text)), certificate: certificate, options: attached)),
                "-content doc"
            ),
            (
                try signer.sign(
                    CAdESSigning.prepare(
                        .document(text), certificate: certificate, algorithm: pss, options: attached)), ""
            ),
        ]
        let verify = "cms -verify -cades -binary -inform DER -CAfile ca.pem -in cms -out out"
        for (document, content) in documents {
            try folder.write("cms", document.encoded())
            try await authority.openssl("\(verify) \(content)")
            #expect(try folder.read("out") == text)
        }
        let both = try second.sign(
            documents[0].0.prepareSignature(certificate: second.certificate, options: attached))
        try folder.write("cms", both.encoded())
        try await authority.openssl(verify)
        try folder.write("cms", both.encoded(as: .pem))
        try await authority.openssl(verify.replacing("-inform DER", with: "-inform PEM"))
        let broken = both.encoded().flipping(0, at: both.encoded().count - 1)
        try folder.write("cms", broken)
        #expect(try await !authority.openssl(verify, mayFail: true).succeeded)
    }
}
