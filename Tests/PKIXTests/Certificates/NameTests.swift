import KioskTestSupport
import PKIX
import SwiftASN1
import Testing

@Suite("Distinguished names")
struct NameTests {
    @Test("The text is that of RFC 4514, as OpenSSL writes it")
    func text() async throws {
        try RealPart.require(programs: "openssl")
        let authority = try DemoAuthority()
        let certificate = try authority.issue(to: authority.key.publicKey.info)
        let folder = try TemporaryFolder("names")
        let path = try folder.write("leaf.pem", Array(certificate.pem.utf8))
        let output = try await Tool.run(
            "openssl",
            ["x509", "-in", path, "-noout", "-subject", "-nameopt", "rfc2253,utf8,-esc_msb"])
        #expect(output.standardOutput == "subject=\(certificate.subject)\n")
    }

    @Test(
        "Characters that RFC 4514 escapes",
        arguments: [(" a ", "CN=\\ a\\ "), ("#1", "CN=\\#1"), ("a,b;c", "CN=a\\,b\\;c"), ("\u{1}", "CN=\\01")])
    func escapes(value: String, text: String) {
        #expect(DistinguishedName([.init(.NameAttributes.commonName, value)]).description == text)
    }

    @Test("Names are equal by RFC 5280, 7.1: letter case and spaces aside, string types aside, order not")
    func equality() throws {
        func name(_ first: String, _ second: String) -> DistinguishedName {
            DistinguishedName([
                .init(.NameAttributes.commonName, first), .init(.NameAttributes.organizationName, second),
            ])
        }
        #expect(name("Demo  Authority", " kz") == name("demo authority", "KZ"))
        #expect(name("a", "b") != name("b", "a"))
        #expect(name("a", "b").hashValue == name("A", "B ").hashValue)
        let printable = DEREncoding.sequence(
            DEREncoding.set(of: [
                DEREncoding.sequence(
                    DEREncoding.objectIdentifier(.NameAttributes.commonName), DEREncoding.printableString("A"))
            ]))
        #expect(
            try DistinguishedName(DER.parse(printable))
                == DistinguishedName([.init(.NameAttributes.commonName, "a")]))
    }

    @Test("Old string types are read: BMPString, TeletexString; an odd value by its bytes")
    func stringTypes() throws {
        func read(_ value: [UInt8]) throws -> String? {
            let der = DEREncoding.sequence(
                DEREncoding.set(of: [
                    DEREncoding.sequence(DEREncoding.objectIdentifier(.NameAttributes.commonName), value)
                ]))
            return try DistinguishedName(DER.parse(der)).first(.NameAttributes.commonName)
        }
        #expect(try read(DEREncoding.primitive(.bmpString, [0x04, 0x9A, 0x00, 0x5A])) == "ҚZ")
        #expect(try read(DEREncoding.primitive(.teletexString, [0x41, 0xE9])) == "Aé")
        #expect(try read(DEREncoding.primitive(.octetString, [1, 0xAB])) == "#040201ab")
        #expect(try read(DEREncoding.primitive(.bmpString, [0x04])) == "#1e0104")
    }
}
