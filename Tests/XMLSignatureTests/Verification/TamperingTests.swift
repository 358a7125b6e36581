import KioskDomain
import KioskTestSupport
import PKIX
import Testing
import XMLSignature

@Suite("XML verification: what is changed is found")
struct TamperingTests {
    @Test(
        "one changed character in content, attribute, SignedInfo, digest or value",
        arguments: [KeyAlgorithm.rsa(bits: 2048), .ecP256, .ecP384, .gost2004, .gost2015_256, .gost2015_512])
    func oneCharacter(key: KeyAlgorithm) throws {
        let signed = try DemoSigner.sign(Samples.rich, key)
        let changes: [(String, String)] = [
            ("Қазақ тілі", "Казақ тілі"), ("b=\"2\"", "b=\"3\""), ("<?page order?>", "<?page disorder?>"),
            ("<empty/>", "<empty> </empty>"), ("urn:example:p\"", "urn:example:pp\""),
            ("<ds:Transforms>\n", "<ds:Transforms>"), ("<ds:Reference URI=\"\">", "<ds:Reference Id=\"x\" URI=\"\">"),
        ]
        for (old, new) in changes {
            let tampered = Samples.replacing(old, by: new, in: signed)
            #expect(tampered != signed, "\(old) is not in the document")
            #expect(try XMLVerifier.verify(.text(tampered)).map(\.isValid) == [false], "\(old)")
        }
        for element in ["DigestValue>", "SignatureValue>\n"] {
            let tampered = try changingBase64(after: "<ds:" + element, in: signed)
            #expect(try XMLVerifier.verify(.text(tampered)).map(\.isValid) == [false], "\(element)")
        }
    }

    private func changingBase64(after tag: String, in text: String) throws -> String {
        let start = try #require(text.firstRange(of: tag)).upperBound
        let place = text.index(start, offsetBy: 20)
        let other = text[place] == "A" ? "B" : "A"
        return text.replacing(subrange: place...place, by: other)
    }

    @Test("comments are not covered: a reference without name leaves them out, whatever the transform says")
    func comments() throws {
        let signed = try DemoSigner.sign(Samples.rich, .ecP256)
        #expect(signed.contains("#WithComments"))
        let changed = Samples.replacing("<!-- inside -->", by: "<!-- other -->", in: signed)
        let verdict = try #require(try XMLVerifier.verify(.text(changed)).first)
        #expect(verdict.isValid && verdict.references.map(\.coversComments) == [false])
    }

    @Test("what canonical XML makes equal stays valid: order of attributes, quotes, empty elements, CDATA")
    func equivalent() throws {
        let signed = try DemoSigner.sign("<a y=\"1\" x=\"2\"><b></b><![CDATA[<]]></a>", .ecP256)
        let other = Samples.replacing(
            "<a y=\"1\" x=\"2\"><b/><![CDATA[<]]>", by: "<a  x='2'\n y='1' ><b></b>&#60;", in: signed)
        #expect(other != signed)
        #expect(try XMLVerifier.verify(.text(other)).map(\.isValid) == [true])
    }

    @Test("a document without signature has no verdict")
    func unsigned() throws {
        #expect(try XMLVerifier.verify(.text("<Signature/>")).isEmpty)
    }

    @Test("a signature without certificate is judged with those that are given")
    func certificateGiven() throws {
        let signed = try DemoSigner.sign(Samples.tag, .ecP256)
        let start = try #require(signed.firstRange(of: "<ds:KeyInfo>"))
        let end = try #require(signed.firstRange(of: "</ds:KeyInfo>"))
        let bare = signed.replacing(subrange: start.lowerBound..<end.upperBound, by: "")
        #expect(try XMLVerifier.verify(.text(bare)).first?.problems == [.certificateMissing])
        let given = try [DemoSigner.of(.ecP384).certificate, DemoSigner.of(.ecP256).certificate]
        let verdict = try #require(try XMLVerifier.verify(.text(bare), certificates: given).first)
        #expect(verdict.isValid && verdict.certificate == given[1])
    }

    @Test("the same certificate with another key does not verify")
    func otherCertificate() throws {
        let signed = try DemoSigner.sign(Samples.tag, .gost2015_512)
        let verdict = try XMLVerifier.verify(
            .text(Samples.replacing("<ds:X509Certificate>\n", by: "<ds:X509Certificate>\nAAAA", in: signed)))
        #expect(verdict.first?.problems == [.certificateMissing])
    }

    @Test("random changes of signed documents never crash")
    func mutations() throws {
        let seed = UInt64.random(in: .min ... .max)
        print("XML mutation seed \(seed)")
        var random = SplitMix64(seed: seed)
        let inputs = try [
            DemoSigner.sign(Samples.rich, .ecP256), DemoSigner.sign(Samples.tag, .gost2004),
            DemoSigner.message(.keyIdentifier, .ecP256), DemoSigner.message(.binarySecurityToken, .ecP256),
        ].map { Array($0.utf8) }
        for round in 0..<600 {
            var bytes = inputs[round % inputs.count]
            for _ in 0...(round % 4) { mutate(&bytes, &random) }
            _ = try? XMLVerifier.verify(.bytes(bytes))
            let certificate = try DemoSigner.of(.ecP256).certificate
            _ = try? XMLSigner.prepare(.bytes(bytes), certificate: certificate)
            _ = try? WebServiceSigner.prepare(.bytes(bytes), certificate: certificate)
        }
    }

    private func mutate(_ bytes: inout [UInt8], _ random: inout SplitMix64) {
        guard !bytes.isEmpty else { return }
        let place = Int.random(in: 0..<bytes.count, using: &random)
        let length = min(Int.random(in: 1...40, using: &random), bytes.count - place)
        switch Int.random(in: 0..<5, using: &random) {
        case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 1: bytes.removeSubrange(place..<(place + length))
        case 2: bytes.insert(contentsOf: bytes[place..<(place + length)], at: place)
        case 3: bytes.removeLast(bytes.count - place)
        default: bytes[place] = [0x00, 0x26, 0x3C, 0x3E, 0x22, 0x23, 0x2F, 0xFF].randomElement(using: &random) ?? 0
        }
    }
}
