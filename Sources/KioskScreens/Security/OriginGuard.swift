import HTTPTypes
import Hummingbird
import KioskDevices
import KioskDomain

/// DESIGN 5.9: refuses requests that another site made (DNS rebinding by Host, cross-site by Origin and Fetch Metadata).
struct OriginGuard: RouterMiddleware {
    private static let loopback = ["127.0.0.1", "localhost", "[::1]"]
    let additionalHosts: Set<String>

    func handle(
        _ request: Request, context: ScreenContext, next: (Request, ScreenContext) async throws -> Response
    ) async throws -> Response {
        let host = request.head.authority ?? ""
        guard isOurs(host, context) else { throw Failure(.originRefused, "Host") }
        // Sec-Fetch-Site `none` is the person's own doing: the address typed, the kiosk's start page.
        if let site = request.headers[.fetchSite], site != "same-origin", site != "none" {
            throw Failure(.originRefused, "Sec-Fetch-Site")
        }
        if let origin = request.headers[.origin], origin != "http://\(host)" {
            throw Failure(.originRefused, "Origin")
        }
        return try await next(request, context)
    }

    private func isOurs(_ host: String, _ context: ScreenContext) -> Bool {
        if additionalHosts.contains(host) { return true }
        guard let port = context.serverPort else { return false }
        // Browsers leave out the default port (RFC 9110, 4.2.1).
        return Self.loopback.contains { host == "\($0):\(port)" || (port == 80 && host == $0) }
    }
}
