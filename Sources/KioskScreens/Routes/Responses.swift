import FoundationEssentials
import HTTPTypes
import Hummingbird
import NIOCore

extension Response {
    static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Own value types of texts and numbers always encode.
        let bytes = (try? encoder.encode(value)) ?? Data("{}".utf8)
        return Response(
            status: status, headers: [.contentType: "application/json; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    static func page(_ html: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "text/html; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: html)))
    }
}

extension HTTPField.Name {
    /// Carries the ``ScreenToken`` of the page that acts.
    static let screenToken = own("X-Screen-Token")
    /// Fetch Metadata Request Headers, W3C.
    static let fetchSite = own("Sec-Fetch-Site")

    private static func own(_ name: String) -> HTTPField.Name {
        guard let field = HTTPField.Name(name) else { preconditionFailure("no field name: \(name)") }
        return field
    }
}

extension Request {
    /// The token of the page, from the header or, where a browser can send none, from the query.
    var screenToken: ScreenToken? {
        if let text = headers[.screenToken] { return ScreenToken(text: text) }
        return uri.queryParameters["token"].map { ScreenToken(text: String($0)) }
    }
}
