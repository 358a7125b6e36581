import KioskDomain
import PKIX
import Testing
import XMLSignature

@Suite("XML signature: several on one document")
struct SeveralSignaturesTests {
    private func signed(_ keys: KeyAlgorithm...) throws -> String {
        try keys.reduce(Samples.tag) { try DemoSigner.sign($0, $1) }
    }

    @Test("each signature also covers those before it; all are valid, peeled off from the last one")
    func peeled() throws {
        let verdicts = try XMLVerifier.verify(.text(signed(.ecP256, .gost2015_512, .rsa(bits: 2048))))
        #expect(verdicts.map(\.isValid) == [true, true, true])
        #expect(verdicts.map(\.laterSignatures.count) == [2, 1, 0])
        #expect(verdicts[0].laterSignatures == ["/tag/ds:Signature[2]", "/tag/ds:Signature[3]"])
        #expect(verdicts.map(\.algorithm) == [.ecdsaSHA256, .gost2015_512, .rsaSHA256])
    }

    @Test("a later signature that is not valid hides nothing: the earlier one fails as well")
    func hidden() throws {
        let two = try signed(.ecP256, .ecP384)
        let broken = Samples.replacing("ecdsa-sha384", by: "ecdsa-sha256", in: two)
        #expect(try XMLVerifier.verify(.text(broken)).map(\.isValid) == [false, false])
        let one = try signed(.ecP256)
        let smuggled = Samples.replacing(
            "</tag>", by: "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">more</ds:Signature></tag>",
            in: one)
        #expect(try XMLVerifier.verify(.text(smuggled)).map(\.isValid) == [false, false])
    }

    @Test("an earlier signature that is taken away invalidates the later one")
    func removed() throws {
        let two = try signed(.ecP256, .ecP384)
        let start = try #require(two.firstRange(of: "<ds:Signature "))
        let end = try #require(two.firstRange(of: "</ds:Signature>"))
        let one = two.replacing(subrange: start.lowerBound..<end.upperBound, by: "")
        #expect(try XMLVerifier.verify(.text(one)).map(\.isValid) == [false])
    }

    @Test("signatures of separate elements stand beside each other")
    func separate() throws {
        let document = "<r><a Id=\"a\">1</a><b Id=\"b\">2</b><s/></r>"
        let first = try DemoSigner.sign(
            .text(document), .ecP256, XMLSigningOptions(tbsXPath: "//a", parentXPath: "//s"))
        let both = try DemoSigner.sign(.text(first), .ecP384, XMLSigningOptions(tbsXPath: "//b", parentXPath: "//s"))
        let verdicts = try XMLVerifier.verify(.text(both))
        #expect(verdicts.map(\.isValid) == [true, true] && verdicts.allSatisfy(\.laterSignatures.isEmpty))
    }

    @Test("more signatures than the limit are refused")
    func tooMany() throws {
        let one = "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"/>"
        let error = #expect(throws: XMLSignatureError.self) {
            try XMLVerifier.verify(.text("<a>\(String(repeating: one, count: 65))</a>"))
        }
        #expect(error?.code == .documentTooLarge)
    }
}
