import KioskDomain
import PKIX
import Testing
import XMLSignature

@Suite("XML signature: what is signed and where it goes (tbsXPath, parentXPath)")
struct PlaceOfSignatureTests {
    private let document = """
        <r xmlns:n="urn:example:n"><part Id="p1">one</part><n:part Id="p2">two</n:part><place/><bare>three</bare></r>
        """

    private func sign(_ tbs: String, _ parent: String, _ text: String? = nil) throws -> String {
        try DemoSigner.sign(.text(text ?? document), .ecP256, XMLSigningOptions(tbsXPath: tbs, parentXPath: parent))
    }

    @Test("empty and `/` mean the whole document, signed in its document element", arguments: ["", "/"])
    func whole(path: String) throws {
        let signed = try sign(path, path)
        #expect(signed.hasSuffix("</ds:Signature></r>") && signed.contains("<ds:Reference URI=\"\">"))
        #expect(try XMLVerifier.verify(.text(signed)).first?.references.map(\.coverage) == [.wholeDocument])
    }

    @Test("the document element without identifier means the whole document")
    func documentElement() throws {
        let signed = try sign("/r", "/r")
        #expect(try XMLVerifier.verify(.text(signed)).first?.coversWholeDocument == true)
    }

    @Test("an element is signed by its identifier, SignedInfo canonicalised exclusively")
    func element() throws {
        let signed = try sign("//part", "/r/place")
        #expect(signed.contains("<ds:Reference URI=\"#p1\">") && signed.contains("</ds:Signature></place>"))
        #expect(!signed.contains("enveloped-signature"))
        #expect(signed.contains("CanonicalizationMethod Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\""))
        let verdict = try #require(try XMLVerifier.verify(.text(signed)).first)
        #expect(verdict.isValid && verdict.references.map(\.coverage) == [.element(path: "/r/part")])
        #expect(!verdict.coversWholeDocument)
        // What is not covered may change; what is covered may not.
        let elsewhere = Samples.replacing("three", by: "3", in: signed)
        #expect(try XMLVerifier.verify(.text(elsewhere)).first?.isValid == true)
        let inside = Samples.replacing(">one<", by: ">1<", in: signed)
        #expect(try XMLVerifier.verify(.text(inside)).first?.problems == [.digest("#p1")])
    }

    @Test("prefixes of the document element may be used; a signature inside the signed element is enveloped")
    func inside() throws {
        let signed = try sign("/r/n:part", "/r/n:part")
        #expect(signed.contains("enveloped-signature") && signed.contains("two<ds:Signature"))
        #expect(try XMLVerifier.verify(.text(signed)).first?.isValid == true)
    }

    @Test(
        "expressions that are wrong, select nothing, several, no element, or one without identifier",
        arguments: [
            "//part[", "//absent", "//*", "/r/bare", "string(/r)", "count(//*)", "/r/@*", "//text()", "$x",
            "document('file:///etc/passwd')", "no:prefix", "id('p1')[", String(repeating: "(", count: 4000),
        ])
    func unsuitable(expression: String) throws {
        do {
            _ = try sign(expression, "")
            Issue.record("signed")
        } catch let error as XMLSignatureError {
            #expect(error.code == .documentMalformed || error.code == .documentTooLarge, "\(error)")
        }
    }

    @Test("an identifier that several elements bear is refused")
    func ambiguous() {
        #expect(throws: XMLSignatureError.self) { try sign("/r/a", "", "<r><a Id='x'/><b id='x'/></r>") }
    }

    @Test("an expression that takes too long is given up")
    func endless() {
        let wide = "<r>\(String(repeating: "<a Id='x'/>", count: 20_000))</r>"
        let clock = ContinuousClock()
        let time = clock.measure {
            #expect(throws: XMLSignatureError.self) { try sign("//a[count(//a[count(//a) > 1]) > 1]", "", wide) }
        }
        #expect(time < .seconds(30))
    }
}
