import KioskTestSupport
import PKIX
import Testing
import XMLSignature

@Suite("xmlsec1 accepts what we sign, and we what it signs")
struct XMLSecTests {
    private static let keys: [KeyAlgorithm] = [.rsa(bits: 2048), .ecP256, .ecP384]
    private static let c14n = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"

    /// Runs `xmlsec1 --verify` over a document; the certificate of the signer is trusted.
    private func verify(_ document: [UInt8], _ signer: DemoSigner, _ more: [String] = []) async throws -> Tool.Output {
        try RealPart.require(programs: "xmlsec1")
        let folder = try TemporaryFolder("xmlsec")
        let certificate = try folder.write("certificate.pem", Array(signer.certificate.pem.utf8))
        let file = try folder.write("document.xml", document)
        return try await Tool.run("xmlsec1", ["--verify", "--trusted-pem", certificate] + more + [file])
    }

    @Test("our documents, with either line end", arguments: keys, [XMLLineEnding.lf, .crlf])
    func ours(key: KeyAlgorithm, lineEnding: XMLLineEnding) async throws {
        let signer = try DemoSigner.of(key)
        for text in [Samples.tag, Samples.rich] {
            let signed = try DemoSigner.sign(.text(text), key, XMLSigningOptions(lineEnding: lineEnding))
            let output = try await verify(Array(signed.utf8), signer)
            #expect(output.succeeded, "\(output.standardError)")
            let tampered = Samples.replacing(
                "data", by: "date", in: Samples.replacing("Қазақ", by: "Казақ", in: signed))
            #expect(try await !verify(Array(tampered.utf8), signer).succeeded)
        }
    }

    @Test("an element signed by its identifier")
    func element() async throws {
        let signed = try DemoSigner.sign(
            .text("<r xmlns:n=\"urn:example:n\"><n:a Id=\"a1\" xml:lang=\"kk\">Ә</n:a><s/></r>"), .ecP256,
            XMLSigningOptions(tbsXPath: "/r/n:a", parentXPath: "/r/s"))
        let output = try await verify(
            Array(signed.utf8), DemoSigner.of(.ecP256), ["--id-attr:Id", "urn:example:n:a"])
        #expect(output.succeeded, "\(output.standardError)")
    }

    @Test("the last of several signatures")
    func several() async throws {
        let signed = try DemoSigner.sign(DemoSigner.sign(Samples.tag, .ecP384), .ecP256)
        let last = ["--node-xpath", "/tag/*[local-name()='Signature'][2]"]
        #expect(try await verify(Array(signed.utf8), DemoSigner.of(.ecP256), last).succeeded)
    }

    @Test("a signed message", arguments: keys)
    func message(key: KeyAlgorithm) async throws {
        let signer = try DemoSigner.of(key)
        let folder = try TemporaryFolder("xmlsec")
        let certificate = try folder.write("certificate.pem", Array(signer.certificate.pem.utf8))
        let output = try await verify(
            Array(DemoSigner.message(.binarySecurityToken, key).utf8), signer,
            ["--id-attr:Id", "http://schemas.xmlsoap.org/soap/envelope/:Body", "--pubkey-cert-pem", certificate])
        #expect(output.succeeded, "\(output.standardError)")
    }

    /// A template as xmlsec1 wants it, to be filled by it.
    private func template(_ method: String, _ uri: String, _ transforms: [String], _ form: String) -> String {
        let steps = transforms.map { "<Transform Algorithm=\"\($0)\"/>" }.joined()
        return """
            <Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignedInfo>
            <CanonicalizationMethod Algorithm="\(form)"/>
            <SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#\(method)"/>
            <Reference URI="\(uri)"><Transforms>\(steps)</Transforms>
            <DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><DigestValue/></Reference></SignedInfo>
            <SignatureValue/><KeyInfo><X509Data/></KeyInfo></Signature>
            """
    }

    /// A document that xmlsec1 signs with a throw-away key of openssl.
    private func signed(_ document: String, ellipticCurve: Bool, _ more: [String] = []) async throws -> String {
        try RealPart.require(programs: "xmlsec1", "openssl")
        let folder = try TemporaryFolder("xmlsec")
        let kind = ellipticCurve ? ["ec", "-pkeyopt", "ec_paramgen_curve:P-256"] : ["rsa:2048"]
        let made = try await Tool.run(
            "openssl",
            ["req", "-x509", "-nodes", "-days", "2", "-subj", "/CN=Demo Person 1", "-newkey"] + kind
                + ["-keyout", folder.file("key.pem"), "-out", folder.file("certificate.pem")])
        #expect(made.succeeded, "\(made.standardError)")
        let file = try folder.write("document.xml", Array(document.utf8))
        let output = try await Tool.run(
            "xmlsec1",
            ["--sign", "--privkey-pem", "\(folder.file("key.pem")),\(folder.file("certificate.pem"))"] + more + [file])
        #expect(output.succeeded, "\(output.standardError)")
        return output.standardOutput
    }

    @Test("its enveloped signatures, in each canonical form", arguments: [false, true])
    func theirs(ellipticCurve: Bool) async throws {
        let method = ellipticCurve ? "ecdsa-sha256" : "rsa-sha256"
        let forms = [
            Self.c14n, Self.c14n + "#WithComments", "http://www.w3.org/2001/10/xml-exc-c14n#",
            "http://www.w3.org/2001/10/xml-exc-c14n#WithComments", "http://www.w3.org/2006/12/xml-c14n11",
        ]
        for form in forms {
            let signature = template(method, "", ["http://www.w3.org/2000/09/xmldsig#enveloped-signature", form], form)
            let document = Samples.replacing("</ө:өтініш>", by: signature + "</ө:өтініш>", in: Samples.rich)
            let signed = try await signed(document, ellipticCurve: ellipticCurve)
            let verdict = try #require(try XMLVerifier.verify(.text(signed)).first)
            #expect(verdict.isValid && verdict.coversWholeDocument, "\(form): \(verdict.problems)")
            let tampered = Samples.replacing("Қазақ", by: "Казақ", in: signed)
            #expect(try XMLVerifier.verify(.text(tampered)).first?.isValid == false)
        }
    }

    @Test("its references by XPointer cover comments when the form keeps them")
    func pointers() async throws {
        let form = Self.c14n + "#WithComments"
        let enveloped = "http://www.w3.org/2000/09/xmldsig#enveloped-signature"
        for (uri, path) in [("#xpointer(/)", nil), ("#xpointer(id('a1'))", "/r/a")] {
            let signature = template("ecdsa-sha256", uri, path == nil ? [enveloped, form] : [form], Self.c14n)
            let signed = try await signed(
                "<r><a Id=\"a1\"><!-- covered -->1</a>\(signature)</r>", ellipticCurve: true, ["--id-attr:Id", "a"])
            let verdict = try #require(try XMLVerifier.verify(.text(signed)).first)
            #expect(verdict.isValid && verdict.references.map(\.coversComments) == [true], "\(verdict.problems)")
            #expect(verdict.references.map(\.coverage) == [path.map { .element(path: $0) } ?? .wholeDocument])
            let tampered = Samples.replacing("<!-- covered -->", by: "", in: signed)
            #expect(try XMLVerifier.verify(.text(tampered)).first?.isValid == false)
        }
    }

    @Test("its exclusive form with a list of inclusive prefixes")
    func inclusivePrefixes() async throws {
        let exclusive = "http://www.w3.org/2001/10/xml-exc-c14n#"
        let plain = template("ecdsa-sha256", "#a1", [exclusive], Self.c14n)
        let listed = Samples.replacing(
            "<Transform Algorithm=\"\(exclusive)\"/>",
            by: """
                <Transform Algorithm="\(exclusive)"><ec:InclusiveNamespaces xmlns:ec="\(exclusive)" \
                PrefixList="x #default"/></Transform>
                """, in: plain)
        let signed = try await signed(
            "<r xmlns:x=\"urn:example:x\" xmlns=\"urn:example:d\"><a Id=\"a1\">1</a>\(listed)</r>",
            ellipticCurve: true, ["--id-attr:Id", "urn:example:d:a"])
        #expect(try XMLVerifier.verify(.text(signed)).first?.isValid == true)
        let tampered = Samples.replacing("urn:example:x", by: "urn:example:y", in: signed)
        #expect(try XMLVerifier.verify(.text(tampered)).first?.isValid == false)
    }
}
