import KioskDomain
import KioskTestSupport
import PKIX
import Testing
import XMLSignature

@Suite("XML from outside: what is refused")
struct RefusedDocumentTests {
    private func problem(_ text: String) -> XMLSignatureError? { problem(.text(text)) }

    private func problem(_ source: XMLSource, _ limits: XMLLimits = XMLLimits()) -> XMLSignatureError? {
        do throws(XMLSignatureError) {
            _ = try XMLVerifier.verify(source, limits: limits)
            return nil
        } catch { return error }
    }

    @Test(
        "every document type declaration is refused, whatever it holds",
        arguments: [
            "<!DOCTYPE a><a/>",
            "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>",
            "<!DOCTYPE a PUBLIC \"-//X\" \"http://127.0.0.1:1/x.dtd\"><a/>",
            "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>",
            "<!DOCTYPE a [<!ENTITY % p SYSTEM \"http://127.0.0.1:1/\"> %p;]><a/>",
            "<?xml version=\"1.0\"?><!-- c --><!DOCTYPE a [<!ATTLIST a Id ID #IMPLIED>]><a Id=\"x\"/>",
        ])
    func documentType(text: String) {
        #expect(problem(text)?.code == .documentForbidden)
    }

    @Test("an entity bomb is refused before it grows")
    func entityBomb() {
        let entities = (1...20).map { "<!ENTITY e\($0) \"\(String(repeating: "&e\($0 - 1);", count: 10))\">" }
        let bomb = "<!DOCTYPE a [<!ENTITY e0 \"ha\">\(entities.joined())]><a>&e20;</a>"
        let clock = ContinuousClock()
        let time = clock.measure { #expect(problem(bomb)?.code == .documentForbidden) }
        #expect(time < .seconds(5))
    }

    @Test("an undeclared entity is not well-formed")
    func undeclaredEntity() {
        #expect(problem("<a>&passwd;</a>")?.code == .documentMalformed)
    }

    @Test("XInclude and style sheets are content like any other: nothing is fetched")
    func inclusion() throws {
        let folder = try TemporaryFolder("xinclude")
        let file = try folder.write("secret.txt", Array("never to be seen".utf8))
        let text = """
            <?xml-stylesheet href="file://\(file)"?><a xmlns:xi="http://www.w3.org/2001/XInclude">\
            <xi:include href="file://\(file)" parse="text"/></a>
            """
        let signed = try DemoSigner.sign(text, .ecP256)
        #expect(signed.contains("<xi:include href=\"file://\(file)\" parse=\"text\"/>"))
        #expect(!signed.contains("never to be seen"))
    }

    @Test("256 nested elements are read, 257 refused")
    func depth() {
        func nested(_ count: Int) -> String {
            String(repeating: "<a>", count: count) + String(repeating: "</a>", count: count)
        }
        #expect(problem(nested(256)) == nil)
        #expect(problem(nested(257))?.code == .documentTooLarge)
        #expect(problem(nested(100_000))?.code == .documentTooLarge)
    }

    @Test("too many attributes of one element are refused in time, not compared pairwise")
    func attributes() {
        let many = (0..<1_000_000).map { "a\($0)=\"\"" }.joined(separator: " ")
        let clock = ContinuousClock()
        let time = clock.measure { #expect(problem("<a \(many)/>")?.code == .documentTooLarge) }
        #expect(time < .seconds(20))
        let some = (0..<4000).map { "a\($0)=\"\"" }.joined(separator: " ")
        #expect(problem("<a \(some)/>") == nil)
    }

    @Test("too many namespaces in scope, nodes, bytes are refused")
    func width() {
        let namespaces = (0..<300).map { "xmlns:n\($0)=\"urn:example:\($0)\"" }.joined(separator: " ")
        #expect(problem("<a \(namespaces)/>")?.code == .documentTooLarge)
        var limits = XMLLimits()
        limits.nodes = 1000
        let nodes = "<a>\(String(repeating: "<b/><!-- c --><?p i?>", count: 334))</a>"
        #expect(problem(.text(nodes), limits)?.code == .documentTooLarge)
        #expect(problem(.text(nodes)) == nil)
        limits.byteCount = 20
        #expect(problem(.text("<a>000000000000000</a>"), limits)?.code == .documentTooLarge)
    }

    @Test(
        "not well-formed: line, column and the parser's text",
        arguments: [
            ("<this>is not a valid XML", 1, 25), ("", 1, 1), ("text", 1, 1), ("<a>\n<b>\n</a>", 3, 5),
            ("<a/><b/>", 1, 5), ("<p:a/>", 1, 5), ("<a b='1' b='2'/>", 1, 15), ("<a>\u{1}</a>", 1, 4),
            ("<a>text & more</a>", 1, 10),
        ])
    func notWellFormed(text: String, line: Int, column: Int) throws {
        guard case .notWellFormed(let error) = problem(text) else {
            Issue.record("read, or refused otherwise: \(text)")
            return
        }
        #expect(error.line == line && error.column == column, "\(error)")
        #expect(!error.parserText.isEmpty)
    }

    @Test("the text for portals is NCALayer's recorded one")
    func saxText() {
        guard case .notWellFormed(let error) = problem("<this>is not a valid XML") else {
            Issue.record("read")
            return
        }
        #expect(
            error.saxText == "org.xml.sax.SAXParseException; lineNumber: 1; columnNumber: 25; "
                + "XML document structures must start and end within the same entity.")
    }

    @Test("errors for logs say nothing of what the document says")
    func quietErrors() {
        let error = problem("<secretname>")
        #expect(error != nil && error?.description.contains("secretname") == false)
    }

    @Test("a relative namespace name has no canonical form")
    func relativeNamespace() throws {
        #expect(throws: XMLSignatureError.self) { try DemoSigner.sign("<a xmlns=\"relative\"/>", .ecP256) }
    }
}
