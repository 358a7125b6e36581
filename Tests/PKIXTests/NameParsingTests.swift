import KioskDevices
import PKIX
import SwiftASN1
import Testing

@Suite("Distinguished names read from text (RFC 4514)")
struct NameParsingTests {
    @Test("what is written is read again; the last relative name of the text is the first of the encoding")
    func roundTrip() throws {
        for text in [
            "CN=DEMO PERSON 1,serialNumber=IIN000000000000,C=KZ", "CN=Comma\\, and \\+ plus,O=\\ blanks\\ ,C=KZ",
            "2.5.4.97=NTRKZ-000000000000,C=KZ",
        ] {
            let name = try DistinguishedName(text: text)
            #expect(name.description == text)
            #expect(name.first([2, 5, 4, 6]) == "KZ")
            #expect(name.relativeNames.first?.first?.value == "KZ")
        }
    }

    @Test("letter case, blanks after commas and Java's names are taken")
    func tolerant() throws {
        let name = try DistinguishedName(text: "cn=A, SURNAME=B, GIVENNAME=C, E=a@example.org, S=D, c=KZ")
        #expect(name.description == "CN=A,SN=B,GN=C,emailAddress=a@example.org,ST=D,C=KZ")
    }

    @Test("what is no such name is refused")
    func refused() {
        for text in [
            "", "CN", "CN=", "=A", "CN=A,", "CN=A\\", "CN=#3003", "X=A", "CN=A+O=B", "CN=\"A\"",
            String(repeating: "CN=A,", count: 40) + "C=KZ", "CN=" + String(repeating: "a", count: 300),
        ] { #expect(throws: Failure.self, "\(text.prefix(20))") { try DistinguishedName(text: text) } }
    }

    @Test("random text never traps")
    func random() {
        var generator = SystemRandomNumberGenerator()
        let scalars = Array("CNO=,;\\+\"# aё\u{0}1.25".unicodeScalars)
        for _ in 0..<2000 {
            let count = Int.random(in: 0...30, using: &generator)
            let text = String(
                String.UnicodeScalarView((0..<count).compactMap { _ in scalars.randomElement(using: &generator) }))
            _ = try? DistinguishedName(text: text)
        }
    }
}
