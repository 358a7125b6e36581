import PKIX
import Testing
import XMLSignature

@Suite("XML verification: references and transforms that are refused")
struct RefusedReferenceTests {
    private func verdict(_ old: String, _ new: String) throws -> XMLSignatureVerdict {
        let signed = try DemoSigner.sign(Samples.tag, .ecP256)
        let changed = Samples.replacing(old, by: new, in: signed)
        #expect(changed != signed)
        return try #require(try XMLVerifier.verify(.text(changed)).first)
    }

    @Test(
        "nothing outside the document is fetched",
        arguments: [
            "http://127.0.0.1:1/x", "file:///etc/passwd", "x.xml", "#", "#absent", "#xpointer(id('absent'))",
            "#xpointer(//tag)", "#element(/1)", "cid:x",
        ])
    func outside(uri: String) throws {
        let verdict = try verdict("URI=\"\"", "URI=\"\(uri)\"")
        #expect(!verdict.isValid && verdict.problems.contains(.reference(uri)))
        #expect(verdict.references.map(\.coverage) == [nil])
    }

    @Test("a reference without URI means something that only an application knows: refused")
    func withoutURI() throws {
        #expect(try verdict(" URI=\"\"", "").problems.contains(.reference("")))
    }

    @Test(
        "XPath, XSLT, Base64 and unknown transforms",
        arguments: [
            "http://www.w3.org/TR/1999/REC-xpath-19991116", "http://www.w3.org/2002/06/xmldsig-filter2",
            "http://www.w3.org/TR/1999/REC-xslt-19991116", "http://www.w3.org/2000/09/xmldsig#base64",
            "http://www.w3.org/2001/04/xmldsig-more/xptr", "urn:example:unknown", "",
        ])
    func transforms(uri: String) throws {
        let canonical = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments"
        let verdict = try verdict(
            "<ds:Transform Algorithm=\"\(canonical)\"/>", "<ds:Transform Algorithm=\"\(uri)\"/>")
        #expect(verdict.problems.contains(.transform(uri)))
    }

    @Test("transforms in a wrong order, or twice")
    func order() throws {
        let enveloped = "http://www.w3.org/2000/09/xmldsig#enveloped-signature"
        let element = "<ds:Transform Algorithm=\"\(enveloped)\"/>"
        #expect(try verdict("</ds:Transforms>", element + "</ds:Transforms>").problems.contains(.transform(enveloped)))
        #expect(try verdict(element, element + element).problems.contains(.transform(enveloped)))
    }

    @Test(
        "algorithms that are unknown or too weak",
        arguments: [
            ("http://www.w3.org/2001/04/xmlenc#sha256", "http://www.w3.org/2000/09/xmldsig#sha1"),
            ("http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256", "http://www.w3.org/2000/09/xmldsig#hmac-sha1"),
            ("http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256", "http://www.w3.org/2000/09/xmldsig#rsa-sha1"),
            ("http://www.w3.org/TR/2001/REC-xml-c14n-20010315\"", "urn:example:c14n\""),
        ])
    func algorithms(old: String, new: String) throws {
        let uri = new.filter { $0 != "\"" }
        #expect(try verdict(old, new).problems.contains(.algorithm(uri)))
    }

    @Test("an algorithm that does not fit the key of the certificate")
    func otherKey() throws {
        #expect(try verdict("#ecdsa-sha256", "#rsa-sha256").problems.contains(.signatureValue))
    }

    @Test(
        "elements missing, doubled or out of order",
        arguments: [
            ("<ds:SignatureValue>", "<ds:SignatureValue/><ds:SignatureValue>"),
            ("<ds:SignedInfo>", "<ds:x/><ds:SignedInfo>"),
            ("<ds:DigestValue>", "<ds:DigestValue/><ds:DigestValue>"), ("</ds:Reference>", "</ds:Reference><ds:x/>"),
            ("<ds:KeyInfo>", "<ds:KeyInfo/><ds:KeyInfo>"), ("<ds:DigestValue>", "<ds:DigestValue>?"),
        ])
    func structure(old: String, new: String) throws {
        let problems = try verdict(old, new).problems
        #expect(problems.contains { if case .structure = $0 { true } else { false } }, "\(problems)")
    }

    @Test("an enveloped signature outside of what it references")
    func notEnveloped() throws {
        let signed = try DemoSigner.sign(
            .text("<r><a Id=\"a\">1</a><s/></r>"), .ecP256, XMLSigningOptions(tbsXPath: "//a", parentXPath: "//s"))
        let enveloped = "http://www.w3.org/2000/09/xmldsig#enveloped-signature"
        let changed = Samples.replacing(
            "<ds:Transforms>\n", by: "<ds:Transforms>\n<ds:Transform Algorithm=\"\(enveloped)\"/>", in: signed)
        #expect(try XMLVerifier.verify(.text(changed)).first?.problems.contains(.transform(enveloped)) == true)
    }

    @Test("more references than the limit")
    func tooMany() throws {
        let signed = try DemoSigner.sign(Samples.tag, .ecP256)
        let start = try #require(signed.firstRange(of: "<ds:Reference "))
        let end = try #require(signed.firstRange(of: "</ds:Reference>"))
        let reference = String(signed[start.lowerBound..<end.upperBound])
        let changed = signed.replacing(
            subrange: start.lowerBound..<end.upperBound, by: String(repeating: reference, count: 17))
        #expect(try XMLVerifier.verify(.text(changed)).first?.problems == [.structure("Reference")])
    }

    @Test("the references of all signatures may be digested only so far")
    func budget() throws {
        let signed = try DemoSigner.sign("<a>\(String(repeating: "x", count: 1000))</a>", .ecP256)
        var limits = XMLLimits()
        limits.digestedBytes = 1000
        #expect(throws: XMLSignatureError.self) { try XMLVerifier.verify(.text(signed), limits: limits) }
    }
}
