import HTTPTypes
import Hummingbird
import KioskDomain

extension Response {
    /// A page for people: what it may load and lead to stands in `policy` (Content Security Policy Level 3), no other page may
    /// frame it, and no list of search engines has it.
    ///
    /// - Parameters:
    ///   - policy: beside `default-src 'none'`, `base-uri 'none'` and `frame-ancestors 'none'`.
    ///   - referrer: what a link on it tells of its address (Referrer Policy, section 3).
    ///   - language: nil for a page that has them all.
    static func page(
        _ html: String, policy: String, referrer: String = "no-referrer", _ language: Language? = nil,
        status: HTTPResponse.Status = .ok
    ) -> Response {
        var response = Response.bytes(html.utf8, type: "text/html; charset=utf-8", status: status)
        response.headers[.contentSecurityPolicy] =
            "default-src 'none'; \(policy); base-uri 'none'; frame-ancestors 'none'"
        response.headers[.contentLanguage] = language?.rawValue
        for (name, value) in [
            ("Referrer-Policy", referrer), ("Cross-Origin-Opener-Policy", "same-origin"), ("X-Robots-Tag", "noindex"),
        ] {
            if let name = HTTPField.Name(name) { response.headers[name] = value }
        }
        return response
    }
}
