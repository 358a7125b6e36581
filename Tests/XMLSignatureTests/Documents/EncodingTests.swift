import FoundationEssentials
import PKIX
import Testing
import XMLSignature

@Suite("XML from outside: encodings")
struct EncodingTests {
    private let windows1251: [UInt8] =
        Array("<?xml version=\"1.0\" encoding=\"windows-1251\"?><a>".utf8)
        + [0xCF, 0xF0, 0xE8, 0xE2, 0xE5, 0xF2] + Array("</a>".utf8)

    private func utf16(_ text: String) -> [UInt8] {
        [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    }

    @Test("windows-1251, UTF-16 and UTF-8 bytes come out as UTF-8, and are signed so")
    func decoded() throws {
        let russian = try DemoSigner.sign(.bytes(windows1251), .ecP256)
        #expect(russian.hasPrefix("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?><a>Привет<ds:Signature"))
        let kazakh = "<a>Ә Ғ Қ Ң Ө Ұ Ү Һ І ә ғ қ ң ө ұ ү һ і</a>"
        let wide = try DemoSigner.sign(.bytes(utf16("<?xml version=\"1.0\" encoding=\"UTF-16\"?>" + kazakh)), .ecP256)
        #expect(wide.contains(kazakh.dropLast(4)))
        let marked = try DemoSigner.sign(.bytes([0xEF, 0xBB, 0xBF] + Array(kazakh.utf8)), .ecP256)
        #expect(marked.contains(kazakh.dropLast(4)))
        for signed in [russian, wide, marked] {
            #expect(try XMLVerifier.verify(.text(signed)).map(\.isValid) == [true])
        }
    }

    @Test("in text that is decoded already the declared encoding does not count")
    func declaredOtherwise() throws {
        for encoding in ["UTF-16", "windows-1251", "no-such-encoding"] {
            let signed = try DemoSigner.sign("<?xml version=\"1.0\" encoding=\"\(encoding)\"?><a>Қазақ</a>", .ecP256)
            #expect(signed.contains("<a>Қазақ<ds:Signature"), "\(encoding)")
        }
        #expect(try DemoSigner.sign("\u{FEFF}<a>Қазақ</a>", .ecP256).contains("<a>Қазақ<ds:Signature"))
    }

    @Test("bytes that are not what they say are refused")
    func wrongBytes() {
        for bytes in [Array("<a>".utf8) + [0xC3, 0x28] + Array("</a>".utf8), [0xFF, 0xFE, 0x3C], [0, 0, 0]] {
            #expect(throws: XMLSignatureError.self) { try XMLVerifier.verify(.bytes(bytes)) }
        }
    }
}
