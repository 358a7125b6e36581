import NCALayer
import Testing

@Suite("RFC 6454: who a page says it is")
struct PageOriginTests {
    @Test("sites, in lower case; null; none")
    func good() {
        #expect(PageOrigin(header: "https://EGOV.kz") == .site("https://egov.kz"))
        #expect(PageOrigin(header: "https://127.0.0.1:13579")?.description == "https://127.0.0.1:13579")
        #expect(PageOrigin(header: "http://[::1]:8080")?.description == "http://[::1]:8080")
        #expect(PageOrigin(header: "chrome-extension://abcdef")?.description == "chrome-extension://abcdef")
        #expect(PageOrigin(header: "null") == .opaque)
        #expect(PageOrigin(header: nil) == PageOrigin.none)
        #expect(PageOrigin(name: "-") == PageOrigin.none && PageOrigin(name: "null") == .opaque)
    }

    @Test(
        "what is no origin is none of them",
        arguments: [
            "", "https://", "https:/egov.kz", "egov.kz", "https://egov.kz/", "https://user@egov.kz", "https://egov.kz ",
            "https://egov%2ekz", "https://\u{435}gov.kz", "://x", "ht tp://x",
            "https://" + String(repeating: "a", count: 300),
        ])
    func bad(header: String) { #expect(PageOrigin(header: header) == nil) }
}
