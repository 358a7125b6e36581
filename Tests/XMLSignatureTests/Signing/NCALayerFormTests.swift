import KioskDomain
import PKIX
import Testing
import XMLSignature

@Suite("XML signature as NCALayer's recorded ones (facts 2.6)")
struct NCALayerFormTests {
    @Test(
        "the URIs of each key",
        arguments: [
            (
                KeyAlgorithm.rsa(bits: 2048), "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
                "http://www.w3.org/2001/04/xmlenc#sha256"
            ),
            (.ecP256, "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256", "http://www.w3.org/2001/04/xmlenc#sha256"),
            (
                .ecP384, "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384",
                "http://www.w3.org/2001/04/xmldsig-more#sha384"
            ),
            (
                .gost2015_512,
                "urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms:gostr34102015-gostr34112015-512",
                "urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms:gostr34112015-512"
            ),
            (
                .gost2015_256,
                "urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms:gostr34102015-gostr34112015-256",
                "urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms:gostr34112015-256"
            ),
            (
                .gost2004, "http://www.w3.org/2001/04/xmldsig-more#gost34310-gost34311",
                "http://www.w3.org/2001/04/xmldsig-more#gost34311"
            ),
        ])
    func algorithms(key: KeyAlgorithm, signature: String, digest: String) throws {
        let signed = try DemoSigner.sign(Samples.rich, key)
        #expect(signed.contains("<ds:SignatureMethod Algorithm=\"\(signature)\"/>"))
        #expect(signed.contains("<ds:DigestMethod Algorithm=\"\(digest)\"/>"))
        let verdict = try #require(try XMLVerifier.verify(.text(signed)).first)
        #expect(verdict.isValid, "\(verdict.problems)")
        #expect(verdict.algorithm == key.signatureAlgorithm && verdict.coversWholeDocument)
        #expect(try verdict.certificate == DemoSigner.of(key).certificate)
    }

    @Test("the layout, line by line; CR LF for commonUtils, LF for basics", arguments: [XMLLineEnding.lf, .crlf])
    func layout(lineEnding: XMLLineEnding) throws {
        let signer = try DemoSigner.of(.rsa(bits: 2048))
        let prepared = try XMLSigner.prepare(
            .text(Samples.tag), certificate: signer.certificate, options: XMLSigningOptions(lineEnding: lineEnding))
        let signed = Samples.text(try prepared.complete(signature: signer.key.sign(digest: prepared.digest)))
        let end = lineEnding == .crlf ? "\r\n" : "\n"
        var lines = signed.split(separator: end, omittingEmptySubsequences: false).map(String.init)
        let expected = [
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?><tag>data<ds:Signature "
                + "xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">",
            "<ds:SignedInfo>",
            "<ds:CanonicalizationMethod Algorithm=\"http://www.w3.org/TR/2001/REC-xml-c14n-20010315\"/>",
            "<ds:SignatureMethod Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256\"/>",
            "<ds:Reference URI=\"\">", "<ds:Transforms>",
            "<ds:Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\"/>",
            "<ds:Transform Algorithm=\"http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments\"/>",
            "</ds:Transforms>", "<ds:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/>",
            "<ds:DigestValue>soDZFGIUsZ1x0sK/7x1bJvtGeQsO0BKOVwAvKxC3RJY=</ds:DigestValue>",
            "</ds:Reference>", "</ds:SignedInfo>", "<ds:SignatureValue>",
        ]
        #expect(Array(lines.prefix(expected.count)) == expected)
        lines.removeFirst(expected.count)
        let value = lines.prefix { !$0.hasPrefix("<") }
        #expect(value.map(\.count) == [76, 76, 76, 76, 40])
        lines.removeFirst(value.count)
        let key = ["</ds:SignatureValue>", "<ds:KeyInfo>", "<ds:X509Data>", "<ds:X509Certificate>"]
        #expect(Array(lines.prefix(4)) == key)
        #expect(
            lines.suffix(4) == ["</ds:X509Certificate>", "</ds:X509Data>", "</ds:KeyInfo>", "</ds:Signature></tag>"])
        #expect(try XMLVerifier.verify(.text(signed)).map(\.isValid) == [true])
    }

    @Test("line ends are no part of what is signed: CR LF and LF may be exchanged on the way")
    func lineEndsExchanged() throws {
        let signed = try DemoSigner.sign(Samples.rich.replacing("\n", with: "\r\n"), .ecP256)
        #expect(!signed.contains("\r"))
        #expect(signed.contains("&#13;"))
        let exchanged = signed.replacing("\n", with: "\r\n")
        #expect(try XMLVerifier.verify(.text(exchanged)).map(\.isValid) == [true])
    }

    @Test("the value is checked before the document leaves: a signature of another key is refused")
    func wrongKey() throws {
        let signer = try DemoSigner.of(.ecP256)
        let prepared = try XMLSigner.prepare(.text(Samples.tag), certificate: signer.certificate)
        let other = try PrivateKey.generate(.ecP256).sign(digest: prepared.digest)
        for wrong in [other, [], [UInt8](repeating: 0x30, count: 70)] {
            #expect(throws: XMLSignatureError.signatureMismatch) { try prepared.complete(signature: wrong) }
        }
    }

    @Test("what is signed is the digest of the canonical SignedInfo")
    func digestOfSignedInfo() throws {
        for key in [KeyAlgorithm.ecP256, .gost2004, .gost2015_512] {
            let signer = try DemoSigner.of(key)
            let prepared = try XMLSigner.prepare(.text(Samples.tag), certificate: signer.certificate)
            #expect(prepared.digest == key.signatureAlgorithm.digestAlgorithm.digest(prepared.signedInfo))
            #expect(Samples.text(prepared.signedInfo).hasPrefix("<ds:SignedInfo xmlns:ds="))
        }
    }
}
