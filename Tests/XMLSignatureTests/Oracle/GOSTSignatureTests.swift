import FoundationEssentials
import KioskTestSupport
import PKIX
import Testing
import XMLSignature

@Suite("GOST XML signatures, checked without our XML code")
struct GOSTSignatureTests {
    /// The text between two tags.
    private func between(_ start: String, _ end: String, _ text: String) throws -> String {
        let from = try #require(text.firstRange(of: start)).upperBound
        let rest = text[from...]
        return String(rest[..<(try #require(rest.firstRange(of: end)).lowerBound)])
    }

    private func decoded(_ base64: String) throws -> [UInt8] {
        try Array(#require(Data(base64Encoded: base64.filter { !$0.isWhitespace })))
    }

    /// The canonical bytes that xmllint makes.
    private func canonical(_ text: String) async throws -> [UInt8] {
        let folder = try TemporaryFolder("xmllint")
        let file = try folder.write("document.xml", Array(text.utf8))
        let output = try await Tool.run("xmllint", ["--c14n", file])
        #expect(output.succeeded, "\(output.standardError)")
        return Array(output.standardOutput.utf8)
    }

    @Test(
        "digest and value over the bytes of `xmllint --c14n`",
        arguments: [KeyAlgorithm.gost2004, .gost2015_256, .gost2015_512])
    func independent(key: KeyAlgorithm) async throws {
        try RealPart.require(programs: "xmllint")
        let algorithm = key.signatureAlgorithm
        let document = "<a xmlns='urn:example:a' z='1' b='2'><c/>Өтініш</a>"
        let signed = try DemoSigner.sign(document, key)
        let digest = try decoded(between("<ds:DigestValue>", "</ds:DigestValue>", signed))
        #expect(try await digest == algorithm.digestAlgorithm.digest(canonical(document)))

        let signedInfo = "<ds:SignedInfo>" + (try between("<ds:SignedInfo>", "</ds:Reference>", signed))
        // What stands around SignedInfo, for the namespaces in scope there.
        let around = Samples.replacing(
            "<ds:SignedInfo>",
            by: "<ds:SignedInfo xmlns=\"urn:example:a\" xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">",
            in: signedInfo + "</ds:Reference>\n</ds:SignedInfo>")
        let value = try decoded(between("<ds:SignatureValue>", "</ds:SignatureValue>", signed))
        let certificate = try DemoSigner.of(key).certificate
        let canonicalInfo = try await canonical(around)
        #expect(certificate.publicKey?.verify(signature: value, of: canonicalInfo, algorithm: algorithm) == true)
    }

    @Test("the digest is the Streebog of gost-engine", arguments: [KeyAlgorithm.gost2015_256, .gost2015_512])
    func engine(key: KeyAlgorithm) async throws {
        try RealPart.require(programs: "openssl")
        let folder = try TemporaryFolder("engine")
        let file = try folder.write("document.xml", Array(Samples.tag.utf8))
        let name = key == .gost2015_256 ? "md_gost12_256" : "md_gost12_512"
        let output = try await Tool.run("openssl", ["dgst", "-engine", "gost", "-r", "-\(name)", file])
        try RealPart.require(output.succeeded, "openssl has no engine gost")
        let signed = try DemoSigner.sign(Samples.tag, key)
        let digest = try decoded(between("<ds:DigestValue>", "</ds:DigestValue>", signed))
        let hexadecimal = digest.map { byte in
            let text = String(byte, radix: 16)
            return text.count == 1 ? "0" + text : text
        }.joined()
        #expect(output.standardOutput.hasPrefix(hexadecimal))
    }

    @Test("both families of algorithm names are read (complaints: NCANode#192)")
    func families() throws {
        let more = "http://www.w3.org/2001/04/xmldsig-more#"
        let kazakhstan = "urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms:"
        for (key, from, to) in [
            (KeyAlgorithm.gost2004, more, kazakhstan), (.gost2015_256, kazakhstan, more),
            (.gost2015_512, kazakhstan, more),
        ] {
            let signed = try DemoSigner.sign(Samples.tag, key)
            let other = signed.replacing("\"\(from)gost", with: "\"\(to)gost")
            #expect(other != signed)
            let verdict = try #require(try XMLVerifier.verify(.text(other)).first)
            // The name is part of SignedInfo: the digest still fits, the value cannot.
            #expect(verdict.algorithm == key.signatureAlgorithm && verdict.problems == [.signatureValue])
        }
    }
}
